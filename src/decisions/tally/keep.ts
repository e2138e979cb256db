// Meek's way of handing a vote down its ranking: each option takes the part of what is left that its keep factor says,
// and the rest goes on to the next.
import type { OptionId } from './ballot.ts';
import type { Branch } from './ranking-tree.ts';

/** Parts of a vote are whole billionths. */
export const SCALE = 1_000_000_000n;
const BILLION = 1_000_000_000;

/** What each option holds, in billionths of the weights' unit. */
export function distribute(
  tree: Branch,
  options: readonly OptionId[],
  keep: ReadonlyMap<OptionId, bigint>,
): number[] | bigint[] {
  const factors = options.map((id) => Number(keep.get(id)));
  // Held amounts are billionths of weights: plain numbers hold nine million votes exactly, big integers any.
  const small = tree.next().reduce((sum, { weight }) => sum + Number(weight), 0) < 9_000_000;
  const held = small ? new Array<number>(options.length).fill(0) : new Array<bigint>(options.length).fill(0n);
  const credit = small
    ? (option: number, part: number, weight: number | bigint) => {
        (held as number[])[option]! += part * (weight as number);
      }
    : (option: number, part: number, weight: number | bigint) => {
        (held as bigint[])[option]! += BigInt(part) * BigInt(weight);
      };
  hand(tree, BILLION);
  return held;

  function hand(branch: Branch, left: number): void {
    for (const next of branch.next()) {
      let rest = left;
      if (next.level.length === 1) {
        const option = next.level[0]!;
        const part = partUp(left, factors[option]!);
        if (part > 0) credit(option, part, next.weight);
        rest = left - part;
      } else {
        for (const [option, part] of shareEqually(left, next.level, factors)) {
          credit(option, part, next.weight);
          rest -= part;
        }
      }
      if (rest > 0) hand(next, rest);
    }
  }
}

/**
 * left × factor / 10⁹, rounded up. Both are at most 10⁹, so their product may exceed 2^53; in two steps every number
 * stays below it, and a quotient that is not whole is far enough from the next whole number for the division to be right.
 */
export function partUp(left: number, factor: number): number {
  if (factor === BILLION) return left;
  const high = Math.floor(left / 32_768) * factor;
  const whole = Math.floor(high / BILLION);
  const below = (high - whole * BILLION) * 32_768 + (left % 32_768) * factor;
  return whole * 32_768 + Math.ceil(below / BILLION);
}

/**
 * Options of equal rank, as if the vote were cut into equal parts, one for each order they could stand in. Option i keeps
 * its factor of what those before it leave: averaged over all orders, the sum over m of m!(k−1−m)!/k! times the m-th
 * elementary symmetric polynomial of what the others pass on. Rounded down.
 */
export function shareEqually(left: number, level: readonly number[], factors: readonly number[]): [number, number][] {
  const standing = level.filter((option) => factors[option]! > 0);
  const size = standing.length;
  const factorial = [1n];
  for (let n = 1; n <= size; n += 1) factorial.push(factorial[n - 1]! * BigInt(n));
  return standing.map((option) => {
    // Symmetric polynomials in units of 10⁻⁹ to their own degree, brought to one scale in the sum.
    const passes = standing.filter((other) => other !== option).map((other) => SCALE - BigInt(factors[other]!));
    const symmetric = [1n];
    for (const pass of passes) {
      for (let m = symmetric.length; m > 0; m -= 1) symmetric[m] = (symmetric[m] ?? 0n) + symmetric[m - 1]! * pass;
    }
    let average = 0n;
    for (const [m, value] of symmetric.entries())
      average += factorial[m]! * factorial[size - 1 - m]! * value * SCALE ** BigInt(size - 1 - m);
    const part = (BigInt(left) * BigInt(factors[option]!) * average) / (factorial[size]! * SCALE ** BigInt(size));
    return [option, Number(part)];
  });
}
