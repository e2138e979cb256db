import { createHmac } from 'node:crypto';
import type { App } from '../../kernel/app.ts';

/** `burst` at once, then one every `seconds`. */
export interface Allowance {
  name: string;
  burst: number;
  seconds: number;
}

/**
 * Takes one from somebody's allowance: the generic cell rate algorithm, in one statement, for all processes.
 * `who` (an address, a client, a token) is kept as a keyed hash only.
 * @returns undefined if there was one to take, else the seconds until there will be
 */
export async function take(app: App, { name, burst, seconds }: Allowance, who: string): Promise<number | undefined> {
  const { pool } = app.database;
  const key = createHmac('sha256', app.secret).update(`${name} ${who}`).digest('base64url');
  const now = app.clock.glance().getTime();
  const [step, whole] = [seconds * 1000, burst * seconds * 1000];
  const [taken] = await pool`
    insert into rate_limits as r (key, full_at) values (${key}, ${new Date(now + step)})
    on conflict (key) do update set full_at = greatest(r.full_at, ${new Date(now)}) + ${step} * interval '1 millisecond'
      where r.full_at <= ${new Date(now + whole - step)}
    returning key`;
  if (taken) return undefined;
  const [row] = await pool`select full_at from rate_limits where key = ${key}`;
  return row ? Math.max(1, Math.ceil((row.full_at.getTime() - now - whole + step) / 1000)) : 1;
}
