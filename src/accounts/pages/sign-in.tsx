// Signing in by a link in a mail. Following the link changes nothing, because scanners and previews follow links too:
// it leads to a page that says whom it signs in, and the button there does it.
import { z } from 'zod';
import { execute } from '../../kernel/execute.ts';
import { problemsOf } from '../../kernel/problems.ts';
import { enqueueMail } from '../../system/mail/outbox.ts';
import { clientOf } from '../../system/web/client.ts';
import type { Page } from '../../system/web/page.ts';
import { type Allowance, take } from '../../system/web/ratelimit.ts';
import type { Routes } from '../../system/web/server.ts';
import { linkMinutes } from '../auth.ts';
import { endSession, personName, timeZone } from '../commands.ts';
import { linkFor, mintToken, type Newcomer, peekLink, useLink } from '../link.ts';
import { sessionCookie } from '../session.ts';
import type { Accounts } from '../setup.ts';
import { ownPath } from './back.ts';
import { dropCookie, dropToken, keepToken, keptToken, type TokenCookie } from './cookies.ts';
import { AskForLink, ConfirmSignIn, LinkIsGone, LinkSent } from './sign-in-views.tsx';

const perAddress: Allowance = { name: 'sign-in address', burst: 4, seconds: 300 };
const perClient: Allowance = { name: 'sign-in client', burst: 20, seconds: 60 };
const attempts: Allowance = { name: 'sign-in attempts', burst: 20, seconds: 30 };

const asked = z.object({ email: z.string().trim().toLowerCase().min(1).max(254).pipe(z.email()) });
const newcomer = z.object({ name: personName, timeZone });

const linkCookie: TokenCookie = { name: 'gb_link', path: '/sign-in', seconds: linkMinutes * 60 };

export const signInPages = (accounts: Accounts) => (routes: Routes) => {
  const { app } = accounts;

  routes.get('/sign-in', (page) => page.show(<AskForLink back={ownPath(app.publicUrl, page.query('back'))} />));

  routes.post('/sign-in', async (page) => {
    const { values } = await page.form();
    const back = ownPath(app.publicUrl, values.back?.[0]);
    const parsed = asked.safeParse({ email: values.email?.[0] ?? '' });
    if (!parsed.success) {
      return page.show(
        <AskForLink back={back} attempt={{ values, problems: problemsOf(parsed.error).problems }} />,
        422,
      );
    }
    const { email } = parsed.data;
    const wait = (await take(app, perClient, clientOf(page.request))) ?? (await take(app, perAddress, email));
    if (wait !== undefined) return tooOften(page, wait, <AskForLink back={back} attempt={tooOftenAttempt(values)} />);
    await sendLink(accounts, page, email, back);
    return page.redirect('/sign-in/sent');
  });

  routes.get('/sign-in/sent', (page) => page.show(<LinkSent sendsMail={accounts.sendsMail} />));

  routes.get('/sign-in/link', async (page) => {
    const back = ownPath(app.publicUrl, page.query('back'));
    const token = page.query('token');
    if (token) {
      keepToken(page, linkCookie, token);
      return page.redirect(`/sign-in/link${back === '/' ? '' : `?${new URLSearchParams({ back })}`}`);
    }
    const link = await peekLink(app, keptToken(page, linkCookie));
    return link ? page.show(<ConfirmSignIn link={link} back={back} />) : page.show(<LinkIsGone back={back} />, 410);
  });

  routes.post('/sign-in/link', async (page) => {
    const { values } = await page.form();
    const back = ownPath(app.publicUrl, values.back?.[0]);
    const token = keptToken(page, linkCookie);
    const wait = await take(app, attempts, clientOf(page.request));
    const link = await peekLink(app, token);
    if (!link) return page.show(<LinkIsGone back={back} />, 410);
    if (wait !== undefined) {
      return tooOften(page, wait, <ConfirmSignIn link={link} back={back} attempt={tooOftenAttempt(values)} />);
    }
    let who: Newcomer | undefined;
    if (link.name === undefined) {
      const parsed = newcomer.safeParse({ name: values.name?.[0] ?? '', timeZone: values.timeZone?.[0] ?? 'UTC' });
      if (!parsed.success) {
        const { problems } = problemsOf(parsed.error);
        return page.show(<ConfirmSignIn link={link} back={back} attempt={{ values, problems }} />, 422);
      }
      who = { ...parsed.data, language: page.visit.lang };
    }
    const cookies = await useLink(accounts, token, page.request.req.raw.headers, who);
    if (!cookies) return page.show(<LinkIsGone back={back} />, 410);
    dropToken(page, linkCookie);
    await enter(page, cookies, values.shared?.[0] === 'on');
    return page.redirect(back);
  });

  routes.post('/sign-out', async (page) => {
    await leave(page);
    // The next person at this screen must not find these pages by going back.
    page.request.header('Clear-Site-Data', '"cache"');
    dropCookie(page, sessionCookie(app));
    return page.redirect('/');
  });
};

/** The same work for every address, known or not: a token, and a mail that goes out after the answer. */
async function sendLink({ app, auth }: Accounts, page: Page, email: string, back: string): Promise<void> {
  const token = await mintToken(auth, email);
  await app.database.transaction({ person: null, reads: [] }, async (db) => {
    const now = await app.clock.now(db);
    await enqueueMail(
      { db, ids: app.ids, now },
      {
        to: email,
        lang: page.visit.lang,
        template: 'signIn',
        vars: { link: linkFor(app, token, back), minutes: linkMinutes },
        until: new Date(now.getTime() + linkMinutes * 60_000),
      },
    );
  });
}

/**
 * Sets the session's cookies. On a shared computer the browser forgets them when it is closed, and the server after
 * half a day. Whoever was signed in here before is signed out.
 */
export async function enter(page: Page, cookies: string[], shared: boolean): Promise<void> {
  await leave(page);
  const name = `${sessionCookie(page.app)}=`;
  for (const cookie of cookies) {
    const kept = shared ? cookie.replace(/; (?:Max-Age|Expires)=[^;]*/gi, '') : cookie;
    page.request.header('Set-Cookie', kept, { append: true });
    const token = cookie.startsWith(name) ? decodeURIComponent(cookie.slice(name.length).split(/[.;]/)[0]!) : undefined;
    if (shared && token) {
      await page.app.database.pool`update sessions set expires_at = now() + interval '12 hours' where token = ${token}`;
    }
  }
}

async function leave({ app, session }: Page): Promise<void> {
  if (!session) return;
  await execute(app, endSession, { person: session.person, via: 'browser', input: { session: session.id } });
}

const tooOftenAttempt = (values: Record<string, string[]>) => ({
  values,
  problems: [{ field: '', key: 'kernel.tooOften' as const }],
});

function tooOften(page: Page, wait: number, node: Parameters<Page['show']>[0]): Response {
  page.request.header('Retry-After', String(wait));
  return page.show(node, 429);
}
