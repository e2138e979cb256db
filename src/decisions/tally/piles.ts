// Papers lying in piles, one pile for each option still in the count. Only papers whose pile is removed are touched,
// so a count costs about as much as its transfers. No weight is ever lost: piles + exhausted stays the same.
import type { OptionId, Transfer } from './ballot.ts';
import { add, amount, divide, type Fraction, fraction, ZERO } from './exact.ts';
import { POSITION, type Profile, rankingAt } from './profile.ts';

export interface Piles {
  continuing(): readonly OptionId[];
  /** What each continuing option holds, in the question's order. */
  totals(): Map<OptionId, Fraction>;
  exhausted(): Fraction;
  /** Takes options out of the count and moves their papers on. */
  exclude(options: readonly OptionId[]): readonly Transfer[];
}

export function openPiles(profile: Profile, equalRanks: 'split' | 'exhaust'): Piles {
  return profile.tied ? openSharedPiles(profile, equalRanks) : openSinglePiles(profile);
}

/** Without equal ranks every paper lies in one pile: a chain of lines. */
export function openSinglePiles({ options, size, marks, starts, weights }: Profile): Piles {
  const link = new Int32Array(size);
  const at = starts.slice(0, size);
  const heads = new Int32Array(options.length).fill(-1);
  const standing = new Uint8Array(options.length).fill(1);
  // The last cell holds what is exhausted. Numbers or big integers, never mixed: the plus means the same for both.
  const out = options.length;
  const held = weights.zeros(out + 1) as Float64Array;
  const of = weights.of as Float64Array;
  const told = (whole: number) => weights.back(whole);
  for (let line = 0; line < size; line += 1) settle(line, held);

  /** Lays a line on the pile of the next option still in the count. */
  function settle(line: number, sums: Float64Array): void {
    let place = at[line]!;
    const end = starts[line + 1]!;
    while (place < end && standing[marks[place]! & POSITION] === 0) place += 1;
    at[line] = place;
    const to = place < end ? marks[place]! & POSITION : out;
    sums[to] = sums[to]! + of[line]!;
    if (to === out) return;
    link[line] = heads[to]!;
    heads[to] = line;
  }

  function exclude(from: number): Transfer[] {
    const moved = weights.zeros(out + 1) as Float64Array;
    standing[from] = 0;
    for (let line = heads[from]!; line !== -1; ) {
      const following = link[line]!;
      settle(line, moved);
      line = following;
    }
    const transfers: Transfer[] = [];
    for (let to = 0; to <= out; to += 1) {
      const weight = moved[to]!;
      // Not `=== 0`, which is never true of a big integer.
      if (!weight) continue;
      held[to] = held[to]! + weight;
      transfers.push({ from: options[from]!, to: options[to] ?? null, weight: amount(told(weight)) });
    }
    return transfers;
  }

  const continuing = () => options.filter((_, position) => standing[position] === 1);
  return {
    continuing,
    totals: () => new Map(options.flatMap((id, position) => (standing[position] ? [[id, told(held[position]!)]] : []))),
    exhausted: () => told(held[out]!),
    exclude(ids) {
      return ids.flatMap((id) => exclude(options.indexOf(id)));
    },
  };
}

/** A paper, the rank it has come to, and the options that share it there. */
interface Slip {
  readonly ranking: readonly (readonly OptionId[])[];
  readonly weight: Fraction;
  rank: number;
  holders: readonly OptionId[];
}

/** With equal ranks a paper may lie in several piles at once, a part of it in each. */
export function openSharedPiles(profile: Profile, equalRanks: 'split' | 'exhaust'): Piles {
  const { options, size, weights } = profile;
  const held = new Map<OptionId, Fraction>(options.map((id) => [id, ZERO]));
  const piles = new Map<OptionId, Slip[]>(options.map((id) => [id, []]));
  let exhausted = ZERO;

  for (let line = 0; line < size; line += 1) {
    const ranking = rankingAt(profile, line).map((rank) => rank.map((position) => options[position]!));
    const weight = weights.back(weights.of[line]!);
    const slip: Slip = { ranking, weight, rank: 0, holders: [] };
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
