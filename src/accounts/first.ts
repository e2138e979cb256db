import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '../kernel/app.ts';
import type { Db } from '../system/database/connect.ts';
import { createAccount, findByEmail, type NewAccount } from './account.ts';
import { hashToken } from './auth.ts';
import { mintToken, useLink } from './link.ts';
import type { Accounts } from './setup.ts';

export const firstDays = 7;
const identifierOf = (token: string): string => `first ${hashToken(token)}`;
const outside = { person: null, reads: [] };

/** While nobody runs this server: a link that makes whoever opens it the operator. A new one at each start. */
export async function firstStartLink(app: App): Promise<string | undefined> {
  return app.database.transaction(outside, async (db) => {
    if (await hasOperator(db)) return undefined;
    const token = randomBytes(24).toString('base64url');
    const now = new Date();
    const expiresAt = new Date(now.getTime() + firstDays * 24 * 3600 * 1000);
    const row = {
      id: app.ids.next(),
      identifier: identifierOf(token),
      value: '',
      expiresAt,
      createdAt: now,
      updatedAt: now,
    };
    await db.insertInto('verifications').values(row).execute();
    return `${app.publicUrl}/first?token=${token}`;
  });
}

/** Would this token still make an operator? Uses nothing up. */
export const isFirstToken = (app: App, token: string): Promise<boolean> =>
  app.database.reading(outside, async (db) => !(await hasOperator(db)) && (await find(db, token)) !== undefined);

/**
 * Makes the founder's account, the first operator, and signs them in. Every other founder's link ends with it.
 * @returns the session's cookies, or nothing if the token is no longer good
 */
export async function useFirstToken(
  accounts: Accounts,
  token: string,
  headers: Headers,
  founder: NewAccount,
): Promise<string[] | undefined> {
  const { app, auth } = accounts;
  const made = await app.database.transaction(outside, async (db) => {
    // Two links used at once must not make two operators.
    await sql`select pg_advisory_xact_lock(${firstLock})`.execute(db);
    if ((await hasOperator(db)) || !(await find(db, token))) return false;
    const now = await app.clock.now(db);
    // Whoever holds this link runs the machine, and may say which account is theirs.
    const known = await findByEmail(db, founder.email);
    const person = known?.id ?? (await createAccount({ db, ids: app.ids, now, via: 'browser' }, founder));
    await db.insertInto('operators').values({ personId: person, since: now }).execute();
    await db.deleteFrom('verifications').where('identifier', 'like', 'first %').execute();
    return true;
  });
  return made ? useLink(accounts, await mintToken(auth, founder.email), headers, undefined) : undefined;
}

const firstLock = 7_316_248_012;

const hasOperator = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('operators').select('personId').limit(1).executeTakeFirst()) !== undefined;

const find = (db: Db, token: string) =>
  db
    .selectFrom('verifications')
    .select('id')
    .where('identifier', '=', identifierOf(token))
    .where('expiresAt', '>', new Date())
    .executeTakeFirst();
