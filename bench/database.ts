// A PostgreSQL of the run's own, flushing to disk as the real one does, and databases in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { App } from '../src/kernel/app.ts';
import { databaseClock } from '../src/kernel/clock.ts';
import { uuidv7 } from '../src/kernel/ids.ts';
import { findStanding } from '../src/members/standing.ts';
import { subscribers } from '../src/subscribers.ts';
import { type ConnectionOptions, connect } from '../src/system/database/connect.ts';
import { startEmbedded } from '../src/system/database/embedded.ts';
import { migrate } from '../src/system/database/migrate.ts';
import { secret } from './processes.ts';

export interface Server {
  /** A migrated database; with `from`, a copy of that one as it is. */
  database(name: string, from?: string): Promise<ConnectionOptions>;
  stop(): Promise<void>;
}

export async function startServer(): Promise<Server> {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-bench-'));
  const { connection, stop } = await startEmbedded({ dataDir, log: console.error });
  const admin = postgres({ ...connection, database: 'postgres', max: 1, onnotice: () => {} });
  return {
    async database(name, from) {
      await admin`create database ${admin(name)} template ${admin(from ?? 'template0')}`;
      const own = { ...connection, database: name };
      if (!from) await asOwner(own, (owner) => migrate(owner, join(import.meta.dirname, '../migrations')));
      return own;
    },
    async stop() {
      await admin.end();
      await stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Work as the owner of the tables, past row-level security. */
export async function asOwner<T>(connection: ConnectionOptions, work: (owner: postgres.Sql) => Promise<T>): Promise<T> {
  const owner = postgres({ ...connection, max: 1, onnotice: () => {} });
  return work(owner).finally(() => owner.end());
}

/** Work by commands, as the server does it. */
export async function asApp<T>(connection: ConnectionOptions, work: (app: App) => Promise<T>): Promise<T> {
  const database = connect(connection, { connections: 8 });
  const app = {
    database,
    clock: databaseClock,
    ids: uuidv7,
    secret,
    publicUrl: 'http://localhost',
    findStanding,
    subscribers,
  };
  return work(app).finally(() => database.close());
}

/** Statistics and visibility as autovacuum would have left them in the night. */
export const settle = (connection: ConnectionOptions): Promise<unknown> =>
  asOwner(connection, async (owner) => {
    await owner`vacuum analyze`;
    await owner`checkpoint`;
  });
