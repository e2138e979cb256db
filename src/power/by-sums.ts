// Swings by dynamic programming over sums of weights, after Mann and Shapley (1962) and Lucas (1983). Looked at from the
// other side: a coalition wins if what stays outside it is light enough, in every sum at once. So we count the groups
// that may stay outside, by their size and their weights, for everybody together; and take single members back out.
import type { Game } from './game.ts';
import { type Kinds, kindsOf, spread } from './kinds.ts';
import { DOUBLINGS, joining, moduliFor } from './residues.ts';
import type { Steps, Swings } from './swings.ts';

/** How much may stay outside of a winning coalition. */
export interface Room {
  readonly game: Game;
  readonly kinds: Kinds;
  /** At most so many members. */
  readonly size: number;
  /** At most `most` of these weights, in each sum that needs to be counted; the widest last. */
  readonly sums: readonly { readonly weights: readonly number[]; readonly most: number }[];
  /** Members that can be missed, the lightest first. The others have a veto. */
  readonly spare: readonly number[];
}

export function roomOf(game: Game): Room {
  const everybody = [...Array(game.members).keys()];
  const left = game.sums.map(({ weights, quota }) => ({ weights, most: total(weights) - quota }));
  const fits = (member: number) => left.every(({ weights, most }) => weights[member]! <= most);
  const spare = everybody.filter(fits);
  let size = spare.length;
  const sums: { weights: number[]; most: number }[] = [];
  for (const { weights, most } of left) {
    const spared = spare.map((member) => weights[member]!);
    if (total(spared) <= most) continue;
    // Where all weigh the same, the weight is the size, and needs no counting of its own.
    const same = spared.every((weight) => weight === spared[0]);
    size = Math.min(size, same ? Number(most / spared[0]!) : howMany(spared, most));
    if (!same) sums.push({ weights: weights.map(Number), most: Number(most) });
  }
  sums.sort((a, b) => a.most - b.most);
  const heaviness = (member: number) => sums.at(-1)?.weights[member] ?? 0;
  return { game, kinds: kindsOf(game), size, sums, spare: spare.sort((a, b) => heaviness(a) - heaviness(b)) };
}

/** How many of the lightest fit. */
function howMany(weights: readonly bigint[], most: bigint): number {
  let sum = 0n;
  let count = 0;
  for (const weight of weights.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))) {
    sum += weight;
    if (sum > most) break;
    count++;
  }
  return count;
}

const total = (weights: readonly bigint[]): bigint => weights.reduce((all, weight) => all + weight, 0n);

export function costOfSums({ game, size, sums, spare }: Room): { cells: number; steps: Steps } {
  const cells = sums.reduce((all, { most }) => all * (most + 1), 1) * (size + 1);
  return { cells, steps: (cells * spare.length * moduliFor(game.members).length) / 2 };
}

export function swingsBySums(room: Room): Swings {
  const { game, kinds } = room;
  const moduli = moduliFor(game.members);
  const under = moduli.map((modulus) => {
    const groups = countGroups(room, modulus);
    return kinds.map(([member]) => swingsOf(room, groups, member!, modulus));
  });
  const join = joining(moduli);
  const rows = kinds.map((_, kind) =>
    Array.from({ length: game.members }, (_, others) => join(under.map((rows) => rows[kind]![others]!))),
  );
  return spread(game, kinds, rows);
}

/** For each size: how many groups have at most these weights. Cells lie in rows of the last sum, which is the widest. */
type Groups = readonly Float64Array[];

function countGroups(room: Room, modulus: number): Groups {
  const { size, sums, spare } = room;
  const { strides, rows, wide } = layout(room);
  const groups = Array.from({ length: size + 1 }, () => new Float64Array(rows.length * wide));
  groups[0]![0] = 1;
  // Members come lightest first, so of the last sum a group has at least that of the first ones, as many as it has.
  const lightest = [0];
  let heaviest = 0;
  spare.forEach((member, known) => {
    const own = sums.map(({ weights }) => weights[member]!);
    const shift = dot(own, strides);
    const last = own.at(-1) ?? 0;
    heaviest = Math.min(wide - 1, heaviest + last);
    lightest.push(lightest[known]! + last);
    const roomy = rows.filter((row) => row.at.every((weight, sum) => weight >= own[sum]!));
    for (let count = Math.min(known + 1, size); count > 0; count--) {
      const [from, to] = [groups[count - 1]!, groups[count]!];
      const least = lightest[count - 1]! + last;
      for (const { start } of roomy) addInto(to, start + least, start + heaviest, from, shift);
    }
    if (known % DOUBLINGS === DOUBLINGS - 1) for (const cells of groups) reduce(cells, modulus);
  });
  for (const cells of groups) {
    reduce(cells, modulus);
    for (const [sum, stride] of strides.entries()) accumulate(cells, stride, sums[sum]!.most, modulus);
  }
  return groups;
}

/** Adds a row of cells, a shift further back, to a row of cells: the loop in which the time goes. */
function addInto(to: Float64Array, first: number, last: number, from: Float64Array, shift: number) {
  for (let cell = first; cell <= last; cell++) to[cell] = to[cell]! + from[cell - shift]!;
}

function reduce(cells: Float64Array, modulus: number) {
  for (let cell = 0; cell < cells.length; cell++)
    cells[cell] = cells[cell]! - modulus * Math.floor(cells[cell]! / modulus);
}

/** From "exactly this weight" to "at most this weight", in one of the sums. */
function accumulate(cells: Float64Array, stride: number, most: number, modulus: number) {
  const block = stride * (most + 1);
  for (let start = 0; start < cells.length; start += block) {
    for (let cell = start + stride; cell < start + block; cell++) {
      const value = cells[cell]! + cells[cell - stride]!;
      cells[cell] = value >= modulus ? value - modulus : value;
    }
  }
}

function layout({ sums }: Room) {
  const strides = sums.map((_, sum) => sums.slice(sum + 1).reduce((all, { most }) => all * (most + 1), 1));
  let rows: { start: number; at: number[] }[] = [{ start: 0, at: [] }];
  sums.slice(0, -1).forEach(({ most }, sum) => {
    rows = rows.flatMap(({ start, at }) =>
      Array.from({ length: most + 1 }, (_, weight) => ({ start: start + weight * strides[sum]!, at: [...at, weight] })),
    );
  });
  return { strides, rows, wide: (sums.at(-1)?.most ?? 0) + 1 };
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((all, value, at) => all + value * b[at]!, 0);

/**
 * A member's swings. It is one where the others outside fit into the room, but no longer when it stays outside too.
 * Groups without the member: of all groups those that have it are taken away; they are the groups without it that are
 * one smaller and lighter by its weights; and so on down.
 */
function swingsOf(room: Room, groups: Groups, member: number, modulus: number): number[] {
  const { game, size, sums, spare } = room;
  const { strides } = layout(room);
  const spared = spare.includes(member);
  /** The cell of what is left of the room when the member is taken out so many times. */
  const cells: number[] = [];
  for (let times = 0; times <= size + 1; times++) {
    const left = sums.map(({ most, weights }) => most - times * weights[member]!);
    if (left.some((weight) => weight < 0)) break;
    cells.push(dot(left, strides));
  }
  const without = (count: number, first: number): number => {
    let sum = 0;
    const steps = spared ? Math.min(count, cells.length - 1 - first) : 0;
    for (let step = 0; step <= steps; step++) {
      const value = groups[count - step]![cells[step + first]!]!;
      sum += step % 2 === 0 ? value : modulus - value;
      if (sum >= modulus) sum -= modulus;
    }
    return sum;
  };
  return Array.from({ length: game.members }, (_, others) => {
    const outside = game.members - 1 - others;
    if (outside > size) return 0;
    const stays = without(outside, 0);
    const leaves = spared && outside < size ? without(outside, 1) : 0;
    return stays >= leaves ? stays - leaves : stays - leaves + modulus;
  });
}
