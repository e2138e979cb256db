// Papers lying in piles, one pile for each option still in the count. Only papers whose pile is removed are touched,
// so a count costs about as much as its transfers. No weight is ever lost: piles + exhausted stays the same.
import type { Option, OptionId, Paper, Ranking, Transfer } from './ballot.ts';
import { rankingOf } from './choices.ts';
import { add, amount, divide, type Fraction, fraction, ZERO } from './exact.ts';

export interface Piles {
  continuing(): readonly OptionId[];
  /** What each continuing option holds, in the question's order. */
  totals(): Map<OptionId, Fraction>;
  exhausted(): Fraction;
  /** Takes options out of the count and moves their papers on. */
  exclude(options: readonly OptionId[]): readonly Transfer[];
}

/** A paper, the rank it has come to, and the options that share it there. */
interface Slip {
  readonly ranking: Ranking;
  readonly weight: Fraction;
  rank: number;
  holders: readonly OptionId[];
}

export function openPiles(
  options: readonly Option[],
  papers: readonly Paper[],
  equalRanks: 'split' | 'exhaust',
): Piles {
  const held = new Map<OptionId, Fraction>(options.map(({ id }) => [id, ZERO]));
  const piles = new Map<OptionId, Slip[]>(options.map(({ id }) => [id, []]));
  let exhausted = ZERO;

  for (const { choice, weight } of papers) {
    const slip: Slip = { ranking: rankingOf(choice), weight, rank: 0, holders: [] };
    settle(slip);
    for (const id of slip.holders) piles.get(id)?.push(slip);
    give(slip.holders, weight);
  }

  /** Finds the first rank from where the slip lies that names an option still in the count. */
  function settle(slip: Slip): void {
    for (; slip.rank < slip.ranking.length; slip.rank += 1) {
      const rank = slip.ranking[slip.rank] ?? [];
      slip.holders = rank.length === 1 && held.has(rank[0]!) ? rank : rank.filter((id) => held.has(id));
      if (slip.holders.length > 1 && equalRanks === 'exhaust') break;
      if (slip.holders.length > 0) return;
    }
    slip.holders = [];
    slip.rank = slip.ranking.length;
  }

  function give(holders: readonly OptionId[], weight: Fraction): Fraction {
    if (holders.length === 0) {
      exhausted = add(exhausted, weight);
      return weight;
    }
    const part = holders.length === 1 ? weight : divide(weight, fraction(BigInt(holders.length)));
    for (const id of holders) held.set(id, add(held.get(id) ?? ZERO, part));
    return part;
  }

  function exclude(from: OptionId, moved: Map<OptionId | null, Fraction>): void {
    const pile = piles.get(from) ?? [];
    piles.delete(from);
    held.delete(from);
    for (const slip of pile) {
      const before = slip.holders;
      const share = before.length === 1 ? slip.weight : divide(slip.weight, fraction(BigInt(before.length)));
      settle(slip);
      for (const id of slip.holders) if (!before.includes(id)) piles.get(id)?.push(slip);
      const part = give(slip.holders, share);
      for (const to of slip.holders.length > 0 ? slip.holders : [null]) moved.set(to, add(moved.get(to) ?? ZERO, part));
    }
  }

  return {
    continuing: () => [...held.keys()],
    totals: () => new Map(held),
    exhausted: () => exhausted,
    exclude(out) {
      const transfers: Transfer[] = [];
      for (const from of out) {
        const moved = new Map<OptionId | null, Fraction>();
        exclude(from, moved);
        for (const to of [...held.keys(), null]) {
          const weight = moved.get(to);
          if (weight && weight.n !== 0n) transfers.push({ from, to, weight: amount(weight) });
        }
      }
      return transfers;
    },
  };
}
