// Sign-in is better-auth's work, on tables of ours. Nothing of its HTTP interface is open but the passkey ceremonies
// (passkeys.ts): links are used by our own form, because its own "verify" is a GET that any mail scanner would follow.
import { createHash, createHmac } from 'node:crypto';
import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
import type { App } from '../kernel/app.ts';
import { kyselyOn } from '../system/database/connect.ts';
import { deviceOf } from './device.ts';

export type Auth = ReturnType<typeof createAuth>;

export const linkMinutes = 15;
const sessionDays = 60;

/** Where better-auth's own paths begin. */
export const authPath = '/auth';

/** Kept instead of the token of a sign-in link. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Signs session cookies. */
export const cookieSecret = (app: App): string =>
  createHmac('sha256', app.secret).update('accounts').digest('base64url');

export function createAuth(app: App) {
  const { hostname, origin } = new URL(app.publicUrl);
  return betterAuth({
    appName: 'Greenbelt',
    baseURL: app.publicUrl,
    basePath: authPath,
    secret: cookieSecret(app),
    database: { db: kyselyOn(app.database.pool), type: 'postgres', transaction: true },
    user: { modelName: 'users' },
    session: { modelName: 'sessions', expiresIn: sessionDays * 24 * 3600, disableSessionRefresh: true },
    verification: { modelName: 'verifications' },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'gb',
      // Its check of the schema wants a table for sign-in through others, which we do not have; the tests sign in.
      database: { generateId: () => app.ids.next(), validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: { session: { create: { after: (session) => noteSignIn(app, session) } } },
    plugins: [
      magicLink({
        expiresIn: linkMinutes * 60,
        // Accounts are made by `createAccount`, together with the person.
        disableSignUp: true,
        storeToken: { type: 'custom-hasher', hash: async (token) => hashToken(token) },
        sendMagicLink: async ({ token, metadata }) => void (metadata as LinkTaker).take(token),
      }),
      passkey({
        rpID: hostname,
        rpName: 'Greenbelt',
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
        // Called after the device on which it was made, until its owner says otherwise.
        registration: { afterVerification: ({ ctx }) => ({ name: deviceName(ctx.headers?.get('user-agent') ?? '') }) },
        schema: { passkey: { modelName: 'passkeys', fields: { credentialID: 'credentialId' } } },
      }),
    ],
  });
}

const deviceName = (userAgent: string): string => Object.values(deviceOf(userAgent)).filter(Boolean).join(', ');

/** Hands a new token back to whoever asked for it; better-auth would mail it inside the request. */
export interface LinkTaker {
  take(token: string): unknown;
}

async function noteSignIn({ database, ids, clock }: App, session: { id: string; userId: string }): Promise<void> {
  const { userId: personId, id: aboutId } = session;
  await database.transaction({ person: personId, reads: [] }, (db) =>
    db
      .insertInto('personActivities')
      .values({
        id: ids.next(),
        at: clock.glance(),
        personId,
        verb: 'accounts.signIn',
        aboutKind: 'session',
        aboutId,
        via: 'browser',
      })
      .execute(),
  );
}
