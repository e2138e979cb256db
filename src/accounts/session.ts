import { createHmac, timingSafeEqual } from 'node:crypto';
import type { App } from '../kernel/app.ts';
import type { FindSession } from '../system/web/session.ts';
import { cookieSecret } from './auth.ts';

/** Under https browsers are told to take the cookie from nobody else (`__Secure-`). */
export const sessionCookie = (app: App): string =>
  `${app.publicUrl.startsWith('https:') ? '__Secure-' : ''}gb.session_token`;

/** Finds who is signed in by the cookie that better-auth set: its signature first, then one query. */
export function sessionFinder(app: App): FindSession {
  const name = sessionCookie(app);
  const secret = cookieSecret(app);
  const { pool } = app.database;
  return async (headers) => {
    const token = signedToken(cookieOf(headers, name), secret);
    if (!token) return undefined;
    const [row] = await pool`
      select s.id, s.user_id as person, u.name, u.email, p.language, p.time_zone as "timeZone",
        p.large_text as "largeText", p.reduced_data as "reducedData", s.seen_at < now() - interval '10 minutes' as stale
      from sessions s join users u on u.id = s.user_id join people p on p.id = s.user_id
      where s.token = ${token} and s.expires_at > now()`;
    if (!row) return undefined;
    const { stale, ...session } = row;
    if (stale) await pool`update sessions set seen_at = now() where id = ${row.id}`;
    return session as Awaited<ReturnType<FindSession>>;
  };
}

function cookieOf(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** `token.signature`, percent-encoded; the signature is HMAC-SHA-256 in base64. */
function signedToken(cookie: string | undefined, secret: string): string | undefined {
  const [, token, signature] = /^([^.]+)\.(.+)$/.exec(decode(cookie ?? '')) ?? [];
  if (!token || !signature) return undefined;
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
