import { Refused } from '../../kernel/errors.ts';
import { people } from '../../members/queries-words.ts';
import type { Values } from '../../system/web/formdata.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { gathered } from '../../ui/rows.ts';
import { stateCase } from '../case-commands.ts';
import { caseVersions, readCase } from '../case-queries.ts';
import { conditions } from '../conditions.ts';
import { formingPaths } from '../paths.ts';
import { mayAnswer, mayForm } from '../policy.ts';
import { answerReadiness, askReadiness, conclude, endStep } from '../readiness-commands.ts';
import { formingSteps, readinessRound, readinessRounds } from '../readiness-queries.ts';
import { AnswerPage } from './answer.tsx';
import { CasePage } from './case.tsx';
import { EditCasePage } from './edit-case.tsx';
import { OverviewPage } from './overview.tsx';
import { ReadinessPage } from './readiness.tsx';
import { RoundPage } from './round.tsx';

const at = formingPaths(':coalition');

/** The pages of forming a coalition: its case, readiness, and the first steps. */
export const formingPages = (routes: Routes): void => {
  routes.get(at.overview, async (page) => page.show(await overviewPage(page)));
  routes.post(at.endStep, (page) =>
    page.do(endStep, {
      then: () => `${formingPaths(page.slug).overview}#steps`,
      otherwise: (attempt) => overviewPage(page, attempt),
    }),
  );
  routes.get(at.case, async (page) =>
    page.show(
      <CasePage
        place={await page.place('anyone')}
        stated={await page.ask(readCase)}
        versions={await versionsFor(page)}
      />,
    ),
  );
  routes.get(at.editCase, async (page) => {
    const verdict = mayForm((await page.place()).actor);
    if (verdict !== true) throw new Refused(verdict);
    return page.show(await editCasePage(page));
  });
  routes.post(at.case, (page) =>
    page.do(stateCase, {
      prepare: audienceOf,
      then: () => formingPaths(page.slug).case,
      otherwise: (attempt) => editCasePage(page, gathered(attempt, 'evidence')),
    }),
  );
  routes.get(at.readiness, async (page) => page.show(await readinessPage(page)));
  routes.post(at.readiness, (page) =>
    page.do(askReadiness, {
      then: ({ round }) => formingPaths(page.slug, round).round,
      otherwise: (attempt) => readinessPage(page, attempt),
    }),
  );
  routes.get(at.round, async (page) => page.show(await roundPage(page)));
  routes.get(at.answer, async (page) => {
    const { people, shown } = await page.ask(readinessRound, { round: roundOf(page) });
    const { actor } = await page.place();
    const verdict = mayAnswer({ asked: people.some(({ person }) => person === actor.person), shown });
    if (verdict !== true) throw new Refused(verdict);
    return page.show(await answerPage(page));
  });
  routes.post(at.answer, (page) =>
    page.do(answerReadiness, {
      extra: { round: roundOf(page) },
      prepare: withEmptyReasons,
      then: ({ round }) => formingPaths(page.slug, round).round,
      otherwise: (attempt) => answerPage(page, attempt),
    }),
  );
  routes.post(at.conclude, (page) =>
    page.do(conclude, {
      extra: { round: roundOf(page) },
      then: ({ round }) => `${formingPaths(page.slug, round).round}#ways`,
      otherwise: (attempt) => roundPage(page, gathered(attempt, 'steps')),
    }),
  );
};

const roundOf = (page: Page): number => Number(page.param('round'));

/** A box to tick stands for the two audiences. */
const audienceOf = ({ shared, ...rest }: Values): Values => ({ ...rest, audience: [shared ? 'public' : 'members'] });

/** A condition for which nothing was chosen is missing whole from the form: named, so that its own field is said to lack. */
const withEmptyReasons = (values: Values): Values => ({
  ...Object.fromEntries(conditions.map((name) => [`answers.${name}.reason`, ['']])),
  ...values,
});

const versionsFor = async (page: Page) => {
  const { inside } = await page.place('anyone');
  return inside ? page.ask(caseVersions) : [];
};

const overviewPage = async (page: Page, attempt?: Attempt) => (
  <OverviewPage
    place={await page.place()}
    stated={await page.ask(readCase)}
    rounds={await page.ask(readinessRounds)}
    steps={await page.ask(formingSteps)}
    attempt={attempt}
  />
);

const editCasePage = async (page: Page, attempt?: Attempt) => (
  <EditCasePage place={await page.place()} stated={await page.ask(readCase)} attempt={attempt} />
);

const readinessPage = async (page: Page, attempt?: Attempt) => (
  <ReadinessPage
    place={await page.place()}
    rounds={await page.ask(readinessRounds)}
    people={await page.ask(people)}
    attempt={attempt}
  />
);

const answerPage = async (page: Page, attempt?: Attempt) => (
  <AnswerPage
    place={await page.place()}
    round={await page.ask(readinessRound, { round: roundOf(page) })}
    attempt={attempt}
  />
);

const roundPage = async (page: Page, attempt?: Attempt) => (
  <RoundPage
    place={await page.place()}
    round={await page.ask(readinessRound, { round: roundOf(page) })}
    people={await page.ask(people)}
    attempt={attempt}
  />
);
