// Papers that move at a part of their value, as a transferable vote needs. A candidate holds parcels: papers that came
// together at one transfer value. Only the papers of whoever is transferred are touched.
import type { OptionId, Transfer } from './ballot.ts';
import { add, amount, divide, type Fraction, fraction, multiply, ONE, subtract, sum, ZERO } from './exact.ts';
import { POSITION, type Profile, rankingAt } from './profile.ts';

export interface Parcels {
  total(option: OptionId): Fraction;
  exhausted(): Fraction;
  /** Moves all papers on to the next option that may receive; `revalue` says what a vote is worth afterwards. */
  transfer(from: OptionId, keeps: Fraction, revalue: (value: Fraction) => Fraction): readonly Transfer[];
}

/** `receives` tells whether an option is still in the count and not yet elected. */
export function openParcels(
  profile: Profile,
  equalRanks: 'split' | 'exhaust',
  receives: (option: OptionId) => boolean,
): Parcels {
  const { options, tied } = profile;
  return tied
    ? openHands(options, sharedHands(profile, equalRanks, receives))
    : openHands(options, singleHands(profile, receives));
}

/** How papers lie in a parcel, and where they go: what differs with and without equal ranks. */
interface Hands<Papers> {
  readonly first: Papers;
  /** Splits papers by where they go next, with the weight that goes there; null for nowhere. */
  deal(papers: Papers): Iterable<readonly [to: OptionId | null, papers: Papers, weight: Fraction]>;
}

interface Parcel<Papers> {
  /** What one vote in this parcel is worth. */
  readonly value: Fraction;
  readonly papers: Papers;
}

export function openHands<Papers>(options: readonly OptionId[], hands: Hands<Papers>): Parcels {
  const piles = new Map<OptionId, Parcel<Papers>[]>(options.map((id) => [id, []]));
  const totals = new Map<OptionId, Fraction>(options.map((id) => [id, ZERO]));
  let exhausted = ZERO;
  for (const [to, papers, weight] of hands.deal(hands.first)) {
    if (to === null) exhausted = add(exhausted, weight);
    else {
      totals.set(to, weight);
      piles.get(to)!.push({ value: ONE, papers });
    }
  }
  return {
    total: (option) => totals.get(option) ?? ZERO,
    exhausted: () => exhausted,
    transfer(from, keeps, revalue) {
      const parcels = piles.get(from) ?? [];
      piles.set(from, []);
      const moved = new Map<OptionId, Fraction>();
      for (const { value, papers } of parcels) {
        const worth = revalue(value);
        for (const [to, dealt, weight] of hands.deal(papers)) {
          if (to === null) continue;
          piles.get(to)!.push({ value: worth, papers: dealt });
          moved.set(to, add(moved.get(to) ?? ZERO, multiply(weight, worth)));
        }
      }
      let lost = subtract(totals.get(from) ?? ZERO, keeps);
      for (const [to, weight] of moved) {
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

/** Without equal ranks a paper is with one option at a time: papers are a chain of lines, known by its first. */
export function singleHands(
  { options, size, marks, starts, weights }: Profile,
  receives: (option: OptionId) => boolean,
): Hands<number> {
  const link = new Int32Array(size);
  const at = starts.slice(0, size);
  for (let line = 0; line < size; line += 1) link[line] = line - 1;
  const nowhere = options.length;
  const of = weights.of as Float64Array;
  const open = new Uint8Array(options.length);
  const heads = new Int32Array(options.length + 1);
  return {
    first: size - 1,
    deal(papers) {
      for (const [position, id] of options.entries()) open[position] = receives(id) ? 1 : 0;
      // Numbers or big integers, never mixed: the plus means the same for both.
      const sums = weights.zeros(nowhere + 1) as Float64Array;
      heads.fill(-1);
      for (let line = papers; line !== -1; ) {
        const following = link[line]!;
        let place = at[line]!;
        const end = starts[line + 1]!;
        while (place < end && open[marks[place]! & POSITION] === 0) place += 1;
        at[line] = place;
        const to = place < end ? marks[place]! & POSITION : nowhere;
        sums[to] = sums[to]! + of[line]!;
        link[line] = heads[to]!;
        heads[to] = line;
        line = following;
      }
      return [...options, null].flatMap((to, position) =>
        heads[position] === -1 ? [] : [[to, heads[position]!, weights.back(sums[position]!)] as const],
      );
    },
  };
}

/** A paper, the rank it has come to, and those of equal rank it has not gone to yet. */
interface Slip {
  readonly ranking: readonly (readonly OptionId[])[];
  readonly rank: number;
  readonly equals: readonly OptionId[];
  readonly weight: Fraction;
}

/** With equal ranks a paper is cut into equal parts, and each goes on to the others of its rank before the ranks below. */
export function sharedHands(
  profile: Profile,
  equalRanks: 'split' | 'exhaust',
  receives: (option: OptionId) => boolean,
): Hands<readonly Slip[]> {
  const { options, size, weights } = profile;
  const first = Array.from({ length: size }, (_, line): Slip => {
    const ranking = rankingAt(profile, line).map((rank) => rank.map((position) => options[position]!));
    return { ranking, rank: -1, equals: [], weight: weights.back(weights.of[line]!) };
  });
  return {
    first,
    deal(slips) {
      const dealt = new Map<OptionId | null, Slip[]>();
      for (const slip of slips) {
        for (const [to, next] of advance(slip)) {
          const same = dealt.get(to);
          if (same) same.push(next);
          else dealt.set(to, [next]);
        }
      }
      return [...dealt].map(([to, same]) => [to, same, sum(same.map(({ weight }) => weight))] as const);
    },
  };

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
}
