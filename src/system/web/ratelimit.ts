import { createHmac } from 'node:crypto';
import type { App } from '../../kernel/app.ts';

/** `burst` at once, then one every `seconds`. */
export interface Allowance {
  name: string;
  burst: number;
  seconds: number;
}

/** What came of asking for one more, and what is left; all times in seconds. */
export interface Spent {
  /** Until there is one to take; 0 where one was taken. */
  wait: number;
  /** How many more there are to take at once. */
  left: number;
  /** Until the whole allowance is there again. */
  full: number;
}

/**
 * Takes one from somebody's allowance: the generic cell rate algorithm, in one statement, for all processes.
 * `who` (an address, a client, a token) is kept as a keyed hash only.
 */
export async function spend(app: App, { name, burst, seconds }: Allowance, who: string): Promise<Spent> {
  const { pool } = app.database;
  const key = createHmac('sha256', app.secret).update(`${name} ${who}`).digest('base64url');
  const now = app.clock.glance().getTime();
  const [step, whole] = [seconds * 1000, burst * seconds * 1000];
  const [taken] = await pool`
    insert into rate_limits as r (key, full_at) values (${key}, ${new Date(now + step)})
    on conflict (key) do update set full_at = greatest(r.full_at, ${new Date(now)}) + ${step} * interval '1 millisecond'
      where r.full_at <= ${new Date(now + whole - step)}
    returning full_at`;
  const [row] = taken ? [taken] : await pool`select full_at from rate_limits where key = ${key}`;
  const full = (row?.full_at.getTime() ?? now + whole) - now;
  return {
    wait: taken ? 0 : Math.max(1, Math.ceil((full - whole + step) / 1000)),
    left: taken ? Math.floor((whole - full) / step) : 0,
    full: Math.ceil(full / 1000),
  };
}

/** Takes one. @returns undefined if there was one to take, else the seconds until there will be */
export const take = async (app: App, allowance: Allowance, who: string): Promise<number | undefined> =>
  (await spend(app, allowance, who)).wait || undefined;
