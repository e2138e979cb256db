import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { storyClock } from '../../../test/story/world.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import type { App } from '../../kernel/app.ts';
import { databaseClock } from '../../kernel/clock.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { housekeeping } from './housekeeping.ts';
import { type Later, later } from './queue.ts';
import { type Handlers, startJobs } from './worker.ts';

const fresh = await freshDatabase();
afterAll(fresh.drop);

const clock = storyClock('2026-03-01T09:00:00Z');
const app: App = {
  database: fresh.database,
  clock,
  ids: uuidv7,
  secret: 'a secret that only the tests know, and everybody may',
  publicUrl: 'http://localhost',
  findStanding: async () => ({ coordinator: false, represents: [] }),
  subscribers: [],
};
const quiet = { log: () => {}, unattended: false };
const ask = (job: Later, on = app) =>
  on.database.transaction({ person: null, reads: [] }, async (db) =>
    later({ db, ids: on.ids, now: await on.clock.now(db) }, job),
  );
const noting = (name: string, fails = 0) => {
  const done: unknown[] = [];
  const run = async (payload: unknown) => {
    if (fails-- > 0) throw Object.assign(new Error('rosa@example.org refused'), { code: 'EREFUSED' });
    done.push(payload);
  };
  return { done, handlers: { [name]: { run } } satisfies Handlers };
};

test('a job is done at its hour, once, and then forgotten', async () => {
  const { done, handlers } = noting('close');
  const jobs = await startJobs(app, handlers, quiet);
  await ask({ name: 'close', payload: { proposal: '12' }, at: new Date('2026-03-01T18:00:00Z') });
  expect(await jobs.runDue()).toBe(0);
  clock.set('2026-03-01T17:59:59Z');
  expect(await jobs.runDue()).toBe(0);
  clock.set('2026-03-01T18:00:00Z');
  expect(await jobs.runDue()).toBe(1);
  expect(await jobs.runDue()).toBe(0);
  expect(done).toEqual([{ proposal: '12' }]);
  expect(await fresh.owner`select * from jobs`).toHaveLength(0);
  await jobs.stop();
});

test('a job of a transaction that fails was never there', async () => {
  const failing = fresh.database.transaction({ person: null, reads: [] }, async (db) => {
    await later({ db, ids: uuidv7, now: clock.glance() }, { name: 'close', payload: {} });
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await fresh.owner`select * from jobs`).toHaveLength(0);
});

test('asked for twice under one key, it is one job, at the later hour asked for', async () => {
  const { done, handlers } = noting('remind');
  const jobs = await startJobs(app, handlers, quiet);
  await ask({ name: 'remind', payload: { to: 'a' }, key: 'x', at: new Date('2026-03-02T08:00:00Z') });
  await ask({ name: 'remind', payload: { to: 'b' }, key: 'x', at: new Date('2026-03-02T10:00:00Z') });
  clock.set('2026-03-02T09:00:00Z');
  expect(await jobs.runDue()).toBe(0);
  clock.set('2026-03-02T10:00:00Z');
  expect(await jobs.runDue()).toBe(1);
  expect(done).toEqual([{ to: 'b' }]);
  await jobs.stop();
});

test('asked for again while it is being done, it is done once more', async () => {
  const done: unknown[] = [];
  const run = async (payload: unknown) => {
    done.push(payload);
    if (done.length === 1) await ask({ name: 'count', payload: { of: 'b' }, key: 'x' });
  };
  const jobs = await startJobs(app, { count: { run } }, quiet);
  await ask({ name: 'count', payload: { of: 'a' }, key: 'x' });
  await jobs.runDue();
  expect(done).toEqual([{ of: 'a' }, { of: 'b' }]);
  expect(await fresh.owner`select * from jobs`).toHaveLength(0);
  await jobs.stop();
});

test('what fails is tried again later and later, then kept for a human being, without what the error said', async () => {
  const { done, handlers } = noting('send', 3);
  const jobs = await startJobs(app, handlers, quiet);
  await ask({ name: 'send', payload: {} });
  for (const seconds of [10, 40, 160]) {
    expect(await jobs.runDue()).toBe(1);
    expect(await jobs.runDue()).toBe(0);
    const [row] = await fresh.owner`select problem from jobs`;
    expect(row!.problem).toBe('EREFUSED');
    clock.forward({ seconds });
  }
  expect(await jobs.runDue()).toBe(1);
  expect(done).toHaveLength(1);

  const hopeless = await startJobs(app, noting('send', 99).handlers, quiet);
  await ask({ name: 'send', payload: {} });
  for (let attempt = 0; attempt < 8; attempt++) {
    expect(await hopeless.runDue()).toBe(1);
    clock.forward({ hours: 24 });
  }
  expect(await hopeless.runDue()).toBe(0);
  expect(await fresh.owner`select attempts from jobs where failed_at is not null`).toEqual([{ attempts: 8 }]);
  await fresh.owner`delete from jobs`;
  await Promise.all([jobs.stop(), hopeless.stop()]);
});

test('many workers share the work and do nothing twice', async () => {
  const { done, handlers } = noting('count');
  const workers = await Promise.all([1, 2, 3].map(() => startJobs(app, handlers, quiet)));
  for (let i = 0; i < 30; i++) await ask({ name: 'count', payload: { i: String(i) } });
  await Promise.all(workers.map((worker) => worker.runDue()));
  expect(done.map((payload) => Number((payload as { i: string }).i)).sort((a, b) => a - b)).toEqual([
    ...Array(30).keys(),
  ]);
  await Promise.all(workers.map((worker) => worker.stop()));
});

test('a worker that died lets go of its job after a while', async () => {
  await ask({ name: 'close', payload: {} });
  await fresh.owner`update jobs set taken_until = ${new Date(clock.glance().getTime() + 300_000)}`;
  const { done, handlers } = noting('close');
  const jobs = await startJobs(app, handlers, quiet);
  expect(await jobs.runDue()).toBe(0);
  clock.forward({ minutes: 6 });
  expect(await jobs.runDue()).toBe(1);
  expect(done).toHaveLength(1);
  await jobs.stop();
});

test('left to itself it wakes at once for what is due, and at the hour for what is not', async () => {
  const now = { ...app, clock: databaseClock };
  const { done, handlers } = noting('wake');
  const jobs = await startJobs(now, handlers, { log: console.error });
  await ask({ name: 'wake', payload: { which: 'now' } }, now);
  await expect.poll(() => done, { timeout: 3000 }).toHaveLength(1);
  await ask({ name: 'wake', payload: { which: 'soon' }, at: new Date(Date.now() + 700) }, now);
  await ask({ name: 'wake', payload: { which: 'now' } }, now);
  await expect.poll(() => done, { timeout: 3000 }).toHaveLength(3);
  await jobs.stop();
  await ask({ name: 'wake', payload: {} }, now);
  await sleep(200);
  expect(done).toHaveLength(3);
  await fresh.owner`delete from jobs`;
});

test('housekeeping throws away what has had its time, and comes back every hour', async () => {
  clock.set('2026-06-01T00:00:00Z');
  const jobs = await startJobs(app, { housekeeping: housekeeping(app) }, quiet);
  const old = new Date('2026-05-29T00:00:00Z');
  await fresh.owner`insert into idempotency_keys (key, command, input_mac, at) values ('old', '', '', ${old}), ('new', '', '', ${clock.glance()})`;
  await fresh.owner`insert into rate_limits (key, full_at) values ('old', ${old}), ('new', ${clock.glance()})`;
  await fresh.owner`
    insert into verifications (id, identifier, value, expires_at, created_at, updated_at)
    values (${uuidv7.next()}, 'old', '', ${old}, ${old}, ${old}), (${uuidv7.next()}, 'new', '', ${clock.glance()}, ${old}, ${old})`;
  expect(await jobs.runDue()).toBe(1);
  expect(
    await fresh.owner`select key from idempotency_keys union all select key from rate_limits union all select identifier from verifications`,
  ).toEqual([{ key: 'new' }, { key: 'new' }, { key: 'new' }]);
  expect(await jobs.runDue()).toBe(0);
  clock.forward({ hours: 1 });
  expect(await jobs.runDue()).toBe(1);
  // Another process that starts adds no second one.
  await (await startJobs(app, { housekeeping: housekeeping(app) }, quiet)).stop();
  expect(await fresh.owner`select * from jobs`).toHaveLength(1);
  await jobs.stop();
});
