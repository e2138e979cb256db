// Plurality: only the first rank counts, and the most first ranks win, however few they are.
import { type Method, type Outcome, ok, type Paper, type Question } from './ballot.ts';
import { checkRanking, isAbstention } from './choices.ts';
import { amount, approximate, compare, sum, ZERO } from './exact.ts';
import { openPiles } from './piles.ts';
import { breakTie, furthest } from './ties.ts';

export const plurality: Method<Record<string, never>> = {
  name: 'plurality',
  title: 'tally.pluralityTitle',
  explain: 'tally.pluralityExplain',
  shape: 'ranking',
  readSettings: () => ok({}),
  validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
  tally,
};

function tally(question: Question<Record<string, never>>, papers: readonly Paper[]): Outcome {
  const voting = papers.filter((paper) => !isAbstention(paper.choice));
  const piles = openPiles(question.options, voting, 'split');
  const totals = piles.totals();
  const first = furthest([...totals.keys()], totals, 'elected');
  const held = totals.get(first[0] ?? '') ?? ZERO;
  const anyVote = compare(held, ZERO) > 0;
  const tie = anyVote && first.length > 1 ? breakTie(first, 'elected', [], question.seed) : undefined;
  const winner = anyVote ? (tie?.picked ?? first[0]!) : undefined;
  const elected = winner === undefined ? [] : [winner];
  return {
    method: plurality.name,
    result: winner === undefined ? 'undecided' : 'elected',
    reason:
      winner === undefined
        ? { key: 'tally.nobodyRanked' }
        : {
            key: 'tally.pluralityElected',
            variables: {
              winner: question.options.find(({ id }) => id === winner)?.name ?? winner,
              held: approximate(held),
              of: approximate(sum(totals.values())),
            },
          },
    winners: elected,
    cast: amount(sum(papers.map(({ weight }) => weight))),
    abstained: amount(sum(papers.filter(({ choice }) => isAbstention(choice)).map(({ weight }) => weight))),
    rounds: [
      {
        totals: [...totals].map(([option, weight]) => ({ option, weight: amount(weight) })),
        exhausted: amount(piles.exhausted()),
        elected,
        excluded: [],
        transfers: [],
        ties: tie ? [tie] : [],
      },
    ],
  };
}
