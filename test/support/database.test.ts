import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from './database.ts';

const fresh = await freshDatabase();
const other = await freshDatabase();
afterAll(() => Promise.all([fresh.drop(), other.drop()]));

test('a fresh database is migrated, and its own', async () => {
  const migrations = await fresh.owner`select name from schema_migrations order by name`;
  expect(migrations[0]?.name).toBe('001_foundation.sql');
  await fresh.owner`create table only_here (id int)`;
  const [found] = await other.owner`select to_regclass('only_here') as table`;
  expect(found?.table).toBeNull();
});

test('the application works in it as a role that owns nothing', async () => {
  const [row] = await fresh.database.pool`select current_user as role, current_database() as database`;
  expect(row).toEqual({ role: 'greenbelt_app', database: fresh.options.database });
});
