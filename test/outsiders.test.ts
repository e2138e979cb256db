// Every command and query, found in the code, tried as everybody with the input that its own example gives. What each
// kind of person gets stands in outsiders.expected.md, where a reviewer sees every right at a glance.
import { afterAll, describe, expect, test } from 'vitest';
import { commands, queries } from '../src/capabilities.ts';
import type { Command } from '../src/kernel/command.ts';
import { statusOf } from '../src/kernel/errors.ts';
import { answer, execute, type Result } from '../src/kernel/execute.ts';
import type { Query } from '../src/kernel/query.ts';
import { testApp } from './support/app.ts';
import { rehearsing } from './support/rehearsal.ts';

type Call = Command | Query;

const { app: told, story, owner, drop } = await testApp();
afterAll(drop);
const app = { ...told, database: rehearsing(told.database) };
const { people, coalition, other } = story;

const kinds = {
  nobody: null,
  stranger: people.stranger,
  /** Coordinates another coalition. */
  elsewhere: people.elsewhere,
  observer: people.observer,
  representative: people.representative,
  coordinator: people.coordinator,
  operator: people.operator,
};
type Kind = keyof typeof kinds;
const outsiders: Kind[] = ['nobody', 'stranger', 'elsewhere', 'operator'];

/** What observers may do: everybody may ask to join, and whoever holds its link answers their own organization. */
const forObservers = ['mandates.answer', 'members.acceptInvitation', 'members.apply'];

const calls: Call[] = [...commands, ...queries].sort((a, b) => (a.name < b.name ? -1 : 1));

function call(called: Call, person: string | null, slug: string): Promise<Result<unknown>> {
  const given = { input: called.example(story), person, via: 'browser' as const, coalition: slug };
  return called.kind === 'command' ? execute(app, called, given) : answer(app, called, given);
}

type Outcome = { status: number; why: string; value?: unknown };

async function outcomeOf(called: Call, person: string | null, slug: string): Promise<Outcome> {
  try {
    const result = await call(called, person, slug);
    if (result.ok) return { status: 200, why: 'ok', value: result.value };
    const { problems } = result.refusal;
    return {
      status: statusOf(result.refusal),
      why: problems.map(({ field, key }) => `${field} ${key}`.trim()).join(', '),
    };
  } catch (error) {
    return { status: 500, why: `${(error as Error).stack?.slice(0, 400)}` };
  }
}

type Row = Record<Kind, Outcome>;
/** `others`: everybody else in the story who may do it, such as whoever speaks for the member that it is about. */
const table = new Map<Call, { row: Row; others: string[] }>();
for (const called of calls) {
  const row = {} as Row;
  for (const kind of Object.keys(kinds) as Kind[]) row[kind] = await outcomeOf(called, kinds[kind], coalition.slug);
  const others: string[] = [];
  for (const [name, person] of Object.entries(people)) {
    if (name in kinds) continue;
    if ((await outcomeOf(called, person, coalition.slug)).status === 200) others.push(name);
  }
  table.set(called, { row, others });
}

test('the rights are those that were agreed: see outsiders.expected.md', async () => {
  await expect(drawn()).toMatchFileSnapshot('outsiders.expected.md');
});

describe.each(calls.map((called) => [called.name, called] as const))('%s', (_, called) => {
  const { row, others } = table.get(called)!;
  const entries = Object.entries(row) as [Kind, Outcome][];
  const ok = entries.filter(([, { status }]) => status === 200).map(([kind]) => kind);

  test('has an example that is valid, and that somebody may do', () => {
    const failed = entries.filter(([, { status }]) => status === 422 || status === 500);
    expect(failed.map(([kind, { why }]) => `${kind}: ${why}`)).toEqual([]);
    expect([...ok, ...others], entries.map(([kind, { why }]) => `${kind}: ${why}`).join('\n')).not.toEqual([]);
  });

  if (called.scope === 'coalition' && called.reach === 'insiders') {
    test('is closed to whoever does not belong, or does not belong yet, or any more', () => {
      const statuses = outsiders.map((kind) => row[kind].status);
      expect(statuses).toEqual([401, 403, 403, 403]);
      expect(others).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:applicant|declined|former)$/)]));
    });
  }

  if (called.scope === 'coalition') {
    test('is not even there in a private coalition, for whoever does not belong to it', async () => {
      for (const kind of Object.keys(kinds) as Kind[]) {
        if (kind === 'elsewhere') continue;
        const { status, why } = await outcomeOf(called, kinds[kind], other.slug);
        const nowhere = await outcomeOf(called, kinds[kind], 'no-such-coalition');
        expect([kind, status, why]).toEqual([kind, 404, nowhere.why]);
      }
    });

    test('tells a member of another coalition, asking there, nothing of this one', async () => {
      const { status, value, why } = await outcomeOf(called, people.elsewhere, other.slug);
      const sent = JSON.stringify(called.example(story));
      expect(status, why).not.toBe(500);
      if (ours.some((id) => sent.includes(id))) expect(status, why).not.toBe(200);
      else expect(ours.filter((id) => JSON.stringify(value ?? null).includes(id))).toEqual([]);
    });
  }

  if (called.kind === 'command' && !forObservers.includes(called.name)) {
    test('is not for observers', () => {
      if (called.scope === 'coalition') expect(row.observer.status, row.observer.why).not.toBe(200);
    });
  }

  if (called.scope === 'person') test('is for nobody who is not known', () => expect(row.nobody.status).toBe(401));

  if (called.scope === 'server' && called.reach === 'insiders') {
    test('is for operators only', () => expect(ok).toEqual(['operator']));
  }
});

/** The ids of everything in the coalition, but not of the people, who may belong to several. */
const ours = await idsOf(coalition.id);

async function idsOf(id: string): Promise<string[]> {
  const tables = await owner`
    select distinct c.table_name as name from information_schema.columns c
    join pg_class r on r.relname = c.table_name and obj_description(r.oid) = 'tenant'
    where c.column_name = 'id' and c.table_schema = current_schema()`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await owner`select id from ${owner(name)} where coalition_id = ${id}`;
    found.push(...rows.map((row) => row.id));
  }
  return [id, ...found];
}

function drawn(): string {
  const columns = ['call', ...Object.keys(kinds), 'others in the coalition'];
  const rows = [...table].map(([called, { row, others }]) => [
    `${called.name}${called.kind === 'query' ? ' (query)' : ''}`,
    ...Object.values(row).map(({ status }) => (status === 200 ? 'ok' : `${status}`)),
    called.scope === 'coalition' && called.reach === 'insiders' ? others.join(', ') : '',
  ]);
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return `# Who may do what

Written by test/outsiders.test.ts (\`npx vitest run test/outsiders.test.ts -u\`): every command and query of the
code, tried with its own example in the coalition of the story. 401: sign in first. 403: not for you. 404: there is
nothing that you could see. 409: yes, but not now.

${[columns, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')}
`;
}
