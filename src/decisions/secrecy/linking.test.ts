// Somebody with the whole database, every row of every table with its system columns, and with the server's secret, tries
// to find out who said what in a secret vote. Each attempt here succeeds when the protection it is about is taken away.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { execute } from '../../kernel/execute.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, propose } from '../commands.ts';
import { show } from '../queries.ts';

const told = await testApp();
afterAll(told.drop);
const { app, story, clock, owner } = told;
const here = story.coalition.slug;
const voters = 40;
const options = ['Ada', 'Bo', 'Cai', 'Dee', 'Eli'];

interface Voter {
  member: string;
  person: string;
  name: string;
  /** A ranking that nobody else has. */
  ranking: string[][];
  /** What was said first, and replaced. */
  before: string[][];
}
let crowd: Voter[];
let proposal: number;
let number: string;

/** All orders of five, in an order that has nothing to do with anything. */
function rankings(ids: string[]): string[][][] {
  const all = (left: string[]): string[][] =>
    left.length === 0 ? [[]] : left.flatMap((id) => all(left.filter((one) => one !== id)).map((rest) => [id, ...rest]));
  const scrambled = (ranking: string[]) => createHmac('sha256', 'an order').update(ranking.join()).digest('hex');
  return all(ids)
    .sort((a, b) => (scrambled(a) < scrambled(b) ? -1 : 1))
    .map((ranking) => ranking.map((id) => [id]));
}

const casts = (voter: Voter, ranking: string[][], replaces?: string) =>
  execute(app, castBallot, {
    input: { proposal, member: voter.member, choice: { ranking }, replaces },
    person: voter.person,
    coalition: here,
    via: 'api',
    key: `key of ${voter.person} ${replaces ?? ''} that nobody could guess`,
  });

beforeAll(async () => {
  clock.set('2026-05-01T08:00:00Z');
  const coalition_id = story.coalition.id;
  const now = clock.glance();
  const people = Array.from({ length: voters }, (_, n) => ({
    member: app.ids.next(),
    person: app.ids.next(),
    name: `Member ${(n * 17) % voters}`,
  }));
  await owner`insert into people ${owner(people.map(({ person }) => ({ id: person, created_at: now })))}`;
  await owner`insert into membership_index ${owner(people.map(({ person }) => ({ person_id: person, coalition_id })))}`;
  const rows = people.map(({ member, name }) => ({
    coalition_id,
    id: member,
    kind: 'organization',
    name,
    created_at: now,
  }));
  await owner`insert into members ${owner(rows)}`;
  await owner`insert into member_statuses ${owner(
    people.map(({ member }) => ({
      coalition_id,
      id: app.ids.next(),
      member_id: member,
      status: 'active',
      from_at: now,
    })),
  )}`;
  await owner`insert into representatives ${owner(
    people.map(({ member, person }) => ({
      coalition_id,
      id: app.ids.next(),
      member_id: member,
      person_id: person,
      authority: 'decides',
      from_at: now,
    })),
  )}`;
  const put = await told.act(story.people.coordinator, propose, {
    question: 'Who speaks for us?',
    method: 'irv',
    secrecy: 'secret',
    options,
    opensAt: clock.at('2026-05-01T08:00:00Z'),
    closesAt: clock.at('2026-05-10T18:00:00Z'),
  });
  if (!put.ok) throw new Error(JSON.stringify(put.refusal));
  proposal = put.value.proposal;
  const shown = await told.ask(story.people.coordinator, show, { proposal });
  if (!shown.ok) throw new Error(JSON.stringify(shown.refusal));
  const orders = rankings(shown.value.options.map(({ id }) => id));
  crowd = people.map((one, n) => ({ ...one, ranking: orders[n]!, before: orders[n + voters]! }));
  for (const [n, voter] of crowd.entries()) {
    clock.forward({ minutes: 7 });
    const first = await casts(voter, n % 4 === 0 ? voter.before : voter.ranking);
    if (!first.ok) throw new Error(JSON.stringify(first.refusal));
    if (n % 4 === 0) expect(await casts(voter, voter.ranking, first.value.ballot)).toMatchObject({ ok: true });
  }
  [{ id: number }] =
    (await owner`select id from proposals where number = ${proposal} and coalition_id = ${coalition_id}`) as any;
});

type Row = Record<string, unknown>;
/** Every row of every table, in physical order, with its system columns. */
async function everything(): Promise<Map<string, Row[]>> {
  const tables = await owner`
    select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`;
  const found = new Map<string, Row[]>();
  for (const { name } of tables) {
    found.set(
      name,
      await owner`select ctid::text as "_ctid", xmin::text as "_xmin", cmin::text as "_cmin", t.* from ${owner(name)} t order by t.ctid`,
    );
  }
  return found;
}
const said = (ranking: string[][]) => JSON.stringify({ ranking });
const textOf = (row: Row) => JSON.stringify(row).replaceAll('\\', '');

describe('while the vote is open', () => {
  test('no row of any table has a choice in it, not of now and not of before', async () => {
    for (const [table, rows] of await everything()) {
      const text = rows.map(textOf).join('\n').replaceAll(' ', '');
      for (const { ranking, before } of crowd)
        expect([table, text.includes(JSON.stringify(ranking)) || text.includes(JSON.stringify(before))]).toEqual([
          table,
          false,
        ]);
    }
  });

  test('envelopes tell nothing by their length, and there is one for each voter', async () => {
    const envelopes = (await everything()).get('envelopes')!.filter((row) => row.proposal_id === number);
    expect(envelopes).toHaveLength(voters);
    expect(new Set(envelopes.map(({ sealed }) => String(sealed).length)).size).toBe(1);
    expect(new Set(envelopes.map(({ sealed }) => sealed)).size).toBe(voters);
  });

  test('the hash that makes a repeated submit harmless cannot be tried out, even with the secret', async () => {
    const macs = new Set((await everything()).get('idempotency_keys')!.map((row) => row.input_mac));
    expect(macs.size).toBeGreaterThanOrEqual(voters);
    for (const { member, ranking } of crowd) {
      const input = { proposal, member, choice: { ranking }, replaces: undefined };
      const tried = [
        [here, input],
        [here, { proposal, member, choice: { ranking } }],
        [null, input],
        ['', here, input],
      ];
      for (const one of tried) {
        const mac = createHmac('sha256', app.secret).update(JSON.stringify(one)).digest('base64url');
        expect(macs.has(mac)).toBe(false);
      }
    }
  });

  test('the key in the database opens nothing without the server’s secret', async () => {
    const [box] = (await everything()).get('ballot_boxes')!.filter((row) => row.proposal_id === number);
    expect(Buffer.from(String(box!.private_key), 'base64url').toString('latin1')).not.toContain('\x30\x2e\x02\x01');
  });
});

describe('after the close', () => {
  let papers: Row[];
  let all: Map<string, Row[]>;

  beforeAll(async () => {
    clock.set('2026-05-10T18:00:00Z');
    expect(await told.act(story.people.coordinator, close, { proposal })).toMatchObject({ ok: true });
    all = await everything();
    const seals = new Set(
      all
        .get('seals')!
        .filter((row) => row.proposal_id === number)
        .map(({ id }) => id),
    );
    papers = all.get('seal_leaves')!.filter((row) => seals.has(row.seal_id) && row.kind === 'ballot');
  });

  test('all ballots were counted, as they were cast last', () => {
    const contents = papers.map(({ content }) => JSON.stringify(JSON.parse(String(content)).choice)).sort();
    expect(contents).toEqual(crowd.map(({ ranking }) => said(ranking)).sort());
  });

  test('envelopes and key are gone', () => {
    for (const table of ['envelopes', 'ballot_boxes'])
      expect(all.get(table)!.filter((row) => row.proposal_id === number)).toEqual([]);
  });

  test('a row with a choice names no voter, no entry, no person, no ballot, no moment of casting', () => {
    const entries = all.get('roll_entries')!.filter((row) => row.proposal_id === number);
    const cast = all.get('ballots')!.filter((row) => row.proposal_id === number);
    const ids = [
      ...crowd.flatMap(({ member, person }) => [member, person]),
      ...entries.map(({ id }) => id),
      ...cast.map(({ id }) => id),
    ];
    const moments = cast.map((row) => (row.cast_at as Date).toISOString());
    const holding = [...all].flatMap(([table, rows]) =>
      rows
        .filter((row) => crowd.some(({ ranking }) => textOf(row).replaceAll(' ', '').includes(JSON.stringify(ranking))))
        .map((row) => [table, row] as const),
    );
    expect(new Set(holding.map(([table]) => table))).toEqual(new Set(['seal_leaves']));
    for (const [, row] of holding)
      for (const id of [...ids, ...moments]) expect(textOf(row).includes(String(id))).toBe(false);
  });

  test('nothing that was replaced is anywhere', () => {
    for (const [table, rows] of all) {
      const text = rows.map(textOf).join('\n').replaceAll(' ', '');
      for (const { before } of crowd) expect([table, text.includes(JSON.stringify(before))]).toEqual([table, false]);
    }
  });

  test('papers were written by one transaction in one command: xmin and cmin tell none from another', () => {
    expect(new Set(papers.map((row) => `${row._xmin} ${row._cmin}`)).size).toBe(1);
  });

  test('no order of papers is an order of voters', () => {
    // Every way to sort the papers, by any column or by where they lie …
    const columns = Object.keys(papers[0]!).filter((column) => column !== 'content');
    const place = (row: Row) => /\((\d+),(\d+)\)/.exec(String(row._ctid))!.slice(1).map(Number);
    const byPlace = papers.toSorted((a, b) => place(a)[0]! - place(b)[0]! || place(a)[1]! - place(b)[1]!);
    const sortable = (row: Row, column: string) => String(row[column]).padStart(12, '0');
    const orders = [
      ['as they lie', byPlace] as const,
      ...columns.map(
        (column) => [column, byPlace.toSorted((a, b) => (sortable(a, column) < sortable(b, column) ? -1 : 1))] as const,
      ),
    ];
    // … beside every way to sort the voters: as they voted, as they stand on the roll, by any column of any row of theirs.
    const byMember = new Map(crowd.map((voter) => [voter.member, voter]));
    const byPerson = new Map(crowd.map((voter) => [voter.person, voter]));
    const entries = all.get('roll_entries')!.filter((row) => row.proposal_id === number);
    const byEntry = new Map(entries.map((row) => [row.id, byMember.get(String(row.member_id))]));
    const voterOf = (row: Row) =>
      byEntry.get(row.entry_id) ??
      byMember.get(String(row.member_id ?? row.for_member)) ??
      byPerson.get(String(row.person_id ?? row.cast_by));
    const lists = [...all].flatMap(([table, rows]) => {
      const theirs = rows.filter(
        (row) => voterOf(row) && (row.proposal_id === undefined || row.proposal_id === number),
      );
      if (theirs.length < voters) return [];
      return ['as they lie', ...Object.keys(theirs[0]!)].map((column) => {
        const sorted =
          column === 'as they lie'
            ? theirs
            : theirs.toSorted((a, b) => (sortable(a, column) < sortable(b, column) ? -1 : 1));
        return [`${table} ${column}`, [...new Set(sorted.map((row) => voterOf(row)!))]] as const;
      });
    });
    expect(lists.length).toBeGreaterThan(20);
    for (const [order, sorted] of orders)
      for (const [list, people] of [...lists, ['as they voted', crowd] as const]) {
        const guessed = people.map(({ ranking }) => said(ranking));
        for (const direction of [guessed, guessed.toReversed()]) {
          const right = sorted.filter(
            (row, n) => JSON.stringify(JSON.parse(String(row.content)).choice) === direction[n],
          ).length;
          // By chance one of forty is right, and nine or more in one of a million tries.
          expect([order, list, right < 9]).toEqual([order, list, true]);
        }
      }
  });

  test('mails, jobs and the log know that somebody voted, at most', () => {
    for (const table of ['activities', 'jobs', 'outbox', 'mails', 'sessions', 'idempotency_keys']) {
      const text = (all.get(table) ?? []).map(textOf).join('\n');
      expect([table, /ranking/.test(text)]).toEqual([table, false]);
    }
  });
});
