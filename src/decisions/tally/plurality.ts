// Plurality: only the first rank counts, and the most first ranks win, however few they are.
import { type Method, type Outcome, ok, type Paper, type Question } from './ballot.ts';
import { checkRanking } from './choices.ts';
import { amount, approximate, compare, sum, ZERO } from './exact.ts';
import { openPiles } from './piles.ts';
import { breakTie, furthest } from './ties.ts';
import { election, nameOf, turnout } from './turnout.ts';

export const plurality: Method<Record<string, never>> = {
  name: 'plurality',
  title: 'tally.pluralityTitle',
  explain: 'tally.pluralityExplain',
  shape: 'ranking',
  readSettings: () => ok({}),
  validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
  tally,
};

function tally({ options, seed }: Question<Record<string, never>>, papers: readonly Paper[]): Outcome {
  const { voting, told } = turnout(papers);
  const piles = openPiles(options, voting, 'split');
  const totals = piles.totals();
  const first = furthest([...totals.keys()], totals, 'elected');
  const held = totals.get(first[0] ?? '') ?? ZERO;
  const anyVote = compare(held, ZERO) > 0;
  const tie = anyVote && first.length > 1 ? breakTie(first, 'elected', [], seed) : undefined;
  const winners = anyVote ? [tie?.picked ?? first[0]!] : [];
  return {
    method: plurality.name,
    ...election(winners, () => ({
      key: 'tally.pluralityElected',
      variables: {
        winner: nameOf(options, winners[0]!),
        held: approximate(held),
        of: approximate(sum(totals.values())),
      },
    })),
    ...told,
    rounds: [
      {
        totals: [...totals].map(([option, weight]) => ({ option, weight: amount(weight) })),
        exhausted: amount(piles.exhausted()),
        elected: winners,
        excluded: [],
        transfers: [],
        ties: tie ? [tie] : [],
      },
    ],
  };
}
