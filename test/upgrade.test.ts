// Data of an earlier version, brought up to date: what was decided then still verifies, and its pages open.
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readBackup } from '../src/system/backup/read.ts';
import { migrationsIn } from '../src/system/database/migrate.ts';
import { testApp, webOf } from './support/app.ts';
import { freshDatabase } from './support/database.ts';
import { recountAll } from './support/recount.ts';

const told = await testApp();
const fresh = await freshDatabase();
afterAll(async () => {
  await fresh.drop();
  await told.drop();
});
const migrations = join(import.meta.dirname, '../migrations');
const file = join(import.meta.dirname, 'data/backup-008/story.gz');
const app = { ...told.app, database: fresh.database };

test('a backup of migration 008 is restored and brought to the newest', async () => {
  const { migrated, rows } = await readBackup(fresh.options, file, { migrations, force: false });
  expect(migrated).toEqual((await migrationsIn(migrations)).filter((name) => name > '009'));
  expect(rows).toBe(493);
});

test('what was decided then counts the same today', async () => {
  const recounted = await recountAll(app, fresh.owner);
  expect(recounted.length).toBe(4);
  for (const { number, stored, again } of recounted) expect(again, `decision ${number}`).toMatchObject(stored);
});

test('its pages open for the people who were there', async () => {
  const web = webOf(app);
  const get = async (path: string, person: string) => web.request(path, { headers: { 'x-test-person': person } });
  const { coordinator, neighbour, representative } = told.story.people;
  const here = `/c/${told.story.coalition.slug}`;
  const numbers = (await fresh.owner`select number from proposals order by number`).map(({ number }) => number);
  const paths = [here, `${here}/members`, `${here}/decisions`, ...numbers.map((n) => `${here}/decisions/${n}`)];
  for (const person of [coordinator, neighbour, representative])
    for (const path of paths) expect((await get(path, person)).status, path).toBe(200);
});
