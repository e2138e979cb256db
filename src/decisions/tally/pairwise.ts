// Options compared two by two: how much weight ranks one over the other. Equal ranks count for neither side.
import type { OptionId, Outcome, PairTotal } from './ballot.ts';
import { amount, compare, type Fraction, subtract, ZERO } from './exact.ts';
import { POSITION, type Profile, TIED } from './profile.ts';
import { type Raw, readOneOf } from './settings.ts';

export interface Pairwise {
  readonly options: readonly OptionId[];
  readonly over: (a: OptionId, b: OptionId) => Fraction;
}

/** Options that a paper does not rank count as tied last, or are not compared with those it ranks. */
export type Unranked = 'tied-last' | 'ignored';

export function readUnranked(raw: Raw) {
  return readOneOf<Unranked>(raw, 'unranked', ['tied-last', 'ignored'], 'tied-last');
}

export function comparePairs({ options, size, marks, starts, weights }: Profile, unranked: Unranked): Pairwise {
  const index = new Map(options.map((id, position) => [id, position]));
  const count = options.length;
  // Numbers or big integers, never mixed: the plus below means the same for both.
  const cells = weights.zeros(count * count) as Float64Array;
  const of = weights.of as Float64Array;
  // One ranking as positions, best first, and for each place where the next rank begins.
  const order = new Int32Array(count);
  const below = new Int32Array(count);
  const ranked = new Uint8Array(count);
  for (let line = 0; line < size; line += 1) {
    const weight = of[line]!;
    const start = starts[line]!;
    const compared = starts[line + 1]! - start;
    let end = compared;
    for (let place = compared - 1, next = compared; place >= 0; place -= 1) {
      const mark = marks[start + place]!;
      order[place] = mark & POSITION;
      below[place] = next;
      if (mark < TIED) next = place;
    }
    if (unranked === 'tied-last' && compared < count) {
      ranked.fill(0);
      for (let place = 0; place < compared; place += 1) ranked[order[place]!] = 1;
      for (let position = 0; position < count; position += 1) if (ranked[position] === 0) order[end++] = position;
    }
    for (let place = 0; place < compared; place += 1) {
      const row = order[place]! * count;
      for (let lower = below[place]!; lower < end; lower += 1) {
        const cell = row + order[lower]!;
        cells[cell] = cells[cell]! + weight;
      }
    }
  }
  return { options, over: (a, b) => weights.back(cells[index.get(a)! * count + index.get(b)!]!) };
}

/** One option preferred to another by more weight than the other way round. */
export interface Victory {
  readonly over: OptionId;
  readonly under: OptionId;
}

/** How strong a victory is: by the weight for it (then by how little stands against it), or by the difference. */
export type Strength = 'winning-votes' | 'margins';

export function readStrength(raw: Raw) {
  return readOneOf<Strength>(raw, 'strength', ['winning-votes', 'margins'], 'winning-votes');
}

/** All victories, strongest first; those of equal strength stand in one inner list. */
export function victories(pairs: Pairwise, strength: Strength): Victory[][] {
  const won: { victory: Victory; first: Fraction; second: Fraction }[] = [];
  for (const over of pairs.options) {
    for (const under of pairs.options) {
      const [pro, contra] = [pairs.over(over, under), pairs.over(under, over)];
      if (compare(pro, contra) <= 0) continue;
      const [first, second] = strength === 'margins' ? [subtract(pro, contra), ZERO] : [pro, subtract(ZERO, contra)];
      won.push({ victory: { over, under }, first, second });
    }
  }
  const order = (a: (typeof won)[number], b: (typeof won)[number]) =>
    compare(b.first, a.first) || compare(b.second, a.second);
  won.sort(order);
  const groups: Victory[][] = [];
  for (const [place, one] of won.entries()) {
    if (place > 0 && order(won[place - 1]!, one) === 0) groups.at(-1)!.push(one.victory);
    else groups.push([one.victory]);
  }
  return groups;
}

/** The option that is preferred to every other one, if there is one. */
export function condorcetWinner(pairs: Pairwise): OptionId | undefined {
  return pairs.options.find((a) =>
    pairs.options.every((b) => a === b || compare(pairs.over(a, b), pairs.over(b, a)) > 0),
  );
}

/** Every pair once, for the record. */
export function tellPairs(pairs: Pairwise): Required<Pick<Outcome, 'pairwise'>> {
  const pairwise: PairTotal[] = pairs.options.flatMap((a, position) =>
    pairs.options
      .slice(position + 1)
      .map((b) => ({ a, b, aOverB: amount(pairs.over(a, b)), bOverA: amount(pairs.over(b, a)) })),
  );
  return { pairwise };
}

/** Best first, from a relation without circles: in each list those whom nobody who is left beats. */
export function tiers(options: readonly OptionId[], beats: (a: OptionId, b: OptionId) => boolean): OptionId[][] {
  const order: OptionId[][] = [];
  for (let left = options; left.length > 0; ) {
    const top = left.filter((b) => !left.some((a) => beats(a, b)));
    order.push(top);
    left = left.filter((option) => !top.includes(option));
  }
  return order;
}
