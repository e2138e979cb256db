// Work for later, kept in the database. A job is put there by the transaction that wants it done, so it exists if and
// only if that one commits; it is done at least once, so what it does must bear being done twice.
import { sql } from 'kysely';
import type { Ids } from '../../kernel/ids.ts';
import type { Db } from '../database/connect.ts';

/** Whatever has a transaction open: a command's or a subscriber's context. */
export interface Enqueuing {
  db: Db;
  ids: Ids;
  now: Date;
}

/** Ids and other short texts that say what to do; never what people wrote. */
export type Payload = Record<string, string | number>;

export interface Later {
  name: string;
  payload: Payload;
  /** Without it, at once. */
  at?: Date;
  /** Asked for again under the same key while it waits, it is one job, at the new hour. */
  key?: string;
}

/** Workers listen here for work that is due at once. */
export const jobsChannel = 'greenbelt_jobs';

/**
 * Has something done later, if this transaction commits. What is being done at this moment is done once more: it may
 * have looked already at what has changed since.
 */
export async function later({ db, ids, now }: Enqueuing, { name, payload, at = now, key }: Later): Promise<void> {
  const row = { id: ids.next(), name, payload, dueAt: at, key, createdAt: now };
  await db
    .insertInto('jobs')
    .values(row)
    .onConflict((c) =>
      c.columns(['name', 'key']).doUpdateSet({ dueAt: at, payload, attempts: 0, failedAt: null, takenUntil: null }),
    )
    .execute();
  if (at <= now) await sql`select pg_notify(${jobsChannel}, '')`.execute(db);
}

export interface Job {
  id: string;
  name: string;
  payload: Payload;
  attempts: number;
}

const takenFor = 5 * 60_000;
/** After so many attempts, spread over half a day, a job waits for a human being. */
export const mostAttempts = 8;

/** Takes jobs that are due, so that no other worker does. */
export async function claim(db: Db, now: Date, names: string[], most: number): Promise<Job[]> {
  const due = db
    .selectFrom('jobs')
    .select('id')
    .where('failedAt', 'is', null)
    .where('dueAt', '<=', now)
    .where((where) => where.or([where('takenUntil', 'is', null), where('takenUntil', '<', now)]))
    .where('name', 'in', names)
    .orderBy('dueAt')
    .limit(most)
    .forUpdate()
    .skipLocked();
  return db
    .updateTable('jobs')
    .set((set) => ({ takenUntil: new Date(now.getTime() + takenFor), attempts: set('attempts', '+', 1) }))
    .where('id', 'in', due)
    .returning(['id', 'name', 'payload', 'attempts'])
    .execute() as Promise<Job[]>;
}

/** When the next job is due, if any waits. */
export async function nextDue(db: Db, names: string[]): Promise<Date | undefined> {
  const row = await db
    .selectFrom('jobs')
    .select('dueAt')
    .where('failedAt', 'is', null)
    .where('takenUntil', 'is', null)
    .where('name', 'in', names)
    .orderBy('dueAt')
    .limit(1)
    .executeTakeFirst();
  return row?.dueAt;
}

/** It is done: forgotten, or due again after a while. Asked for again while it was being done, it stays. */
export async function settle(db: Db, now: Date, job: Job, every: number | undefined): Promise<void> {
  if (every === undefined)
    await db.deleteFrom('jobs').where('id', '=', job.id).where('takenUntil', 'is not', null).execute();
  else await again(db, job, new Date(now.getTime() + every * 1000), { attempts: 0, problem: null });
}

/**
 * It went wrong: tried again after 10 seconds, then 40, 160 …; after the last attempt it is kept as failed.
 * Of the error only its kind is kept: messages may carry addresses.
 */
export async function postpone(db: Db, now: Date, job: Job, error: unknown, every: number | undefined): Promise<void> {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const problem = String(code ?? name ?? 'unknown').slice(0, 100);
  const giveUp = every === undefined && job.attempts >= mostAttempts;
  const wait = Math.min(10 * 4 ** (job.attempts - 1), every ?? Number.POSITIVE_INFINITY);
  await again(db, job, new Date(now.getTime() + wait * 1000), { problem, failedAt: giveUp ? now : null });
}

const again = (
  db: Db,
  { id }: Job,
  dueAt: Date,
  set: { attempts?: number; problem: string | null; failedAt?: Date | null },
) =>
  db
    .updateTable('jobs')
    .set({ ...set, dueAt, takenUntil: null })
    .where('id', '=', id)
    .where('takenUntil', 'is not', null)
    .execute();
