// Ranked pairs (Tideman): victories are locked in one by one, strongest first, leaving out those that would close a
// circle with stronger ones. T. N. Tideman, "Independence of clones as a criterion for voting rules", Social Choice and
// Welfare 4 (1987), doi:10.1007/BF00433944. Victories of equal strength that contradict each other are taken in the
// order that the lot gives, as T. Zavist and Tideman proposed (1989), doi:10.1007/BF00303170.
import type { OptionId, TieBreak } from './ballot.ts';
import { type CondorcetSettings, condorcetMethod, type Standing } from './condorcet.ts';
import { type Pairwise, type Victory, victories } from './pairwise.ts';
import { lot } from './ties.ts';

export const rankedPairs = condorcetMethod(
  {
    name: 'ranked-pairs',
    title: 'tally.rankedPairsTitle',
    explain: 'tally.rankedPairsExplain',
    elected: 'tally.rankedPairsElected',
  },
  rank,
);

function rank(pairs: Pairwise, { strength }: CondorcetSettings, seed: string): Standing {
  const order = lot(seed, pairs.options);
  const ties: TieBreak[] = [];
  let above = reach(new Map());
  for (const group of victories(pairs, strength)) {
    const open = group.filter(({ over, under }) => !above.has(under, over));
    const all = open.reduce((locked, victory) => locked.with(victory), above);
    if (open.every(({ over, under }) => !all.has(under, over))) {
      above = all;
      continue;
    }
    const drawn = open.toSorted(
      (a, b) => order.indexOf(a.over) - order.indexOf(b.over) || order.indexOf(b.under) - order.indexOf(a.under),
    );
    for (const victory of drawn) if (!above.has(victory.under, victory.over)) above = above.with(victory);
    ties.push({
      among: [...new Set(open.map(({ over }) => over))],
      picked: drawn[0]!.over,
      for: 'elected',
      by: 'seed',
    });
  }
  return { above: (a, b) => above.has(a, b), ties };
}

interface Reach {
  has(above: OptionId, below: OptionId): boolean;
  with(victory: Victory): Reach;
}

/** Who stands above whom, directly or through others. */
function reach(below: ReadonlyMap<OptionId, ReadonlySet<OptionId>>): Reach {
  const has = (a: OptionId, b: OptionId) => below.get(a)?.has(b) ?? false;
  return {
    has,
    with({ over, under }) {
      const added = [under, ...(below.get(under) ?? [])];
      const next = new Map(below);
      next.set(over, new Set([...(below.get(over) ?? []), ...added]));
      for (const [option, set] of below) if (set.has(over)) next.set(option, new Set([...set, ...added]));
      return reach(next);
    },
  };
}
