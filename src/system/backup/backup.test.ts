import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { tell } from '../../../test/story/world.ts';
import { testApp } from '../../../test/support/app.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import { recountAll } from '../../../test/support/recount.ts';
import { castBallot } from '../../decisions/ballot-commands.ts';
import { close, open, propose } from '../../decisions/commands.ts';
import { databaseClock } from '../../kernel/clock.ts';
import { execute } from '../../kernel/execute.ts';
import { type ConnectionOptions, connect } from '../database/connect.ts';
import { readBackup } from './read.ts';
import { quoted, tablesByName } from './tables.ts';
import { writeBackup } from './write.ts';

vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'greenbelt-backup-'));
const migrations = join(import.meta.dirname, '../../../migrations');
const told = await testApp();
const { app, story, options } = told;
const undo: (() => Promise<unknown>)[] = [told.drop, async () => rmSync(folder, { recursive: true })];
afterAll(async () => {
  for (const step of undo) await step();
});
const now = new Date('2026-03-24T19:00:00Z');

async function empty() {
  const fresh = await freshDatabase();
  undo.push(fresh.drop);
  return fresh;
}

/** A fingerprint of the rows of each table. */
async function content(owner: postgres.Sql): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { name } of await tablesByName(owner)) {
    const [row] = await owner.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text collate "C")), '') as print from ${quoted(name)} t`,
    );
    found[name] = row!.print;
  }
  return found;
}

test('what is restored is what was there', async () => {
  const file = join(folder, 'story.gz');
  const written = await writeBackup(options, file, now);
  expect(written.rows).toBeGreaterThan(400);
  // It holds everything: nobody but its owner reads it.
  expect(statSync(file).mode & 0o077).toBe(0);
  const other = await empty();
  const restored = await readBackup(other.options, file, { migrations, force: false });
  expect(restored).toMatchObject({ ...written, migrated: [] });
  expect(await content(other.owner)).toEqual(await content(told.owner));
  const guarded = await other.owner`select from pg_class where relrowsecurity and not relforcerowsecurity`;
  expect(guarded).toHaveLength(0);
});

test('a backup that is taken while people vote and decisions close is of one moment: every tally verifies', async () => {
  const here = story.coalition.slug;
  // The hour of closing comes while people vote, so the clock must run.
  const live = { ...app, clock: databaseClock };
  const votes = [
    [story.people.representative, story.members.tenants],
    [story.people.lawyer, story.members.union],
    [story.people.dissenter, story.members.hauliers],
  ] as const;
  let stop = false;
  let rounds = 0;
  // Each round puts a question, lets members vote, and closes it at its hour.
  const work = async () => {
    while (!stop) {
      const closesAt = new Date(Date.now() + 1500);
      const asked = { question: 'Shall we go on?', method: 'majority', closesAt: closesAt.toISOString() };
      const { proposal } = await tell(live, story.people.coordinator, propose, asked, here);
      const whose = { coalition: here, via: 'browser' as const };
      // On a slow machine the hour may be over before anybody votes; then nothing came of this round.
      await execute(live, open, { input: { proposal }, person: story.people.coordinator, ...whose });
      for (const [person, member] of votes) {
        const input = { proposal, member, choice: { answer: Math.random() < 0.5 ? 'yes' : 'no' } };
        await execute(live, castBallot, { input, person, ...whose });
      }
      await sleep(Math.max(0, closesAt.getTime() - Date.now()) + 20);
      await execute(live, close, { input: { proposal }, person: null, coalition: here, via: 'clock' });
      rounds++;
    }
  };
  const working = Promise.all(Array.from({ length: 6 }, work));
  await vi.waitUntil(() => rounds > 6, 30_000);
  const file = join(folder, 'busy.gz');
  const before = rounds;
  await writeBackup(options, file, now);
  await vi.waitUntil(() => rounds > before + 6, 30_000);
  stop = true;
  await working;

  const other = await empty();
  await readBackup(other.options, file, { migrations, force: false });
  const recounted = await recountAll({ ...app, database: other.database }, other.owner);
  expect(recounted.length).toBeGreaterThan(before);
  for (const { number, stored, again } of recounted) expect(again, `decision ${number}`).toEqual(stored);
  // Nothing is there by halves: what is closed has its outcome, what was done stands in the log.
  const [halves] = await other.owner`
    select count(*) filter (where o.id is null) as without_outcome, count(*) filter (where a.id is null) as without_activity
    from closures c
    left join outcomes o on o.coalition_id = c.coalition_id and o.proposal_id = c.proposal_id
    left join activities a on a.coalition_id = c.coalition_id and a.about_id = c.proposal_id and a.verb = 'decisions.close'`;
  expect(halves).toEqual({ without_outcome: '0', without_activity: '0' });
});

test('an owner who is no superuser backs up and restores as well', async () => {
  const { connection } = inject('databaseServer');
  const name = `greenbelt_keeper_${process.pid}`;
  const admin = postgres({ ...connection, max: 1, onnotice: () => {} });
  await admin.unsafe(`create role ${name} login createrole`);
  await admin.unsafe(`grant greenbelt_app, greenbelt_backup to ${name} with admin option`);
  for (const database of ['a', 'b'])
    await admin.unsafe(`create database ${name}_${database} owner ${name} template template0`);
  const as = (database: string): ConnectionOptions => ({
    ...connection,
    username: name,
    database: `${name}_${database}`,
  });
  undo.unshift(async () => {
    for (const database of ['a', 'b']) await admin.unsafe(`drop database ${name}_${database} with (force)`);
    await admin.unsafe(`drop role ${name}`);
    await admin.end();
  });
  const file = join(folder, 'story.gz');
  await readBackup(as('a'), file, { migrations, force: false });
  const again = join(folder, 'keeper.gz');
  await writeBackup(as('a'), again, now);
  await readBackup(as('b'), again, { migrations, force: false });
  const look = postgres({ ...connection, database: `${name}_b`, max: 1 });
  expect(await content(look).finally(() => look.end())).toEqual(await content((await restoredStory()).owner));
});

/** The first backup once more, to compare with. */
async function restoredStory() {
  const other = await empty();
  await readBackup(other.options, join(folder, 'story.gz'), { migrations, force: false });
  return other;
}

test('nothing is overwritten: no file, no database that is in use or has somebody in it', async () => {
  const file = join(folder, 'story.gz');
  await expect(writeBackup(options, file, now)).rejects.toThrow('is there already');
  const other = await restoredStory();
  await expect(readBackup(other.options, file, { migrations, force: false })).rejects.toThrow('--force');
  const server = connect(other.options);
  await server.pool`select 1`;
  await expect(readBackup(other.options, file, { migrations, force: true })).rejects.toThrow('is running');
  await server.close();
  expect((await readBackup(other.options, file, { migrations, force: true })).rows).toBeGreaterThan(400);
});

test.each([
  ['is no backup', () => Buffer.from('name,place\nParish,Old Town\n'), 'cannot be unpacked'],
  ['is another program’s', () => gzipSync('{"dump":"of something"}\n'), 'not a backup of Greenbelt'],
  ['was cut off', (good: Buffer) => good.subarray(0, good.length >> 1), 'ends in the middle'],
  ['lacks its last line', (good: Buffer) => changed(good, /\n[^\n]*\n$/, '\n'), 'ends in the middle'],
  ['was changed', (good: Buffer) => changed(good, 'Clean Air', 'Dirty Air'), 'checksum'],
  [
    'is from a newer program',
    (good: Buffer) => changed(good, '"022_backup.sql"', '"999_later.sql"'),
    'newer Greenbelt',
  ],
])('a file that %s is refused, and the database stays as it is', async (_, make, says) => {
  const file = join(folder, 'wrong.gz');
  writeFileSync(file, make(readFileSync(join(folder, 'story.gz'))));
  const other = await empty();
  const before = await content(other.owner);
  await expect(readBackup(other.options, file, { migrations, force: true })).rejects.toThrow(says);
  expect(await content(other.owner)).toEqual(before);
});

const changed = (file: Buffer, what: string | RegExp, into: string): Buffer =>
  gzipSync(gunzipSync(file).toString().replace(what, into));
