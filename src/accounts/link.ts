// A sign-in link: made here, sent by mail or printed, and used by our own form's button.
import type { App } from '../kernel/app.ts';
import { constraintOf } from '../system/database/failures.ts';
import type { Lang } from '../system/i18n/languages.ts';
import { createAccount, findByEmail } from './account.ts';
import { type Auth, hashToken, type LinkTaker } from './auth.ts';
import type { Accounts } from './setup.ts';

/** Makes a one-time token for an address, whether or not it has an account. */
export async function mintToken(auth: Auth, email: string): Promise<string> {
  const taken: string[] = [];
  const metadata: LinkTaker & Record<string, unknown> = { take: (token) => taken.push(token) };
  await auth.api.signInMagicLink({ body: { email, metadata }, headers: new Headers() });
  return taken[0]!;
}

/** The address that opens the page with the button. `back` is where to go after signing in. */
export function linkFor(app: App, token: string, back = '/'): string {
  const query = new URLSearchParams(back === '/' ? { token } : { token, back });
  return `${app.publicUrl}/sign-in/link?${query}`;
}

export interface PeekedLink {
  email: string;
  /** The name of the account; without one this would be the first sign-in. */
  name?: string;
}

/** Whom a link would sign in. Uses nothing up. */
export async function peekLink(app: App, token: string): Promise<PeekedLink | undefined> {
  return app.database.reading({ person: null, reads: [] }, async (db) => {
    const found = await db
      .selectFrom('verifications')
      .select('value')
      .where('identifier', '=', hashToken(token))
      .where('expiresAt', '>', new Date())
      .executeTakeFirst();
    if (!found) return undefined;
    const { email } = JSON.parse(found.value) as { email: string };
    return { email, name: (await findByEmail(db, email))?.name };
  });
}

/** What a new person says of themselves beside their address. */
export interface Newcomer {
  name: string;
  language: Lang;
  timeZone: string;
}

/**
 * Uses the link up and signs in, making the account at the first sign-in.
 * @returns the session's cookies, or nothing if the link is no longer good
 */
export async function useLink(
  { app, auth }: Accounts,
  token: string,
  headers: Headers,
  newcomer: Newcomer | undefined,
): Promise<string[] | undefined> {
  const peeked = await peekLink(app, token);
  if (!peeked) return undefined;
  if (peeked.name === undefined) {
    if (!newcomer) return undefined;
    await ensureAccount(app, peeked.email, newcomer);
  }
  const answer = await auth.api.magicLinkVerify({ query: { token }, headers: agentOnly(headers), asResponse: true });
  return answer.ok ? answer.headers.getSetCookie() : undefined;
}

async function ensureAccount(app: App, email: string, newcomer: Newcomer): Promise<void> {
  await app.database
    .transaction({ person: null, reads: [] }, async (db) => {
      if (await findByEmail(db, email)) return;
      const making = { db, ids: app.ids, now: await app.clock.now(db), via: 'browser' as const };
      await createAccount(making, { ...newcomer, email });
    })
    .catch((error) => {
      // The button was pressed twice at once, and the other press was faster.
      if (constraintOf(error) !== 'users_email') throw error;
    });
}

/** All that better-auth needs to know of the request: what the session is called in the list of devices. */
const agentOnly = (headers: Headers): Headers =>
  new Headers({ 'user-agent': (headers.get('user-agent') ?? '').slice(0, 300) });
