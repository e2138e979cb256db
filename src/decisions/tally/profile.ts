// Rankings as a count reads them: who ranks alike is one line (as long as many do), options are numbers, and all lines lie in typed
// arrays. A million ballots cost no object each. Nothing is rounded: weights stay whole numbers of one common unit.
import type { OptionId, Outcome, Paper, Question, Ranking } from './ballot.ts';
import { isAbstention, rankingOf } from './choices.ts';
import { add, amount, type Fraction, ZERO } from './exact.ts';
import { type WholeWeights, wholeNumbers, wholeWeights } from './whole.ts';

export interface Profile {
  readonly options: readonly OptionId[];
  /** How many lines there are. */
  readonly size: number;
  /** The positions of the options, best first; with TIED where one stands equal with the one before it. */
  readonly marks: Uint16Array;
  /** Where each ranking begins in `marks`, and one place more: where the last one ends. */
  readonly starts: Uint32Array;
  readonly weights: WholeWeights;
  /** Does any ranking have equal ranks? */
  readonly tied: boolean;
  /** Weight of all papers that take a side, also of those that rank nobody. */
  readonly weight: Fraction;
  readonly told: Pick<Outcome, 'cast' | 'abstained'>;
}

export const TIED = 0x8000;
export const POSITION = 0x7fff;

/** After so many ballots, looking for the same ones goes on only where it is worth it. */
const ENOUGH = 8192;

export interface ProfileBuilder {
  add(ranking: Ranking, weight: Fraction): void;
  abstain(weight: Fraction): void;
  close(): Profile;
}

export function profileOf({ options }: Pick<Question, 'options'>, papers: readonly Paper[]): Profile {
  const builder = openProfile(
    options.map(({ id }) => id),
    papers.length,
  );
  for (const { choice, weight } of papers) {
    if (isAbstention(choice)) builder.abstain(weight);
    else builder.add(rankingOf(choice), weight);
  }
  return builder.close();
}

/** `options` may still grow at its end while rankings are added. `expected`: room for so many, to begin with. */
export function openProfile(options: readonly OptionId[], expected = 256): ProfileBuilder {
  const index = new Map<OptionId, number>();
  let marks = new Uint16Array(expected * 8 + 8);
  let starts = new Uint32Array(expected + 2);
  let hashes = new Int32Array(256);
  // Whole weights, which are nearly all there are, and apart from them the others.
  let wholes = new Float64Array(expected + 2);
  const parts = new Map<number, Fraction>();
  let table = new Int32Array(1024).fill(-1);
  let size = 0;
  let end = 0;
  let tied = false;
  let abstained = ZERO;
  let added = 0;
  let grouping = true;

  function positionOf(id: OptionId): number {
    let position = index.get(id);
    if (position === undefined) {
      for (let next = index.size; next < options.length; next += 1) index.set(options[next]!, next);
      position = index.get(id);
      if (position === undefined || position > POSITION)
        throw new RangeError(`an option of the question was expected, not ${id}`);
    }
    return position;
  }

  /** Writes the ranking behind the last one. */
  function write(ranking: Ranking): void {
    for (let at = 0; at < ranking.length; at += 1) {
      const rank = ranking[at]!;
      while (end + rank.length > marks.length) marks = grown(marks, new Uint16Array(marks.length * 2));
      for (let place = 0; place < rank.length; place += 1) {
        const id = rank[place]!;
        marks[end + place] = index.get(id) ?? positionOf(id);
      }
      end += rank.length;
      // Equal ranks in an order of their own, so that A = B and B = A are one.
      if (rank.length > 1) {
        tied = true;
        marks.subarray(end - rank.length, end).sort();
        for (let place = end - rank.length + 1; place < end; place += 1) marks[place] = marks[place]! | TIED;
      }
    }
  }

  function hashFrom(begin: number): number {
    let hash = 0x811c9dc5;
    for (let place = begin; place < end; place += 1) hash = Math.imul(hash ^ marks[place]!, 0x01000193) ^ (hash >>> 15);
    return hash | 0;
  }

  function same(one: number, begin: number): boolean {
    const first = starts[one]!;
    const length = starts[one + 1]! - first;
    if (length !== end - begin) return false;
    for (let place = 0; place < length; place += 1) if (marks[first + place] !== marks[begin + place]) return false;
    return true;
  }

  function rehash() {
    table = new Int32Array(table.length * 2).fill(-1);
    const mask = table.length - 1;
    for (let line = 0; line < size; line += 1) {
      let slot = hashes[line]! & mask;
      while (table[slot] !== -1) slot = (slot + 1) & mask;
      table[slot] = line;
    }
  }

  function lineOf(ranking: Ranking): number {
    const begin = end;
    write(ranking);
    if (!grouping) return append();
    const hash = hashFrom(begin);
    const mask = table.length - 1;
    let slot = hash & mask;
    for (; table[slot] !== -1; slot = (slot + 1) & mask) {
      const line = table[slot]!;
      if (hashes[line] === hash && same(line, begin)) {
        end = begin;
        return line;
      }
    }
    const line = append();
    if (line === hashes.length) hashes = grown(hashes, new Int32Array(hashes.length * 2));
    table[slot] = line;
    hashes[line] = hash;
    if (size * 2 > table.length) rehash();
    grouping = added < ENOUGH || size * 2 < added;
    return line;
  }

  function append(): number {
    if (size + 2 > starts.length) {
      starts = grown(starts, new Uint32Array(starts.length * 2));
      wholes = grown(wholes, new Float64Array(wholes.length * 2));
    }
    size += 1;
    starts[size] = end;
    return size - 1;
  }

  return {
    add(ranking, weight) {
      const line = lineOf(ranking);
      added += 1;
      if (weight.d === 1n && weight.n < 4_294_967_296n) wholes[line] = wholes[line]! + Number(weight.n);
      else parts.set(line, add(parts.get(line) ?? ZERO, weight));
    },
    abstain(weight) {
      abstained = add(abstained, weight);
    },
    close() {
      const weights = close(wholes.subarray(0, size), parts, options.length);
      const weight = weights.total;
      return {
        options: [...options],
        size,
        marks: marks.subarray(0, end),
        starts: starts.subarray(0, size + 1),
        weights,
        tied,
        weight,
        told: { cast: amount(add(weight, abstained)), abstained: amount(abstained) },
      };
    },
  };
}

/** With room above for what counts add up: points for every place, halves of them. */
function close(wholes: Float64Array, parts: ReadonlyMap<number, Fraction>, options: number): WholeWeights {
  const room = BigInt(4 * Math.max(1, options));
  if (parts.size === 0) return wholeNumbers(wholes, room);
  const fractions = Array.from(wholes, (whole, line) => ({
    weight: add({ n: BigInt(whole), d: 1n }, parts.get(line) ?? ZERO),
  }));
  return wholeWeights(fractions, room);
}

function grown<T extends Uint16Array | Uint32Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Does any ballot with weight name an option? */
export function ranksAnybody({ size, starts, weights }: Profile): boolean {
  for (let line = 0; line < size; line += 1)
    if (starts[line + 1]! > starts[line]! && (weights.of[line] as number) > 0) return true;
  return false;
}

/** A line as a ranking of positions, with equal ones together. */
export function rankingAt({ marks, starts }: Profile, line: number): number[][] {
  const ranking: number[][] = [];
  for (let place = starts[line]!; place < starts[line + 1]!; place += 1) {
    const mark = marks[place]!;
    if (mark >= TIED) ranking.at(-1)!.push(mark & POSITION);
    else ranking.push([mark]);
  }
  return ranking;
}
