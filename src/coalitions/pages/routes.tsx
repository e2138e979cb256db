import { homeParts } from '../../home.ts';
import { isInsider } from '../../kernel/actor.ts';
import { Refused } from '../../kernel/errors.ts';
import { roster } from '../../members/queries.ts';
import { people } from '../../members/queries-words.ts';
import { csvResponse } from '../../system/web/csv.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { Landing } from '../../ui/pages/landing.tsx';
import { appoint, describe, found, stepDown } from '../commands.ts';
import { coalitionPaths, newCoalition, start } from '../paths.ts';
import { mayDescribe } from '../policy.ts';
import { coordinators, describeCoalition, mine } from '../queries.ts';
import { type Happening, happened } from '../queries-home.ts';
import { PlainShell } from '../shell.tsx';
import { AboutPage } from './about.tsx';
import { atOneLine, FoundPage, prepareDescription, SettingsPage } from './describe.tsx';
import { HappenedPage } from './happened.tsx';
import { HomePage, sentence } from './home.tsx';
import { MyCoalitions } from './start.tsx';

const at = coalitionPaths(':coalition');

/** The pages of coalitions: the start, founding one, and its home. */
export const coalitionPages = (routes: Routes): void => {
  routes.get(start, showStart);
  routes.get(newCoalition, (page) => {
    if (!page.session)
      throw new Refused({ refused: 'unauthenticated', problems: [{ field: '', key: 'kernel.signInFirst' }] });
    return page.show(<FoundPage />);
  });
  routes.post(newCoalition, (page) =>
    page.do(found, {
      prepare: prepareDescription,
      then: ({ slug }) => coalitionPaths(slug).home,
      otherwise: (attempt) => <FoundPage attempt={atOneLine(attempt)} />,
    }),
  );
  routes.get(at.home, showHome);
  routes.get(at.about, async (page) => {
    const coalition = await page.ask(describeCoalition);
    return page.show(<AboutPage place={await page.place('anyone')} coalition={coalition} />);
  });
  routes.get(at.settings, async (page) => {
    const verdict = mayDescribe((await page.place()).actor);
    const shown = await settingsPage(page);
    if (verdict !== true) throw new Refused(verdict);
    return page.show(shown);
  });
  routes.post(at.settings, (page) =>
    page.do(describe, {
      prepare: prepareDescription,
      then: ({ slug }) => coalitionPaths(slug).home,
      otherwise: (attempt) => settingsPage(page, atOneLine(attempt)),
    }),
  );
  routes.post(at.appoint, (page) =>
    page.do(appoint, {
      then: () => `${coalitionPaths(page.slug).settings}#coordinators`,
      otherwise: (attempt) => settingsPage(page, attempt),
    }),
  );
  routes.post(at.stepDown, (page) =>
    page.do(stepDown, { then: () => start, otherwise: (attempt) => settingsPage(page, attempt) }),
  );
  for (const path of [at.appoint, at.stepDown]) {
    routes.get(path, (page) => page.redirect(coalitionPaths(page.slug).settings));
  }
  routes.get(at.happened, async (page) => {
    const list = await page.ask(happened, { after: page.query('after') });
    return page.show(<HappenedPage place={await page.place()} {...list} />);
  });
  routes.get(at.happenedCsv, happenedCsv);
};

/** Signed out: what this is. Signed in: straight into the only coalition, or the list. */
async function showStart(page: Page): Promise<Response> {
  const { t } = page.visit;
  if (!page.session) {
    return page.show(
      <PlainShell title={t('common.greenbelt')}>
        <Landing signInHref="/sign-in" foundHref={`/sign-in?back=${encodeURIComponent(newCoalition)}`} />
      </PlainShell>,
    );
  }
  const coalitions = await page.ask(mine);
  const [only] = coalitions;
  if (only && coalitions.length === 1 && !only.applicant && page.query('all') === undefined) {
    return page.redirect(coalitionPaths(only.slug).home);
  }
  return page.show(<MyCoalitions coalitions={coalitions} />);
}

/** Insiders come home; everybody else sees the page for everybody, if there is one. */
async function showHome(page: Page): Promise<Response> {
  const place = await page.place('anyone');
  const coalition = await page.ask(describeCoalition);
  if (!isInsider(place.actor)) return page.redirect(coalitionPaths(page.slug).about);
  const waits = (await Promise.all(homeParts.map((part) => part.waits?.(page) ?? []))).flat();
  const shown = (await Promise.all(homeParts.map((part) => part.figures?.(page) ?? []))).flat();
  const { items } = await page.ask(happened, { limit: 8 });
  const { total } = await page.ask(roster, { limit: 1 });
  return page.show(
    <HomePage
      place={place}
      coalition={coalition}
      waits={waits.sort(
        (a, b) => (a.by?.getTime() ?? Number.POSITIVE_INFINITY) - (b.by?.getTime() ?? Number.POSITIVE_INFINITY) || 0,
      )}
      happened={items}
      figures={shown}
      fresh={total === 0}
    />,
  );
}

async function settingsPage(page: Page, attempt?: Attempt) {
  return (
    <SettingsPage
      place={await page.place()}
      coalition={await page.ask(describeCoalition)}
      coordinators={await page.ask(coordinators)}
      people={await page.ask(people)}
      attempt={attempt}
    />
  );
}

async function happenedCsv(page: Page): Promise<Response> {
  const { t } = page.visit;
  const rows: Happening[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await page.ask(happened, { after, limit: 200 });
    rows.push(...items);
    if (next === null) break;
    after = next;
  }
  return csvResponse(page.request, `${page.slug}-happened.csv`, rows, {
    at: (row) => row.at,
    who: (row) => row.who,
    what: (row) => sentence(t, row),
    verb: (row) => row.verb,
    about: (row) => row.about.name,
    member: (row) => row.forMember?.name,
  });
}
