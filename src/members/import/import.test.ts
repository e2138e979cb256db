import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { startJobs } from '../../system/jobs/worker.ts';
import { edit, list } from '../commands.ts';
import {
  beginImport,
  chooseImportRow,
  discardImport,
  importRoster,
  mapImport,
  undoImport,
} from '../commands-import.ts';
import { invite } from '../commands-invitations.ts';
import { memberPaths } from '../paths.ts';
import { roster, show } from '../queries.ts';
import { importRows, imports, showImport } from '../queries-import.ts';
import type { Does } from './plan.ts';
import type { Meaning } from './read.ts';
import { importHandlers } from './work.ts';

const { app, act, ask, get, post, story, owner, drop } = await testApp();
const jobs = await startJobs(app, importHandlers(app), { log: console.error, unattended: false });
afterAll(async () => {
  await jobs.stop();
  await drop();
});
await jobs.runDue();
const amal = story.people.coordinator;
const data = (name: string) => readFileSync(join(import.meta.dirname, '../../../test/data', name), 'utf8');
const brigades = data('civic-org-network/organizations.json');
const popolo = data('popolo-tasmania/local_councillor_popolo.json');

type Asking = { coalition?: string; person?: string };
/** Hands a list in and has it looked at. */
async function look(text: string, { person = amal, ...call }: Asking = {}) {
  const begun = worked(await act(person, beginImport, { text, fileName: 'list.csv' }, call));
  await jobs.runDue();
  const shown = async () => worked(await ask(person, showImport, { import: begun.import }, call));
  const rows = async (does: Does) =>
    worked(await ask(person, importRows, { import: begun.import, does, limit: 200 }, call)).items;
  const finish = async () => {
    const asked = await act(person, importRoster, { import: begun.import }, call);
    await jobs.runDue();
    return asked;
  };
  return { ...(await shown()), shown, rows, finish };
}
const total = async (search = '') => worked(await ask(amal, roster, { search: search || undefined, limit: 1 })).total;
const one = async (search: string) => worked(await ask(amal, roster, { search })).items[0]!;

describe('importing', () => {
  test('the 221 brigades come in once, however often it is tried and by how many at once', async () => {
    const before = await total();
    const [first, second] = [await look(brigades), await look(brigades)];
    expect(first.counts).toMatchObject({ add: 221, there: 0, twice: 0, wrong: 0 });
    expect(await total()).toBe(before);
    expect(said(await first.finish())).toBe('done');
    expect((await first.shown()).state).toBe('done');
    expect(await total()).toBe(before + 221);
    // The other looked before: it is told, and looks again by itself.
    expect(said(await second.finish())).toBe('done');
    expect(await second.shown()).toMatchObject({
      state: 'ready',
      problem: { key: 'members.rosterChanged' },
      counts: { add: 0, there: 221 },
    });
    expect(said(await second.finish())).toBe('imports.nothing');
    expect(said(await first.finish())).toBe('imports.notNow');
    expect(await total()).toBe(before + 221);
    expect(await total('munchen')).toBe(1);
  });

  test('one who was renamed here is known by the website; chapters that share one are told apart', async () => {
    const beta = await one('BetaNYC');
    worked(await act(amal, edit, { member: beta.id, name: 'Civic New York', website: beta.website }));
    const looked = await look(brigades);
    expect(looked.counts).toMatchObject({ add: 0, there: 221 });
    const found = (
      await Promise.all([0, 200].map((after) => ask(amal, importRows, { import: looked.id, after, limit: 200 })))
    )
      .flatMap((page) => worked(page).items)
      .find((row) => row.name === 'BetaNYC');
    expect(found).toMatchObject({ by: 'website', memberName: 'Civic New York', takes: ['place', 'about'] });
    expect(await total('code for romania')).toBe(3);
    // It is another one after all: only because of the website in common may that be said.
    const chosen = { import: looked.id, position: found!.position, add: true };
    expect(said(await act(amal, chooseImportRow, chosen))).toBe('done');
    await jobs.runDue();
    expect((await looked.shown()).counts).toMatchObject({ add: 1, there: 220 });
    worked(await act(amal, discardImport, { import: looked.id }));
  });

  test('a list in Popolo comes in whole: 33 organizations, 263 people, 317 memberships', async () => {
    const looked = await look(popolo);
    expect(looked).toMatchObject({ form: 'popolo', counts: { add: 33, wrong: 0, twice: 0, people: 263, roles: 317 } });
    expect(said(await looked.finish())).toBe('done');
    expect((await looked.shown()).state).toBe('done');
    const counts = await owner`
      select (select count(*)::int from import_rows r where r.import_id = ${looked.id} and exists (select from members m where m.id = r.member_id)) as members,
        count(distinct c.id)::int as people, count(distinct c.external_id)::int as ids, count(k.id)::int as roles
      from contacts c join contact_roles k on k.contact_id = c.id`;
    expect(counts).toEqual([{ members: 33, people: 263, ids: 263, roles: 317 }]);
    const hobart = worked(await ask(amal, show, { member: (await one('Hobart')).id }));
    expect(hobart.contacts).toHaveLength(12);
    expect(hobart.contacts.flatMap(({ roles }) => roles.map(({ role }) => role)).sort()).toEqual([
      'Deputy Mayor',
      'Lord Mayor',
      ...Array(12).fill('councillor'),
    ]);
    expect(worked(await act(amal, undoImport, { import: looked.id }))).toEqual({ removed: 33, restored: 0, stays: 0 });
    expect(await owner`select from contact_roles`).toHaveLength(0);
  });

  test('what columns mean can be corrected, and is remembered', async () => {
    const text = 'Verein;Ort;Leute;Farbe\nLichterkette;Talheim;1.450;red\nStelzenläufer;Talheim;viele;blue\n';
    const looked = await look(text);
    expect(looked.counts).toMatchObject({ wrong: 2 });
    expect(looked.columns[1]).toEqual({ title: 'Ort', means: '', samples: ['Talheim'] });
    const columns: Record<string, Meaning> = { 0: 'name', 1: 'place', 2: 'people' };
    const map = (more: object) => act(amal, mapImport, { import: looked.id, columns, ...more });
    expect(said(await map({ columns: { 0: 'name', 1: 'name' } }))).toBe('columns.1: imports.columnTwice');
    expect(said(await map({ columns: { 0: 'place' } }))).toContain('imports.nameMissing');
    worked(await map({}));
    await jobs.runDue();
    expect((await looked.shown()).counts).toMatchObject({ add: 1, wrong: 1 });
    expect((await looked.rows('wrong'))[0]).toMatchObject({
      line: 3,
      problems: [{ field: 'people', key: 'kernel.wrongKind' }],
    });
    expect(said(await looked.finish())).toBe('imports.hasWrong');
    worked(await map({ leaveOutWrong: true }));
    await jobs.runDue();
    expect(said(await looked.finish())).toBe('done');
    expect(await one('lichterkette')).toMatchObject({ place: 'Talheim', peopleRepresented: 1450 });
    expect((await look(text)).columns.map(({ means }) => means)).toEqual(['name', 'place', 'people', '']);
  });

  test('duplicates are completed, left, taken over, or settled field by field', async () => {
    const kite = worked(await act(amal, list, { name: 'Kite Flyers', place: 'The meadow' })).member;
    const looked = await look('name;place;about;people;contact;phone\nKite flyers;The hill;We fly;12;Ona;555 7\n');
    const takes = async () => (await looked.rows('there'))[0]!.takes;
    expect(await takes()).toEqual(['about', 'people', 'contacts']);
    const rule = async (known: 'keep' | 'theirs') => {
      const columns: Record<string, Meaning> = Object.fromEntries(
        looked.columns.map(({ means }, n) => [n, means as Meaning]),
      );
      worked(await act(amal, mapImport, { import: looked.id, columns, known }));
      await jobs.runDue();
    };
    await rule('keep');
    expect(await takes()).toEqual([]);
    await rule('theirs');
    expect(await takes()).toEqual(['name', 'place', 'about', 'people', 'contacts']);
    worked(await act(amal, chooseImportRow, { import: looked.id, position: 1, takes: ['place', 'contacts'] }));
    await jobs.runDue();
    expect(await takes()).toEqual(['place', 'contacts']);
    expect(said(await act(amal, chooseImportRow, { import: looked.id, position: 1, add: true }))).toBe(
      'add: imports.sameOne',
    );
    expect(said(await looked.finish())).toBe('done');
    const now = async () => worked(await ask(amal, show, { member: kite }));
    expect(await now()).toMatchObject({
      name: 'Kite Flyers',
      place: 'The hill',
      about: '',
      contacts: [{ name: 'Ona' }],
    });
    expect(worked(await act(amal, undoImport, { import: looked.id }))).toEqual({ removed: 0, restored: 1, stays: 0 });
    expect(await now()).toMatchObject({ place: 'The meadow', contacts: [] });
  });

  test('is taken back as a whole; what something was built on stays, and is named', async () => {
    const looked = await look('name\nFirst Choir\nSecond Choir\nThird Choir\n');
    worked(await looked.finish());
    const [first, second] = [await one('first choir'), await one('second choir')];
    worked(await act(amal, invite, { member: first.id, name: 'Ada' }));
    worked(await act(amal, edit, { member: second.id, name: 'Second Choir', place: 'Riverton' }));
    expect(worked(await act(amal, undoImport, { import: looked.id }))).toEqual({ removed: 1, restored: 0, stays: 2 });
    expect([await total('first choir'), await total('second choir'), await total('third choir')]).toEqual([1, 1, 0]);
    expect((await looked.rows('add')).map(({ stays }) => stays)).toEqual(['standing', 'edited', null]);
    expect(said(await act(amal, undoImport, { import: looked.id }))).toBe('imports.notNow');
    const [newest] = worked(await ask(amal, imports, {})).items;
    expect(newest).toMatchObject({ state: 'undone', by: 'Amal Haddad', counts: { add: 3 } });
  });

  test('rows that are the same come in once; ids, contacts and constituencies are kept', async () => {
    const text =
      'id;name;email;phone;sector;colour\n7;Lantern Makers;lantern@makers.example;555 1;Health workers; red\n8;LANTERN  makers;;;;\n7;Other name;;;;\n';
    const looked = await look(text);
    expect(looked.counts).toMatchObject({ add: 1, there: 0, twice: 2, wrong: 0 });
    worked(await looked.finish());
    const made = await one('lantern');
    expect(made.constituencies).toMatchObject([{ name: 'Health workers' }]);
    expect(worked(await ask(amal, show, { member: made.id }))).toMatchObject({
      externalId: '7',
      status: 'listed',
      contacts: [{ email: 'lantern@makers.example', phone: '555 1' }],
    });
    expect(await (await look('id,name\n7,Renamed by them\n')).rows('there')).toMatchObject([{ by: 'id' }]);
  });

  test('is the coordinators’ work', async () => {
    const { lawyer } = story.people;
    expect(said(await act(lawyer, beginImport, { text: 'name\nA club\n' }))).toBe('kernel.coordinatorsOnly');
    expect(said(await act(lawyer, undoImport, { import: story.imports.done }))).toBe('kernel.coordinatorsOnly');
    expect(said(await ask(lawyer, showImport, { import: story.imports.done }))).toBe('kernel.coordinatorsOnly');
  });

  test('two coalitions that list the same organization mean the same one, and see nothing of each other', async () => {
    const there = { coalition: story.other.slug, person: story.people.elsewhere };
    const looked = await look(brigades, there);
    expect(looked.counts).toMatchObject({ add: 221, there: 0 });
    worked(await looked.finish());
    const rows = await owner`
      select organization_id from members where name = 'Code for Miami' group by organization_id having count(*) = 2`;
    expect(rows).toHaveLength(1);
    expect(said(await ask(amal, showImport, { import: looked.id }))).toBe('imports.notFound');
  });
});

describe('in the browser, without a script', () => {
  const paths = memberPaths(story.coalition.slug);
  const csv = (text: string | Uint8Array<ArrayBuffer>, name = 'list.csv') =>
    new File([text], name, { type: 'text/csv' });

  test('a file is looked at, then imported, and taken back', async () => {
    const sent = await post(paths.import, amal, {
      file: csv('\ufeffname;place\nStilt Walkers;Riverton\nNo site;x\n'),
      text: '',
    });
    expect(sent.status).toBe(303);
    await jobs.runDue();
    const place = sent.headers.get('location')!;
    const page = await (await get(place, amal)).text();
    expect(page).toContain('Stilt Walkers');
    expect(await total('stilt')).toBe(0);
    expect((await post(`${place}/finish`, amal, {})).status).toBe(303);
    expect(await (await get(place, amal)).text()).toContain('http-equiv="refresh"');
    await jobs.runDue();
    expect(await total('stilt')).toBe(1);
    expect((await post(`${place}/finish`, amal, {})).status).toBe(409);
    expect((await post(`${place}/undo`, amal, {})).status).toBe(303);
    expect(await total('stilt')).toBe(0);
  });

  test('rows that cannot be read are explained, and downloaded with what is wrong', async () => {
    const sent = await post(paths.import, amal, { text: 'name,website\n=Evil Club,no site\n' });
    await jobs.runDue();
    const place = sent.headers.get('location')!;
    expect(await (await get(place, amal)).text()).toContain('Website: This does not look like a website');
    const file = await (await get(`${place}/wrong.csv`, amal)).text();
    expect(file).toContain("'=Evil Club,no site,2,");
  });

  test('a difference is settled on a page of its own', async () => {
    const sent = await post(paths.import, amal, { text: 'name,place\nParish of St Brigid,Elsewhere\n' });
    await jobs.runDue();
    const place = sent.headers.get('location')!;
    expect(await (await get(`${place}/row?row=1`, amal)).text()).toContain('Elsewhere');
    expect((await post(`${place}/row`, amal, { position: '1', takes: 'place' })).status).toBe(303);
    await jobs.runDue();
    expect(await (await get(place, amal)).text()).toContain('Taken from the list: Place');
  });

  test('the preview of a whole roster stays light over the wire', async () => {
    const sent = await post(paths.import, amal, { text: brigades });
    await jobs.runDue();
    const looked = await get(sent.headers.get('location')!, amal, { 'accept-encoding': 'br' });
    expect((await looked.arrayBuffer()).byteLength).toBeLessThan(60_000);
  });

  test('a broken list comes back with what was pasted; what is no list is told what it is', async () => {
    expect((await post(paths.import, amal, { text: '' })).status).toBe(422);
    const broken = await post(paths.import, amal, { text: '[{"name": "open & unclosed' });
    expect(broken.status).toBe(422);
    const page = await broken.text();
    expect(page).toContain('open &amp; unclosed');
    expect(page).toContain('id="f-text-error"');
    const says = async (bytes: number[]) => {
      const sent = await post(paths.import, amal, { file: csv(new Uint8Array([...bytes, ...Array(40).fill(0)])) });
      return [sent.status, /id="f-file-error"[\s\S]*?<\/p>/.exec(await sent.text())?.[0]];
    };
    expect(await says([0x50, 0x4b, 3, 4])).toEqual([422, expect.stringContaining('packed file')]);
    expect(await says([0x50, 0x4b, 3, 4, ...Buffer.from('xl/workbook.xml')])).toEqual([
      422,
      expect.stringContaining('.xlsx'),
    ]);
    expect(await says([0x89, 0x50, 0x4e, 0x47])).toEqual([422, expect.stringContaining('picture')]);
    expect((await get(paths.import, story.people.representative)).status).toBe(403);
  });
});
