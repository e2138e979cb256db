import type { HomePart } from '../coalitions/home-part.ts';
import { figures } from '../coalitions/queries-home.ts';
import { memberPaths } from './paths.ts';
import { type Waiting, waiting } from './queries-waiting.ts';

/** What the affairs of members bring to the home: applications, open questions, and what the roster tells. */
export const memberHome: HomePart = {
  async waits(page) {
    const { t } = page.visit;
    const say = (one: Waiting) => {
      const paths = memberPaths(page.slug, one.member);
      const { name } = one;
      if (one.kind === 'application')
        return { what: t('members.waitsApplication', { name }), href: paths.applications };
      if (one.kind === 'answers') return { what: t('members.waitsAnswers', { name }), href: paths.answers };
      return { what: t('members.waitsVoice', { name }), href: paths.one, why: t('members.waitsVoiceWhy') };
    };
    return (await page.ask(waiting)).map(say);
  },
  async figures(page) {
    const { t, format } = page.visit;
    const found = await page.ask(figures);
    return found.figures
      .filter((figure) => figure.of !== 0)
      .map((figure) => ({
        name: t('members.figure', { figure: figure.name }),
        value: format.number(figure.value),
        of: figure.of === null ? undefined : t('members.figureOf', { of: figure.of }),
        at: found.at,
        source: t('members.title'),
      }));
  },
};
