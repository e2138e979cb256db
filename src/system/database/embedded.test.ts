import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test, vi } from 'vitest';
import { readPostmaster } from './embedded/postmaster.ts';
import { type Embedded, startEmbedded } from './embedded.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'greenbelt-embedded-')));
const started: Embedded[] = [];
// Making a database takes a second, on a busy machine ten.
vi.setConfig({ testTimeout: 60_000 });
afterAll(async () => {
  await Promise.all(started.map((embedded) => embedded.stop()));
  rmSync(folder, { recursive: true });
});

async function start(dataDir: string): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, log: () => {} });
  started.push(embedded);
  return embedded;
}

async function ask<T>({ connection }: Embedded, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres({ ...connection, max: 1 });
  return work(sql).finally(() => sql.end());
}

const settingsOf = (sql: postgres.Sql) =>
  sql`select name, setting from pg_settings where name in ('listen_addresses', 'fsync', 'server_encoding') order by name`;
const orderOf = (sql: postgres.Sql) =>
  sql`select datlocprovider, datlocale from pg_database where datname = 'greenbelt'`;

test('a durable database of its own: no port, the same order of letters everywhere, a folder for its owner alone', async () => {
  const dataDir = join(folder, 'a/new folder');
  const embedded = await start(dataDir);
  const settings = await ask(embedded, settingsOf);
  expect(settings.map(({ setting }) => setting)).toEqual(['on', '', 'UTF8']);
  const [order] = await ask(embedded, orderOf);
  expect(order).toEqual({ datlocprovider: 'b', datlocale: 'C.UTF-8' });
  expect(statSync(embedded.connection.host).mode & 0o777).toBe(0o700);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test('what was committed is there after a crash, and a stranger with the old process id does no harm', async () => {
  const dataDir = join(folder, 'crash');
  const first = await start(dataDir);
  await ask(first, async (sql) => {
    await sql`create table kept (word text)`;
    await sql`insert into kept values ('here')`;
  });
  const { pid } = readPostmaster(join(dataDir, 'postgres'))!;
  process.kill(pid, 'SIGKILL');
  expect(await first.lost).toContain('postgres.log');

  // In a container that starts again, process ids come again too: now it is this very process.
  const file = join(dataDir, 'postgres/postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(String(pid), String(process.pid)));
  const second = await start(dataDir);
  expect(second.adopted).toBe(false);
  expect(await ask(second, (sql) => sql`select word from kept`)).toEqual([{ word: 'here' }]);
});

test('when one process of PostgreSQL fails, the lock is taken again', async () => {
  const dataDir = join(folder, 'restart');
  const embedded = await start(dataDir);
  const [backend] = await ask(embedded, (sql) => sql`select pg_backend_pid() as pid, pg_sleep(0)`);
  expect(backend?.pid).toBeGreaterThan(0);
  await ask(embedded, (sql) => sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'`);
  await expect
    .poll(() => start(dataDir).catch((error) => error.message), { timeout: 5000 })
    .toContain('Another Greenbelt');
});

test('an initialisation that was cut off leaves nothing behind', async () => {
  const dataDir = join(folder, 'cut');
  // No process has this id.
  mkdirSync(join(dataDir, 'postgres.new-4999999/base'), { recursive: true });
  await start(dataDir);
  expect(readdirSync(dataDir)).not.toContain('postgres.new-4999999');
});

test('the data of another major version is left alone', async () => {
  const dataDir = join(folder, 'older');
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '17\n');
  await expect(start(dataDir)).rejects.toThrow(/made by PostgreSQL 17/);
});

test('a data folder that cannot be made is named', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(start(join(folder, 'file/data'))).rejects.toThrow(/DATA_DIR/);
});
