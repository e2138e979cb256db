// The way home and back: the member's page under the decision, and the door of the link that its people get.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Refused } from '../../kernel/errors.ts';
import { answer } from '../../kernel/execute.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { answerHome, noteAnswers } from '../mandates/commands-answering.ts';
import { ask, askMore, revokeLink, takeBack } from '../mandates/commands-asking.ts';
import { concludeHome, giveMandate, revokeMandate, shareMandate } from '../mandates/commands-mandating.ts';
import { homeDoor, mandatePaths } from '../mandates/paths.ts';
import { ofMember, readLink } from '../mandates/queries.ts';
import { show } from '../queries.ts';
import { prepareBallot } from './ballot.tsx';
import { HomeQuestionPage, NoHomeQuestion } from './home-question.tsx';
import { MandatePage } from './mandate.tsx';
import { countsOf, preparePeople } from './mandate-forms.tsx';

const at = mandatePaths(':coalition', ':number{[0-9]+}', ':member');
const handedCookie = 'gb_handed';
const tokenCookie = 'gb_home';
const codeCookie = 'gb_home_code';

export function mandateRoutes(routes: Routes): void {
  routes.get(at.one, async (page) => {
    const handed = getCookie(page.request, handedCookie);
    const shown = await mandatePage(page, { handed });
    if (handed) deleteCookie(page.request, handedCookie, { path: page.visit.path });
    return page.show(shown);
  });
  const back = (page: Page) => ({
    then: () => pathsOf(page).one,
    otherwise: (attempt: Attempt) => mandatePage(page, { attempt }),
  });
  routes.post(at.ask, (page) =>
    page.do(ask, {
      ...back(page),
      extra: { proposal: numberOf(page), member: page.param('member') },
      prepare: preparePeople,
      then: (handed) => handOver(page, handed),
    }),
  );
  routes.post(at.more, (page) =>
    page.do(askMore, { ...back(page), prepare: preparePeople, then: (handed) => handOver(page, handed) }),
  );
  routes.post(at.note, async (page) => {
    const decision = await page.ask(show, { proposal: numberOf(page) });
    const { values, back: atFields } = countsOf(decision, page.visit.t, (await page.form()).values);
    return page.do(noteAnswers, {
      prepare: () => values,
      then: () => pathsOf(page).one,
      otherwise: (attempt) => mandatePage(page, { attempt: atFields(attempt) }),
    });
  });
  routes.post(at.give, (page) =>
    page.do(giveMandate, {
      ...back(page),
      extra: { proposal: numberOf(page), member: page.param('member') },
      prepare: prepareBallot,
    }),
  );
  routes.post(at.revokeLink, (page) => page.do(revokeLink, back(page)));
  routes.post(at.takeBack, (page) => page.do(takeBack, back(page)));
  routes.post(at.conclude, (page) => page.do(concludeHome, back(page)));
  routes.post(at.revoke, (page) => page.do(revokeMandate, back(page)));
  routes.post(at.share, (page) => page.do(shareMandate, back(page)));
  const posted = [at.ask, at.more, at.note, at.give, at.revokeLink, at.takeBack, at.conclude, at.revoke, at.share];
  for (const path of posted) routes.get(path, (page) => page.redirect(pathsOf(page).one));
  homeDoorRoutes(routes);
}

function homeDoorRoutes(routes: Routes): void {
  // The token leaves the address at once, so that it stands in no history, log or shared screen.
  routes.get(`${homeDoor}/:token`, (page) => {
    const token = page.param('token');
    if (/^[\w-]{20,100}$/.test(token)) putCookie(page, tokenCookie, token, '/', 2 * 3600);
    deleteCookie(page.request, codeCookie, { path: '/' });
    return page.redirect(homeDoor);
  });
  routes.get(homeDoor, async (page) => page.show(await homePage(page)));
  routes.post(homeDoor, async (page) => {
    const code = (await page.form()).values.code?.[0] ?? '';
    if (/^[\w\s-]{1,40}$/.test(code)) putCookie(page, codeCookie, code, '/', 2 * 3600);
    return page.redirect(homeDoor);
  });
  routes.post(at.answer, (page) =>
    page.do(answerHome, {
      extra: {
        token: getCookie(page.request, tokenCookie) ?? '',
        code: getCookie(page.request, codeCookie) ?? '',
      },
      prepare: prepareBallot,
      then: () => homeDoor,
      otherwise: (attempt) => homePage(page, attempt),
    }),
  );
}

const numberOf = (page: Page): number => Number(page.param('number'));
const pathsOf = (page: Page) => mandatePaths(page.slug, numberOf(page), page.param('member'));

function handOver(page: Page, { token, codes }: { token: string | null; codes: { code: string }[] }): string {
  const { one } = pathsOf(page);
  if (token) putCookie(page, handedCookie, [token, ...codes.map(({ code }) => code)].join('.'), one, 120);
  return one;
}

const putCookie = (page: Page, name: string, value: string, path: string, maxAge: number) =>
  setCookie(page.request, name, value, {
    path,
    maxAge,
    httpOnly: true,
    sameSite: 'Lax',
    secure: page.app.publicUrl.startsWith('https:'),
  });

async function mandatePage(page: Page, given: { handed?: string; attempt?: Attempt }) {
  const place = await page.place();
  const member = page.param('member');
  const { memberName } = place.actor.standing.represents.find((r) => r.member === member) ?? { memberName: '' };
  const [token, ...codes] = given.handed?.split('.') ?? [];
  const asked = { proposal: numberOf(page), member };
  return (
    <MandatePage
      place={place}
      {...(await page.ask(ofMember, asked))}
      decision={await page.ask(show, { proposal: asked.proposal })}
      member={{ id: member, name: memberName }}
      handed={token ? { link: `${page.app.publicUrl}${homeDoor}/${token}`, codes } : undefined}
      attempt={given.attempt}
    />
  );
}

async function homePage(page: Page, attempt?: Attempt) {
  const token = getCookie(page.request, tokenCookie);
  if (!token) return <NoHomeQuestion />;
  const code = getCookie(page.request, codeCookie);
  const person = page.session?.person ?? null;
  const read = await answer(page.app, readLink, { person, via: 'browser', input: { token, code } });
  if (!read.ok) {
    if (read.refusal.refused !== 'not-found') throw new Refused(read.refusal);
    return <NoHomeQuestion />;
  }
  return (
    <HomeQuestionPage asked={read.value} wrongCode={read.value.needsCode && code !== undefined} attempt={attempt} />
  );
}
