import { constituencies } from '../../../members/queries-words.ts';
import type { Attempt, Page } from '../../../system/web/page.ts';
import type { Routes } from '../../../system/web/server.ts';
import { decisionPaths } from '../../paths.ts';
import { prepareConcurrence } from '../../weights/pages/concurrence-fields.tsx';
import { proposeRule, setFoundingRule, setRulePolicy } from '../commands.ts';
import { rules, showRule } from '../queries.ts';
import { ProposeRulePage } from './propose-rule.tsx';
import { RulePage } from './rule.tsx';
import { RulesPage } from './rules.tsx';

const at = decisionPaths(':coalition');
const one = ':rule{[0-9a-f-]{36}}';

/** The rules that a coalition keeps. */
export const rulePages = (routes: Routes): void => {
  routes.get(at.rules, async (page) => page.show(await rulesPage(page)));
  routes.get(at.newRule, async (page) => page.show(await newRulePage(page)));
  routes.post(at.newRule, putNew);
  routes.post(at.rulePolicy, (page) =>
    page.do(setRulePolicy, {
      then: () => `${decisionPaths(page.slug).rules}#policy`,
      otherwise: (attempt) => rulesPage(page, attempt),
    }),
  );
  routes.get(at.rulePolicy, (page) => page.redirect(decisionPaths(page.slug).rules));
  routes.get(at.rule(one), async (page) =>
    page.show(<RulePage place={await page.place()} rule={await ruleOf(page)} />),
  );
  routes.get(at.changeRule(one), async (page) => page.show(await changePage(page)));
  routes.post(at.changeRule(one), (page) =>
    page.do(proposeRule, {
      extra: { rule: page.param('rule') },
      prepare: prepareConcurrence,
      then: ({ proposal }) => decisionPaths(page.slug, proposal).one,
      otherwise: (attempt) => changePage(page, attempt),
    }),
  );
};

const ruleOf = (page: Page) => page.ask(showRule, { rule: page.param('rule') });

const rulesPage = async (page: Page, attempt?: Attempt) => (
  <RulesPage place={await page.place()} kept={await page.ask(rules)} attempt={attempt} />
);

const newRulePage = async (page: Page, attempt?: Attempt) => (
  <ProposeRulePage
    place={await page.place()}
    constituencies={await page.ask(constituencies)}
    founding={(await page.ask(rules)).inForce.length === 0}
    attempt={attempt}
  />
);

async function changePage(page: Page, attempt?: Attempt) {
  const { id, name, versions } = await ruleOf(page);
  return (
    <ProposeRulePage
      place={await page.place()}
      constituencies={await page.ask(constituencies)}
      changed={{ id, name, rule: versions[0]!.typed }}
      founding={false}
      attempt={attempt}
    />
  );
}

/** The first rule is set by coordinators; each later one is put to the vote. */
async function putNew(page: Page): Promise<Response> {
  const founding = (await page.ask(rules)).inForce.length === 0;
  const otherwise = (attempt: Attempt) => newRulePage(page, attempt);
  const prepare = prepareConcurrence;
  if (!founding)
    return page.do(proposeRule, {
      prepare,
      otherwise,
      then: ({ proposal }) => decisionPaths(page.slug, proposal).one,
    });
  return page.do(setFoundingRule, { prepare, otherwise, then: ({ rule }) => decisionPaths(page.slug).rule(rule) });
}
