import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { edit, list } from '../commands.ts';
import { importRoster, previewImport } from '../commands-import.ts';
import { memberPaths } from '../paths.ts';
import { roster, show } from '../queries.ts';
import { decodeText } from './decode.ts';
import { isList, readList } from './read.ts';

const { act, ask, get, post, story, owner, drop } = await testApp();
afterAll(drop);
const amal = story.people.coordinator;
const brigades = readFileSync(
  join(import.meta.dirname, '../../../test/data/civic-org-network/organizations.json'),
  'utf8',
);

const preview = async (text: string) => worked(await ask(amal, previewImport, { text }));
const total = async (search = '') => worked(await ask(amal, roster, { search: search || undefined, limit: 1 })).total;

describe('reading a list', () => {
  const rows = (text: string) => {
    const read = readList(text);
    return isList(read)
      ? read.rows.map(({ listed, name, problems }) => listed ?? [name, ...problems.map((p) => p.key)])
      : read;
  };

  test.each([
    ['commas', 'name,place\nA Club,Here\n'],
    ['semicolons', 'Nombre;Ciudad\r\nA Club;Here\r\n'],
    ['tabs and a mark', '\ufeffNAME\tTown\nA Club\tHere'],
    ['Arabic titles', 'الاسم,المدينة\nA Club,Here'],
    ['quotes', '"name","place"\n"A Club","Here"'],
  ])('%s', (_, text) => {
    expect(rows(text)).toMatchObject([{ name: 'A Club', place: 'Here' }]);
  });

  test('cells with commas, quotes and line breaks', () => {
    expect(rows('name,about\n"Bread, ""Roses"" & Co","first\nsecond"\n')).toMatchObject([
      { name: 'Bread, "Roses" & Co', about: 'first\nsecond' },
    ]);
  });

  test('numbers as people write them, and a defused formula', () => {
    expect(rows("name;people\n'=Club;1.450\nSolo;40 000\nDuo;many")).toMatchObject([
      { name: '=Club', peopleRepresented: 1450 },
      { name: 'Solo', peopleRepresented: 40000 },
      ['Duo', 'kernel.wrongKind'],
    ]);
  });

  test.each([
    ['', 'members.importEmpty', undefined],
    ['name\n', 'members.importEmpty', undefined],
    ['colour,size\nred,3\n', 'members.importNoName', { columns: 'colour, size' }],
    ['name\n"open\nnext\n', 'members.importQuoteOpen', { row: expect.any(Number) }],
    ['name\nfine\nbr"oken" here\n', 'members.importQuoteInside', { row: 3 }],
    ['[{"name": "A"', 'members.importNotJson', expect.anything()],
  ])('%j is refused with where it breaks', (text, key, variables) => {
    expect(rows(text)).toMatchObject({ field: 'text', key, ...(variables && { variables }) });
  });

  test('wrong rows are named with their line in the file, the others stay', () => {
    const read = readList('name,website\nGood,\n\nBad,no site\n,http://x.example\nWide,a,b\n\u202eevil,\n');
    if (!isList(read)) throw new Error(read.key);
    expect(read.rows.map(({ row, problems }) => [row, problems.map((p) => `${p.field} ${p.key}`)])).toEqual([
      [2, []],
      [4, ['website members.websiteWrong']],
      [5, ['name kernel.required']],
      [6, ['text members.importTooWide']],
      [7, ['name kernel.oddCharacters']],
    ]);
  });

  test('old and wide encodings', () => {
    expect(decodeText(Buffer.from([0x43, 0x61, 0x66, 0xe9]))).toBe('Café');
    expect(decodeText(Buffer.from('\ufeffCafé', 'utf16le'))).toBe('Café');
    expect(decodeText(Buffer.from('Café نور'))).toBe('Café نور');
  });
});

describe('importing', () => {
  test('the 221 brigades come in once, however often it is tried and by how many at once', async () => {
    const before = await total();
    const looked = await preview(brigades);
    expect(looked.count).toEqual({ add: 221, there: 0, twice: 0, wrong: 0 });
    expect(await total()).toBe(before);
    const input = { text: brigades, seal: looked.seal };
    const both = await Promise.all([1, 2].map(() => act(amal, importRoster, input)));
    expect(both.map(said).sort()).toEqual(['done', 'members.rosterChanged']);
    expect(await total()).toBe(before + 221);
    expect(said(await act(amal, importRoster, input))).toBe('members.rosterChanged');
    const again = await preview(brigades);
    expect(again.count).toEqual({ add: 0, there: 221, twice: 0, wrong: 0 });
    expect(worked(await act(amal, importRoster, { text: brigades, seal: again.seal }))).toEqual({
      added: 0,
      there: 221,
    });
    expect(await total()).toBe(before + 221);
    expect(await total('munchen')).toBe(1);
  });

  test('one who was renamed here is known by the website; chapters that share one are told apart', async () => {
    const [beta] = worked(await ask(amal, roster, { search: 'BetaNYC' })).items;
    worked(await act(amal, edit, { member: beta!.id, name: 'Civic New York', website: beta!.website }));
    const looked = await preview(brigades);
    expect(looked.count).toMatchObject({ add: 0, there: 221 });
    expect(looked.steps.find((step) => step.name === 'BetaNYC')).toMatchObject({
      by: 'website',
      memberName: 'Civic New York',
    });
    expect(await total('code for romania')).toBe(3);
  });

  test('with one wrong row nothing is written', async () => {
    const text = 'name,website\nFirst Choir,\nSecond Choir,not a site\n';
    const looked = await preview(text);
    expect(looked.count).toEqual({ add: 1, there: 0, twice: 0, wrong: 1 });
    expect(said(await act(amal, importRoster, { text, seal: looked.seal }))).toBe('text: members.importHasWrong');
    expect(await total('choir')).toBe(0);
  });

  test('rows that are the same come in once; ids, contacts and other columns are kept, left aside and said', async () => {
    const text =
      'id;name;email;phone;colour\n7;Lantern Makers;lantern@makers.example;555 1;red\n8;LANTERN  makers;;;\n7;Other name;;;\n';
    const looked = await preview(text);
    expect(looked.count).toEqual({ add: 1, there: 0, twice: 2, wrong: 0 });
    expect(looked.ignored).toEqual(['colour']);
    worked(await act(amal, importRoster, { text, seal: looked.seal }));
    const [made] = worked(await ask(amal, roster, { search: 'lantern' })).items;
    expect(worked(await ask(amal, show, { member: made!.id }))).toMatchObject({
      externalId: '7',
      status: 'listed',
      contacts: [{ email: 'lantern@makers.example', phone: '555 1' }],
    });
    expect((await preview('id,name\n7,Renamed by them\n')).steps).toMatchObject([{ does: 'there', by: 'id' }]);
  });

  test('a roster that changed meanwhile is looked at again first', async () => {
    const text = 'name\nKite Flyers\n';
    const { seal } = await preview(text);
    worked(await act(amal, list, { name: 'Kite flyers' }));
    expect(said(await act(amal, importRoster, { text, seal }))).toBe('members.rosterChanged');
    expect(await total('kite')).toBe(1);
  });

  test('is the coordinators’ work', async () => {
    expect(said(await ask(story.people.lawyer, previewImport, { text: 'name\nA club\n' }))).toBe(
      'kernel.coordinatorsOnly',
    );
    expect(said(await act(story.people.lawyer, importRoster, { text: 'name\nA club\n', seal: 'x' }))).toBe(
      'kernel.coordinatorsOnly',
    );
  });

  test('two coalitions that list the same organization mean the same one, and see nothing of each other', async () => {
    const call = { coalition: story.other.slug };
    const looked = worked(await ask(story.people.elsewhere, previewImport, { text: brigades }, call));
    expect(looked.count).toMatchObject({ add: 221, there: 0 });
    worked(await act(story.people.elsewhere, importRoster, { text: brigades, seal: looked.seal }, call));
    const rows = await owner`
      select organization_id from members where name = 'Code for Miami' group by organization_id having count(*) = 2`;
    expect(rows).toHaveLength(1);
  });
});

describe('in the browser, without a script', () => {
  const paths = memberPaths(story.coalition.slug);

  test('a file is looked at, then imported', async () => {
    const file = new File(['\ufeffname;place\nStilt Walkers;Riverton\n'], 'list.csv', { type: 'text/csv' });
    const looked = await post(paths.importPreview, amal, { file, text: '' });
    const page = await looked.text();
    expect(looked.status).toBe(200);
    expect(page).toContain('Stilt Walkers');
    expect(await total('stilt')).toBe(0);
    const text = /<textarea name="text"[^>]*>([^<]*)<\/textarea>/.exec(page)![1]!;
    const seal = /name="seal" value="([^"]+)"/.exec(page)![1]!;
    const done = await post(paths.import, amal, { text, seal });
    expect(done.status).toBe(303);
    expect(await total('stilt')).toBe(1);
    const repeated = await post(paths.import, amal, { text, seal });
    expect(repeated.status).toBe(409);
    expect(await repeated.text()).toContain('On the roster already');
  });

  test('the preview of a whole roster stays light over the wire', async () => {
    const looked = await post(paths.importPreview, amal, { text: brigades }, { 'accept-encoding': 'br' });
    expect((await looked.arrayBuffer()).byteLength).toBeLessThan(60_000);
  });

  test('a broken list comes back with what was pasted', async () => {
    const nothing = await post(paths.importPreview, amal, { text: '' });
    expect(nothing.status).toBe(422);
    const broken = await post(paths.importPreview, amal, { text: 'name\n"open & unclosed' });
    expect(broken.status).toBe(422);
    const page = await broken.text();
    expect(page).toContain('open &amp; unclosed');
    expect(page).toContain('id="f-text-error"');
    const wrong = await post(paths.importPreview, amal, { text: 'name,website\nX Club,no site\n' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('This does not look like a website');
    expect((await get(paths.import, story.people.representative)).status).toBe(403);
  });
});
