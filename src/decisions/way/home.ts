import type { HomePart } from '../../coalitions/home-part.ts';
import { decisionPaths } from '../paths.ts';
import { wayWaiting } from './home-queries.ts';

/** What waits on the way of decisions: to look again, and tasks to do. */
export const wayHome: HomePart = {
  async waits(page) {
    const { t } = page.visit;
    return (await page.ask(wayWaiting)).map(({ kind, what, number, until, memberName }) => ({
      what: t('way.waits', { kind, what }),
      href: `${decisionPaths(page.slug, number).one}#${kind === 'task' ? 'follow-ups' : 'revisit'}`,
      by: until,
      why: memberName === '' ? undefined : t('decisions.waitsFor', { member: memberName }),
    }));
  },
};
