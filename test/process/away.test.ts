// The database goes away under a running server, and comes back.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test, vi } from 'vitest';
import { type Embedded, startEmbedded } from '../../src/system/database/embedded.ts';
import { migrate } from '../../src/system/database/migrate.ts';
import { ensureBuilt, environment, root, runNode } from '../support/process.ts';
import { smtpServer } from '../support/smtp.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });
const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-away-'));
const start = () => startEmbedded({ dataDir, log: () => {}, durable: false });
let embedded: Embedded = await start();
const { connection } = embedded;
const asOwner = async <T>(work: (owner: postgres.Sql) => Promise<T>): Promise<T> => {
  const owner = postgres({ ...connection, max: 1, onnotice: () => {} });
  return work(owner).finally(() => owner.end());
};
await asOwner((owner) => migrate(owner, join(import.meta.dirname, '../../migrations')));
const mail = await smtpServer();
ensureBuilt();
const { host, database, username } = connection;
const running = runNode(['dist/server.js'], {
  cwd: root,
  env: environment(dataDir, {
    DATABASE_URL: `postgres://${username}@localhost/${database}?host=${host}`,
    SMTP_URL: mail.url,
    MAIL_FROM: 'greenbelt@localhost',
  }),
});
const [, url = ''] = await running.prints(/Greenbelt is at (\S+)/);
afterAll(async () => {
  running.child.kill('SIGTERM');
  await running.ended;
  await mail.stop();
  await embedded.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const form = { email: 'rosa@eastbank.example', _key: 'the key of this form', back: '/' };
const send = (fields: Record<string, string>) =>
  fetch(`${url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'Sec-Fetch-Site': 'same-origin', 'Accept-Language': 'es' },
    redirect: 'manual',
  });
const call = () => fetch(`${url}/api/v1/coalitions.show?coalition=clean-air-riverton`);

test('while it is away, pages and programs are told so at once, in their language', async () => {
  expect((await fetch(url)).status).toBe(200);
  await embedded.stop();
  for (let time = 0; time < 3; time++) {
    const begin = performance.now();
    const page = await fetch(`${url}/c/clean-air-riverton`, { headers: { 'Accept-Language': 'es' } });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await page.text()).toContain('Volvemos enseguida');
    expect(performance.now() - begin).toBeLessThan(15_000);
  }
  const refused = await call();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test('what was typed comes back, to be sent again under the same key', async () => {
  const answer = await send(form);
  expect(answer.status).toBe(503);
  const page = await answer.text();
  expect(page).toContain('action="/sign-in"');
  for (const text of Object.values(form)) expect(page).toContain(text);
});

test('when it is back, everything goes on by itself', async () => {
  embedded = await start();
  await vi.waitUntil(async () => (await fetch(`${url}/readyz`)).ok, 30_000);
  expect((await fetch(url)).status).toBe(200);
  await vi.waitUntil(async () => (await send(form)).status === 303, 20_000);
  // Work for later goes on too: the mail is written, and sent, once.
  await vi.waitUntil(() => mail.taken.length > 0, 20_000);
  expect(mail.taken.map(({ to }) => to)).toEqual([form.email]);
});

test('sessions that are cut off while many ask are replaced', async () => {
  const cut = () =>
    asOwner(
      (owner) => owner`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'greenbelt'`,
    );
  const asking = Array.from({ length: 60 }, async (_, index) => {
    if (index % 15 === 7) await cut();
    return (await fetch(url)).status;
  });
  for (const status of await Promise.all(asking)) expect([200, 503]).toContain(status);
  await vi.waitUntil(async () => (await fetch(url)).status === 200, 10_000);
  const after = await Promise.all(Array.from({ length: 30 }, async () => (await fetch(url)).status));
  expect(new Set(after)).toEqual(new Set([200]));
});

test('a full disk is said so; what only reads goes on', async () => {
  // As PostgreSQL says it when a file cannot grow (class 53, disk_full).
  await asOwner(async (owner) => {
    await owner.unsafe(`create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
    await owner`create trigger full_disk before insert on rate_limits execute function full_disk()`;
  });
  const other = { ...form, _key: 'another key', email: 'amal@riverton.example' };
  expect((await send(other)).status).toBe(503);
  expect((await fetch(url)).status).toBe(200);
  await vi.waitUntil(() => running.output().includes('The disk of the database is full'), 5000);
  await asOwner((owner) => owner`drop trigger full_disk on rate_limits`);
  expect((await send(other)).status).toBe(303);
  expect(running.child.exitCode).toBeNull();
});
