import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Page } from '../../system/web/page.ts';

/**
 * Takes a one-time token out of the address and into a cookie that no script reads, so that it stands in no history,
 * bookmark or Referer. Lax, because the link was followed from a mail program.
 */
export function keepToken(page: Page, name: string, token: string, seconds: number): void {
  setCookie(page.request, name, token, { ...attributes(page), maxAge: seconds });
}

export const keptToken = (page: Page, name: string): string => getCookie(page.request, name) ?? '';

/** Has the browser forget a cookie of ours, a session's too. */
export const dropCookie = (page: Page, name: string): void => void deleteCookie(page.request, name, attributes(page));

export const attributes = ({ app }: Page) => ({
  httpOnly: true,
  sameSite: 'Lax' as const,
  path: '/',
  secure: app.publicUrl.startsWith('https:'),
});
