import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Page } from '../../system/web/page.ts';

/**
 * Takes a one-time token out of the address and into a cookie that no script reads, so that it stands in no history,
 * bookmark or Referer. Lax, because the link was followed from a mail program.
 */
export function keepToken(page: Page, { name, path, seconds }: TokenCookie, token: string): void {
  setCookie(page.request, name, token, { ...attributes(page), path, maxAge: seconds });
}

export interface TokenCookie {
  name: string;
  path: string;
  seconds: number;
}

export const keptToken = (page: Page, { name }: TokenCookie): string => getCookie(page.request, name) ?? '';

export const dropToken = (page: Page, { name, path }: TokenCookie): void =>
  void deleteCookie(page.request, name, { ...attributes(page), path });

/** Has the browser forget a cookie that is sent everywhere. */
export const dropCookie = (page: Page, name: string): void => void deleteCookie(page.request, name, attributes(page));

export const attributes = ({ app }: Page) => ({
  httpOnly: true,
  sameSite: 'Lax' as const,
  path: '/',
  secure: app.publicUrl.startsWith('https:'),
});
