import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/** Headers for every answer. Scripts come from our own files only; Turbo's one style element carries the nonce. */
export function secureHeaders(publicUrl: string): MiddlewareHandler<{ Variables: { nonce: string } }> {
  const https = publicUrl.startsWith('https:');
  return async (c, next) => {
    const nonce = randomBytes(16).toString('base64');
    c.set('nonce', nonce);
    await next();
    const headers = c.res.headers;
    headers.set(
      'Content-Security-Policy',
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self'; ` +
        "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    headers.set('Referrer-Policy', 'same-origin');
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Resource-Policy', 'same-origin');
    headers.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    if (https) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-store');
  };
}

/** A token that only a page we served to this visitor can carry. `visitor` is the session's or the form cookie's id. */
export const formToken = (secret: string, visitor: string): string =>
  createHmac('sha256', secret).update(`form ${visitor}`).digest('base64url');

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Is this form post from our own page? The browser's word (Sec-Fetch-Site, Origin) where it gives one, our token where not.
 * Only form types are taken, so that no cross-site script can send JSON here.
 */
export function isOwnForm(headers: Headers, origins: string[], sent: string | undefined, expected: string): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!formTypes.includes(type)) return false;
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  if (origin !== null) return origins.includes(origin);
  if (sent === undefined || sent.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(sent), Buffer.from(expected));
}
