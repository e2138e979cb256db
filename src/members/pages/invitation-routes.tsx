// The way of an invitation: made here, opened at its door, followed with its questions.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Refused } from '../../kernel/errors.ts';
import { answer } from '../../kernel/execute.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { gathered } from '../../ui/rows.ts';
import { acceptInvitation, invite, revokeInvitation } from '../commands-invitations.ts';
import { invitationDoor, memberPaths } from '../paths.ts';
import { show } from '../queries.ts';
import { invitations, readInvitation } from '../queries-invitations.ts';
import { wholeRoster } from './exports.ts';
import { InvitationPage, NoInvitation } from './follow.tsx';
import { InvitationsPage } from './invitations.tsx';
import { asOf } from './routes.tsx';

const at = memberPaths(':coalition');
const linkCookie = 'gb_link';
const tokenCookie = 'gb_invitation';

export function invitationRoutes(routes: Routes): void {
  routes.get(at.invitations, async (page) => {
    const token = getCookie(page.request, linkCookie);
    const shown = await invitationsPage(page, { member: page.query('member'), token });
    if (token) deleteCookie(page.request, linkCookie, { path: page.visit.path });
    return page.show(shown);
  });
  routes.post(at.invitations, (page) => {
    const { invitations: back } = memberPaths(page.slug);
    return page.do(invite, {
      then: ({ token }) => {
        if (token) putCookie(page, linkCookie, token, { path: back, maxAge: 120 });
        return back;
      },
      otherwise: (attempt) => invitationsPage(page, { attempt }),
    });
  });
  routes.post(at.revoke, (page) =>
    page.do(revokeInvitation, {
      then: () => memberPaths(page.slug).invitations,
      otherwise: (attempt) => invitationsPage(page, { attempt }),
    }),
  );
  // The token leaves the address at once, so that it stands in no history, log or shared screen.
  routes.get(`${invitationDoor}/:token`, (page) => {
    const token = page.param('token');
    if (/^[\w-]{20,100}$/.test(token)) putCookie(page, tokenCookie, token, { path: '/', maxAge: 2 * 3600 });
    return page.redirect(invitationDoor);
  });
  routes.get(invitationDoor, async (page) => page.show(await doorPage(page)));
  routes.post(at.invitation, (page) =>
    page.do(acceptInvitation, {
      extra: { token: getCookie(page.request, tokenCookie) ?? '' },
      then: ({ member, status }) => {
        deleteCookie(page.request, tokenCookie, { path: '/' });
        const paths = memberPaths(page.slug, member);
        return status === 'active' ? paths.one : paths.join;
      },
      otherwise: (attempt) => doorPage(page, gathered(attempt, 'limits')),
    }),
  );
}

const putCookie = (page: Page, name: string, value: string, options: { path: string; maxAge: number }) =>
  setCookie(page.request, name, value, {
    ...options,
    httpOnly: true,
    sameSite: 'Lax',
    secure: page.app.publicUrl.startsWith('https:'),
  });

async function doorPage(page: Page, attempt?: Attempt) {
  const token = getCookie(page.request, tokenCookie);
  if (!token) return <NoInvitation />;
  const person = page.session?.person ?? null;
  const read = await answer(page.app, readInvitation, { person, via: 'browser', input: { token } });
  if (!read.ok) {
    if (read.refusal.refused !== 'not-found') throw new Refused(read.refusal);
    return <NoInvitation />;
  }
  const as = asOf(page, attempt?.values) ?? read.value.member?.kind;
  return <InvitationPage invitation={read.value} as={as} attempt={attempt} />;
}

async function invitationsPage(page: Page, given: { member?: string; token?: string; attempt?: Attempt }) {
  const place = await page.place();
  const list = await page.ask(invitations);
  const { standing } = place.actor;
  const roster = standing.coordinator
    ? await wholeRoster(page)
    : standing.represents
        .filter((r) => r.authority === 'decides')
        .map(({ member, memberName }) => ({ id: member, name: memberName, kind: 'organization' }));
  const chosen = given.member ? await page.ask(show, { member: given.member }) : undefined;
  // A contact is offered while nobody speaks for the member: later it is a colleague who is invited.
  const contact = chosen?.voices.length === 0 ? chosen.contacts[0] : undefined;
  return (
    <InvitationsPage
      place={place}
      invitations={list}
      roster={roster}
      member={given.member}
      email={contact?.email}
      name={contact?.name}
      link={given.token ? `${page.app.publicUrl}${invitationDoor}/${given.token}` : undefined}
      attempt={given.attempt}
    />
  );
}
