// A migrated database for one test file: real PostgreSQL, cloned from the template in some 40 milliseconds.
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import { type ConnectionOptions, connect, type Database } from '../../src/system/database/connect.ts';

export type FreshDatabase = {
  /** For `postgres()` or `connect()`: reaches this database as its owner. */
  options: ConnectionOptions;
  /** The same as an address, for programs that want DATABASE_URL. */
  url: string;
  /** A pool of the owner's: it sees all rows, so use it to set a scene or to look, not to act. */
  owner: postgres.Sql;
  /** As the application sees it: another role, bound by row-level security. */
  database: Database;
  drop(): Promise<void>;
};

/** `const fresh = await freshDatabase(); afterAll(fresh.drop);` */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { connection, template } = inject('databaseServer');
  const name = `greenbelt_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(connection, (admin) => admin`create database ${admin(name)} template ${admin(template)}`);
  const options = { ...connection, database: name };
  const owner = postgres({ ...options, max: 4, onnotice: () => {} });
  const database = connect(options, { connections: 8 });
  return {
    options,
    url: addressOf(options),
    owner,
    database,
    async drop() {
      await Promise.all([owner.end({ timeout: 2 }), database.close()]);
      await asAdmin(connection, (admin) => admin`drop database if exists ${admin(name)} with (force)`);
    },
  };
}

async function asAdmin(connection: ConnectionOptions, work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres({ ...connection, max: 1, onnotice: () => {} });
  await work(admin).finally(() => admin.end());
}

function addressOf({ host, port, username, password, database }: ConnectionOptions): string {
  const url = new URL(`postgres://localhost/${database}`);
  url.username = username ?? '';
  url.password = typeof password === 'string' ? password : '';
  if (port) url.port = String(port);
  if (typeof host === 'string' && host.startsWith('/')) url.searchParams.set('host', host);
  else if (host) url.hostname = String(host);
  return url.href;
}
