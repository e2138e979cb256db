// Once for the whole run: a PostgreSQL and in it a template database with every migration. It is the embedded one,
// in a folder that goes away with it, or the one that TEST_DATABASE_URL names.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { type ConnectionOptions, postgresOptions } from '../../src/system/database/connect.ts';
import { isAlive } from '../../src/system/database/embedded/cluster.ts';
import { runningPostmaster } from '../../src/system/database/embedded/postmaster.ts';
import { startEmbedded } from '../../src/system/database/embedded.ts';
import { migrate } from '../../src/system/database/migrate.ts';

/** How the owner reaches the server; `template` is the database to clone. */
export type TestServer = { connection: ConnectionOptions & { database?: string }; template: string };

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: TestServer;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { connection, stop } = await startServer();
  const admin = postgres({ ...connection, max: 1, onnotice: () => {} });
  const template = `greenbelt_template_${randomBytes(4).toString('hex')}`;
  await admin`create database ${admin(template)} template template0`;
  const owner = postgres({ ...connection, database: template, max: 1, onnotice: () => {} });
  await migrate(owner, join(import.meta.dirname, '../../migrations')).finally(() => owner.end());
  project.provide('databaseServer', { connection, template });

  return async () => {
    await admin`drop database if exists ${admin(template)} with (force)`;
    await admin.end();
    await stop();
  };
}

type Server = { connection: TestServer['connection']; stop(): Promise<void> };

async function startServer(): Promise<Server> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { connection: postgresOptions(url), stop: async () => {} };
  removeLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  const embedded = await startEmbedded({ dataDir, log: console.log, durable: false });
  return {
    connection: embedded.connection,
    async stop() {
      await embedded.stop();
      rmSync(dataDir, { recursive: true });
    },
  };
}

const prefix = 'greenbelt-test-';

// A run that was killed could not stop its PostgreSQL.
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^greenbelt-test-(\d+)-/.exec(name) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    const postmaster = runningPostmaster(join(tmpdir(), name, 'postgres'));
    if (postmaster) process.kill(postmaster.pid, 'SIGQUIT');
    rmSync(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 10 });
  }
}
