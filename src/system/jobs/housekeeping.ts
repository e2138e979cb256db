import { sql } from 'kysely';
import type { App } from '../../kernel/app.ts';
import type { Handler } from './worker.ts';

/** Throws away what is only kept for a while. Nothing here is anybody's record. */
export const housekeeping = (app: App): Handler => ({
  every: 3600,
  async run() {
    await app.database.transaction({ person: null, reads: [] }, async (db) => {
      const now = await app.clock.now(db);
      const ago = (hours: number) => new Date(now.getTime() - hours * 3600 * 1000);
      await db.deleteFrom('idempotencyKeys').where('at', '<', ago(48)).execute();
      await db.deleteFrom('verifications').where('expiresAt', '<', ago(1)).execute();
      await db.deleteFrom('sessions').where('expiresAt', '<', ago(1)).execute();
      await db.deleteFrom('rateLimits').where('fullAt', '<', ago(1)).execute();
      await db.deleteFrom('mails').where('expiresAt', '<', now).execute();
      await db
        .deleteFrom('jobs')
        .where('failedAt', '<', ago(30 * 24))
        .execute();
      // Where no mail server is, nobody takes these.
      const unsendable = sql`name = 'mail.send' and not exists (select from mails where id::text = payload->>'mail')`;
      await sql`delete from jobs where ${unsendable}`.execute(db);
    });
  },
});
