// Plurality: only the first rank counts, and the most first ranks win, however few they are.
import { type Outcome, ok, type Question } from './ballot.ts';
import { amount, approximate, compare, sum, ZERO } from './exact.ts';
import { openPiles } from './piles.ts';
import type { Profile } from './profile.ts';
import { rankedMethod } from './ranked.ts';
import { breakTie, furthest } from './ties.ts';
import { election, nameOf } from './turnout.ts';

export const plurality = rankedMethod<Record<string, never>>(
  {
    name: 'plurality',
    title: 'tally.pluralityTitle',
    explain: 'tally.pluralityExplain',
    readSettings: () => ok({}),
  },
  tally,
);

function tally({ options, seed }: Question<Record<string, never>>, profile: Profile): Outcome {
  const piles = openPiles(profile, 'split');
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
    ...profile.told,
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
