// Every statement that a command or a query sends says which coalition it is about, table by table: that is what lets
// a cluster send it to one machine, and what keeps it quick on one. Row-level security would hide a slip, not cure it.
import { afterAll, expect, test } from 'vitest';
import { commands, queries } from '../src/capabilities.ts';
import { answer, execute } from '../src/kernel/execute.ts';
import { connect } from '../src/system/database/connect.ts';
import { testApp } from './support/app.ts';
import { rehearsing } from './support/rehearsal.ts';

const { app: told, story, owner, options, drop } = await testApp();
const sent = new Set<string>();
const listening = connect({ ...options, debug: (_, query) => sent.add(query.toLowerCase()) }, { connections: 2 });
afterAll(async () => {
  await listening.close();
  await drop();
});
const app = { ...told, database: rehearsing(listening) };

const rows = await owner`
  select relname as name from pg_class
  where relnamespace = current_schema()::regnamespace and relkind = 'r' and obj_description(oid) = 'tenant'`;
const tenants = new Set(rows.map(({ name }) => name as string));

for (const called of [...commands, ...queries]) {
  for (const person of [null, ...Object.values(story.people)]) {
    const given = { input: called.example(story), person, via: 'browser' as const, coalition: story.coalition.slug };
    await (called.kind === 'command' ? execute(app, called, given) : answer(app, called, given));
  }
}

/** The tenant tables that a statement reads or writes, once for each time. */
const tenantsIn = (statement: string): string[] =>
  [...statement.matchAll(/\b(?:from|join|into|update)\s+"?(\w+)"?/g)]
    .map(([, table]) => table!)
    .filter((table) => tenants.has(table));

const about = [...sent].filter((statement) => tenantsIn(statement).length > 0);

test('the statements were heard', () => {
  expect(about.length).toBeGreaterThan(80);
  const heard = new Set(about.flatMap(tenantsIn));
  expect([...tenants].filter((table) => !heard.has(table))).toEqual([]);
});

test('each names the coalition for each of its tables', () => {
  const times = (statement: string) => statement.match(/\bcoalition_id\b/g)?.length ?? 0;
  expect(about.filter((statement) => times(statement) < tenantsIn(statement).length)).toEqual([]);
});

test('none changes rows by what the database makes up on the way', () => {
  const volatile = /\b(?:now|clock_timestamp|statement_timestamp|random|gen_random_uuid)\(\)/;
  const changing = about.filter((statement) => /^\s*(?:update|delete|insert)/.test(statement));
  expect(changing.length).toBeGreaterThan(20);
  expect(changing.filter((statement) => volatile.test(statement))).toEqual([]);
});

test('locks are taken inside one coalition', () => {
  const locking = about.filter((statement) => /\bfor (?:no key )?(?:update|share|key share)\b/.test(statement));
  expect(locking.length).toBeGreaterThan(2);
  expect(locking.filter((statement) => !/coalition_id"?\s*=\s*\$/.test(statement))).toEqual([]);
});
