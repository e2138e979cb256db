// Papers that move at a part of their value, as a transferable vote needs. A candidate holds parcels: papers that came
// together at one transfer value. Only the papers of whoever is transferred are touched.
import type { OptionId, Paper, Ranking, Transfer } from './ballot.ts';
import { rankingOf } from './choices.ts';
import { add, amount, divide, type Fraction, fraction, multiply, ONE, subtract, ZERO } from './exact.ts';

/** A paper, the rank it has come to, and those of equal rank it has not gone to yet. */
interface Slip {
  readonly ranking: Ranking;
  readonly rank: number;
  readonly equals: readonly OptionId[];
  readonly weight: Fraction;
}

interface Parcel {
  /** What one vote in this parcel is worth. */
  readonly value: Fraction;
  readonly slips: Slip[];
}

export interface Parcels {
  total(option: OptionId): Fraction;
  exhausted(): Fraction;
  /** Moves all papers on to the next option that may receive; `revalue` says what a vote is worth afterwards. */
  transfer(from: OptionId, keeps: Fraction, revalue: (value: Fraction) => Fraction): readonly Transfer[];
}

/** `receives` tells whether an option is still in the count and not yet elected. */
export function openParcels(
  options: readonly OptionId[],
  papers: readonly Paper[],
  equalRanks: 'split' | 'exhaust',
  receives: (option: OptionId) => boolean,
): Parcels {
  const piles = new Map<OptionId, Parcel[]>(options.map((id) => [id, []]));
  const totals = new Map<OptionId, Fraction>(options.map((id) => [id, ZERO]));
  let exhausted = ZERO;

  const first = papers.map(({ choice, weight }) => ({ ranking: rankingOf(choice), rank: -1, equals: [], weight }));
  for (const [to, weight] of deal(first, ONE)) {
    if (to === null) exhausted = weight;
    else totals.set(to, weight);
  }

  /** Puts slips, each at this value, where they go next; answers with the weight that each option received. */
  function deal(slips: readonly Slip[], value: Fraction): Map<OptionId | null, Fraction> {
    const dealt = new Map<OptionId, Slip[]>();
    const weights = new Map<OptionId | null, Fraction>();
    for (const slip of slips) {
      for (const [to, next] of advance(slip)) {
        weights.set(to, add(weights.get(to) ?? ZERO, next.weight));
        if (to === null) continue;
        const same = dealt.get(to);
        if (same) same.push(next);
        else dealt.set(to, [next]);
      }
    }
    for (const [to, parcel] of dealt) piles.get(to)?.push({ value, slips: parcel });
    return weights;
  }

  function advance(slip: Slip): [OptionId | null, Slip][] {
    for (let { rank, equals } = slip; ; rank += 1, equals = slip.ranking[rank] ?? []) {
      const next = equals.filter(receives);
      if (next.length === 1) return [[next[0]!, { ...slip, rank, equals: [] }]];
      if (next.length > 1 && equalRanks === 'split') {
        const weight = divide(slip.weight, fraction(BigInt(next.length)));
        return next.map((to) => [to, { ...slip, rank, weight, equals: next.filter((other) => other !== to) }]);
      }
      if (next.length > 1 || rank >= slip.ranking.length) return [[null, slip]];
    }
  }

  return {
    total: (option) => totals.get(option) ?? ZERO,
    exhausted: () => exhausted,
    transfer(from, keeps, revalue) {
      const parcels = piles.get(from) ?? [];
      piles.set(from, []);
      const moved = new Map<OptionId | null, Fraction>();
      for (const { value, slips } of parcels) {
        const worth = revalue(value);
        for (const [to, weight] of deal(slips, worth)) {
          moved.set(to, add(moved.get(to) ?? ZERO, multiply(weight, worth)));
        }
      }
      let lost = subtract(totals.get(from) ?? ZERO, keeps);
      for (const [to, weight] of moved) {
        if (to === null) continue;
        totals.set(to, add(totals.get(to) ?? ZERO, weight));
        lost = subtract(lost, weight);
      }
      // What no paper can carry on, and what rounding leaves over.
      exhausted = add(exhausted, lost);
      totals.set(from, keeps);
      const told = [...options.map((to) => ({ to, weight: moved.get(to) ?? ZERO })), { to: null, weight: lost }];
      return told
        .filter(({ weight }) => weight.n !== 0n)
        .map(({ to, weight }) => ({ from, to, weight: amount(weight) }));
    },
  };
}
