import { randomBytes } from 'node:crypto';
import type { App } from '../../src/kernel/app.ts';

/** Rosa's tablet, on which she is signed in, and the passkey of her phone. */
export async function tellAccounts(app: App, people: { representative: string; operator: string }) {
  const [session, passkey] = [app.ids.next(), app.ids.next()];
  const now = app.clock.glance();
  await app.database.transaction({ person: people.representative, reads: [] }, async (db) => {
    await db
      .insertInto('sessions')
      .values({
        id: session,
        userId: people.representative,
        token: randomBytes(24).toString('base64url'),
        userAgent: 'Mozilla/5.0 (Android 14; Tablet; rv:128.0) Gecko/128.0 Firefox/128.0',
        createdAt: now,
        updatedAt: now,
        seenAt: now,
        expiresAt: new Date('2100-01-01T00:00:00Z'),
      })
      .execute();
    await db
      .insertInto('passkeys')
      .values({
        id: passkey,
        userId: people.representative,
        name: 'Phone',
        publicKey: '',
        credentialId: randomBytes(16).toString('base64url'),
        counter: 0,
        deviceType: 'multiDevice',
        backedUp: true,
        createdAt: now,
      })
      .execute();
    await db.insertInto('operators').values({ personId: people.operator, since: now }).execute();
  });
  return { session, passkey };
}
