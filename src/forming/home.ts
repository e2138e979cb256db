import type { HomePart } from '../coalitions/home-part.ts';
import { formingPaths } from './paths.ts';
import { formingWaits } from './waiting.ts';

/** What forming brings to the home: a round that waits for my answers, and the steps that I took on. */
export const formingHome: HomePart = {
  async waits(page) {
    const { t } = page.visit;
    const { rounds, steps } = await page.ask(formingWaits);
    return [
      ...rounds.map(({ number, dueAt }) => ({
        what: t('forming.waits'),
        why: t('forming.waitsWhy'),
        href: formingPaths(page.slug, number).answer,
        by: dueAt,
      })),
      ...steps.map(({ what, dueOn }) => ({
        what: t('forming.waitsStep', { what }),
        href: `${formingPaths(page.slug).overview}#steps`,
        by: new Date(`${dueOn}T23:59:59Z`),
      })),
    ];
  },
};
