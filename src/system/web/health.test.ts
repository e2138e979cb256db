import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { connect } from '../database/connect.ts';
import { health } from './health.ts';

const fresh = await freshDatabase();
afterAll(fresh.drop);

async function ask(path: string, given: Partial<Parameters<typeof health>[0]> = {}) {
  const hono = new Hono();
  const stopping = new AbortController().signal;
  health({ database: fresh.database, migrations: ['001_foundation.sql'], stopping, ...given })(hono);
  const response = await hono.request(path);
  return [response.status, await response.text()];
}

test('the process answers, and can serve', async () => {
  expect(await ask('/healthz')).toEqual([200, 'ok']);
  expect(await ask('/readyz')).toEqual([200, 'ready']);
});

test('it cannot serve while it stops, without its tables, or without a database', async () => {
  expect(await ask('/readyz', { stopping: AbortSignal.abort() })).toEqual([503, 'stopping']);
  expect(await ask('/readyz', { migrations: ['999_later.sql'] })).toEqual([503, 'the database is not migrated']);
  const database = connect({ ...fresh.options, database: 'nowhere' }, { connections: 1 });
  expect(await ask('/readyz', { database })).toEqual([503, 'the database does not answer']);
  expect(await ask('/healthz', { database })).toEqual([200, 'ok']);
  await database.close();
});
