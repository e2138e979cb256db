// Addresses that refuse mail for good. After a few refusals nothing is sent there by itself: servers that go on anyway
// are taken for senders of spam. A link to sign in is sent all the same, because somebody asks for it.
import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { App } from '../../kernel/app.ts';
import type { Db } from '../database/connect.ts';

/** So many refusals for good, and an address is paused. */
export const mostRefusals = 3;

/** By which a report of non-delivery is matched to a mail whose address was forgotten. */
export const addressKey = (app: App, address: string): string =>
  createHmac('sha256', app.secret).update(`address ${address.toLowerCase()}`).digest('base64url');

/** Writes down that an address refused a mail for good. */
export const noteRefusal = (app: App, address: string, problem: string): Promise<void> =>
  app.database.transaction({ person: null, reads: [] }, async (db) => {
    const now = await app.clock.now(db);
    const row = { address: address.toLowerCase(), times: 1, problem, lastAt: now };
    const { times } = await db
      .insertInto('mailRefusals')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('address').doUpdateSet({ times: sql`mail_refusals.times + 1`, problem, lastAt: now }),
      )
      .returning('times')
      .executeTakeFirstOrThrow();
    if (times < mostRefusals) return;
    await db
      .updateTable('mailRefusals')
      .set({ pausedAt: now })
      .where('address', '=', row.address)
      .where('pausedAt', 'is', null)
      .execute();
  });

export async function isPaused(db: Db, address: string): Promise<boolean> {
  const row = await db
    .selectFrom('mailRefusals')
    .select('pausedAt')
    .where('address', '=', address.toLowerCase())
    .executeTakeFirst();
  return row?.pausedAt != null;
}
