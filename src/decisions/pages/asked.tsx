// What the pages of one decision ask for.
import type { Attempt, Page } from '../../system/web/page.ts';
import { ballotLinks } from '../link-queries.ts';
import { showPaper } from '../paper/queries.ts';
import { decisionPaths } from '../paths.ts';
import { show } from '../queries.ts';
import { showWay } from '../way/queries.ts';
import { DecisionPage } from './decision.tsx';

export const numberOf = (page: Page): number => Number(page.param('number'));
export const pathsOf = (page: Page) => decisionPaths(page.slug, numberOf(page));
export const decisionOf = (page: Page) => page.ask(show, { proposal: numberOf(page) });

/** The decision's own page, also after one of its forms was refused. */
export const decisionPage = async (page: Page, attempt?: Attempt) => (
  <DecisionPage
    place={await page.place()}
    decision={await decisionOf(page)}
    way={await page.ask(showWay, { proposal: numberOf(page) })}
    links={await page.ask(ballotLinks, { proposal: numberOf(page) })}
    paper={await page.ask(showPaper, { proposal: numberOf(page) })}
    attempt={attempt}
  />
);
