// The page on which somebody makes tokens for programs, sees when each was last used, and ends them.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { capabilities } from '../../capabilities.ts';
import { mine } from '../../coalitions/queries.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { attributes } from '../pages/cookies.ts';
import { createToken, revokeToken } from './commands.ts';
import { tokens } from './queries.ts';
import { TokensPage } from './views.tsx';

const path = '/account/tokens';

/** Carries a new token over the redirect to the page that shows it, once. No script reads it. */
const cookie = 'gb_token';

export const tokenPages = (routes: Routes) => {
  const view = async (page: Page, given: { made?: string; attempt?: Attempt } = {}) => (
    <TokensPage
      tokens={await page.ask(tokens)}
      coalitions={await page.ask(mine)}
      capabilities={capabilities}
      {...given}
    />
  );
  const cookieFor = (page: Page) => ({ ...attributes(page), path });

  routes.get(path, async (page) => {
    const made = getCookie(page.request, cookie);
    const shown = await view(page, { made });
    if (made) deleteCookie(page.request, cookie, cookieFor(page));
    return page.show(shown);
  });
  routes.post(path, (page) =>
    page.do(createToken, {
      prepare: withoutEmpty('coalition'),
      then: ({ token }) => {
        if (token) setCookie(page.request, cookie, token, { ...cookieFor(page), maxAge: 120 });
        return path;
      },
      otherwise: (attempt) => view(page, { attempt }),
    }),
  );
  routes.post(`${path}/:token/revoke`, (page) =>
    page.do(revokeToken, {
      extra: { token: page.param('token') },
      then: () => path,
      otherwise: (attempt) => view(page, { attempt }),
    }),
  );
};

const withoutEmpty =
  (name: string) =>
  ({ [name]: value, ...rest }: Record<string, string[]>): Record<string, string[]> =>
    value?.[0] ? { [name]: value, ...rest } : rest;
