import type { HomePart } from '../coalitions/home-part.ts';
import { decisionPaths } from './paths.ts';
import { register, type WaitingItem, waiting } from './register.ts';

/** What decisions bring to the home: ballots to cast, to ratify and objections to judge; what is open, what came out last. */
export const decisionHome: HomePart = {
  async waits(page) {
    const { t } = page.visit;
    const why = (item: WaitingItem) =>
      item.member === null ? undefined : t('decisions.waitsFor', { member: item.memberName });
    return (await page.ask(waiting)).map((item) => ({
      what: t('decisions.waits', { kind: item.kind, question: item.question }),
      href: decisionPaths(page.slug, item.number).one,
      by: item.until,
      why: why(item),
    }));
  },
  async figures(page) {
    const { t, format, now } = page.visit;
    const open = await page.ask(register, { status: 'open', limit: 200 });
    const [last] = (await page.ask(register, { status: 'decided', limit: 1 })).items;
    const source = t('decisions.title');
    return [
      { name: t('decisions.figureOpen'), value: format.number(open.items.length), at: now, source },
      ...(last
        ? [
            {
              name: t('decisions.figureLast'),
              value: format.number(last.number),
              of: last.question,
              at: last.closesAt,
              source,
            },
          ]
        : []),
    ];
  },
};
