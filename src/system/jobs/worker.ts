import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../kernel/app.ts';
import { claim, type Job, jobsChannel, later, nextDue, type Payload, postpone, settle } from './queue.ts';

export interface Handler {
  /** Does the work. What it throws has the job tried again. */
  run(payload: Payload, job: Job): Promise<void>;
  /** Seconds between one time and the next, for work that never ends. */
  every?: number;
  /** Lets go of what it holds, at the end. */
  close?(): Promise<void>;
}

/** By the job's name. A job that nobody handles waits until somebody does. */
export type Handlers = Record<string, Handler>;

export interface Jobs {
  /** Does everything that is due, and returns how much it was; for tests, whose clock stands still. */
  runDue(): Promise<number>;
  /** Takes no new work and waits for what is being done. */
  stop(): Promise<void>;
}

interface Options {
  log: (line: string, detail?: unknown) => void;
  /** False for tests: nothing happens until `runDue`. */
  unattended?: boolean;
}

const slots = 4;
const longestSleep = 30_000;
const patience = 10_000;
const outside = { person: null, reads: [] };

/** Works off jobs as they become due: woken by whoever enqueues, by the next one's hour, and now and then anyway. */
export async function startJobs(app: App, handlers: Handlers, { log, unattended = true }: Options): Promise<Jobs> {
  const names = Object.keys(handlers);
  const running = new Set<Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let pumping: Promise<void> | undefined;
  let wanted = false;

  const inTransaction = <T>(work: (context: { db: Parameters<typeof claim>[0]; now: Date }) => Promise<T>) =>
    app.database.transaction(outside, async (db) => work({ db, now: await app.clock.now(db) }));

  const perform = async (job: Job) => {
    const { run, every } = handlers[job.name]!;
    try {
      await run(job.payload, job);
      await inTransaction(({ db, now }) => settle(db, now, job, every));
    } catch (error) {
      log(`job ${job.name} failed at attempt ${job.attempts}`, error);
      await inTransaction(({ db, now }) => postpone(db, now, job, error, every));
    }
  };

  const start = (job: Job) => {
    const work = perform(job)
      // The database is gone: the job is let go of after a while, and done then.
      .catch((error) => log(`job ${job.name} could not be settled`, error))
      .finally(() => running.delete(work));
    running.add(work);
  };

  const pump = async (): Promise<number> => {
    let count = 0;
    while (!stopped) {
      if (running.size >= slots) await Promise.race(running);
      const jobs = await inTransaction(({ db, now }) => claim(db, now, names, slots - running.size));
      if (jobs.length === 0) break;
      count += jobs.length;
      for (const job of jobs) start(job);
    }
    return count;
  };

  const rounds = async () => {
    clearTimeout(timer);
    try {
      while (wanted && !stopped) {
        wanted = false;
        await pump();
      }
      if (!stopped) timer = setTimeout(wake, await untilNext());
    } catch (error) {
      log('looking for jobs failed', error);
      if (!stopped) timer = setTimeout(wake, longestSleep);
    }
  };

  const wake = () => {
    wanted = true;
    if (pumping || stopped) return;
    pumping = rounds().finally(() => {
      pumping = undefined;
      // Called once more while the timer was being set.
      if (wanted) wake();
    });
  };

  const untilNext = () =>
    inTransaction(async ({ db, now }) => {
      const due = await nextDue(db, names);
      return Math.min(longestSleep, Math.max(due ? due.getTime() - now.getTime() : longestSleep, 50));
    });

  for (const [name, { every }] of Object.entries(handlers)) {
    if (every !== undefined) await inTransaction((context) => ensure({ ...context, ids: app.ids }, name));
  }
  const listening = unattended
    ? await app.database.pool.listen(
        jobsChannel,
        () => void wake(),
        () => void wake(),
      )
    : undefined;

  return {
    async runDue() {
      let count = 0;
      for (let more = await pump(); more > 0; more = await pump()) {
        count += more;
        await Promise.all(running);
      }
      return count;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await listening?.unlisten().catch(() => {});
      await pumping;
      await Promise.race([Promise.all(running), sleep(patience, undefined, { ref: false })]);
      for (const { close } of Object.values(handlers)) await close?.();
    },
  };
}

/** Work that never ends is one row, made by the first process that starts. */
async function ensure(context: Parameters<typeof later>[0], name: string): Promise<void> {
  const found = await context.db.selectFrom('jobs').select('id').where('name', '=', name).limit(1).executeTakeFirst();
  if (!found) await later(context, { name, payload: {}, key: 'every' });
}
