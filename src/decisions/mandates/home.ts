import type { HomePart } from '../../coalitions/home-part.ts';
import { mandatePaths } from './paths.ts';
import { atHome } from './queries-waiting.ts';

/** What is at home with one's own people: the deadline, and how many have answered. */
export const mandateHome: HomePart = {
  async waits(page) {
    const { t } = page.visit;
    return (await page.ask(atHome)).map((item) => ({
      what: t('mandates.waits', { kind: item.kind, question: item.question }),
      href: mandatePaths(page.slug, item.number, item.member).one,
      by: item.until,
      why: t('mandates.waitsFor', { member: item.memberName, kind: item.kind, voices: item.voices }),
    }));
  },
};
