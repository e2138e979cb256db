// How much a total alone gives away. Everybody knows who voted and how much each vote weighs; after the close everybody
// knows the weight of the yes. If only some combinations of voters make that weight, and one voter is in all of them (or
// in none), then it is known what this voter said. This is the subset-sum problem, answered exactly by dynamic
// programming for a question of yes and no in which everybody votes.
import { type Fraction, fraction } from '../tally/exact.ts';

export interface Exposure {
  /** Which voter, by position in the list that was given. */
  readonly voter: number;
  /** In which share of all ways to vote (each yes as likely as each no) the total tells what this voter said. */
  readonly share: number;
}

/** Beyond this the sums are too many to look at one by one; then nothing is said rather than something wrong. */
const most = { voters: 120, total: 20_000 };

/** For each voter how likely it is that the total gives the vote away, or undefined where it cannot be reckoned. */
export function exposures(weights: readonly Fraction[]): Exposure[] | undefined {
  const whole = wholeNumbers(weights);
  const total = whole?.reduce((all, weight) => all + weight, 0) ?? 0;
  if (!whole || whole.length > most.voters || total > most.total) return undefined;
  const likely = likelihoods(whole, total);
  const known = new Map<number, number>();
  return whole.map((weight, voter) => {
    const share = known.get(weight) ?? shareRevealed(whole, voter, likely);
    known.set(weight, share);
    return { voter, share };
  });
}

/** Where a sum is reached with the voter or without, but not both ways, it tells. */
function shareRevealed(weights: readonly number[], voter: number, likely: Float64Array): number {
  let without = 1n;
  for (const [other, weight] of weights.entries()) if (other !== voter) without |= without << BigInt(weight);
  const telling = without ^ (without << BigInt(weights[voter]!));
  const bits = telling.toString(2);
  let share = 0;
  for (let at = 0; at < bits.length; at++) if (bits[bits.length - 1 - at] === '1') share += likely[at]!;
  return Math.min(1, share);
}

/** How likely each total of yes is when every voter tosses a coin. */
function likelihoods(weights: readonly number[], total: number): Float64Array {
  const likely = new Float64Array(total + 1);
  likely[0] = 1;
  let reached = 0;
  for (const weight of weights) {
    reached += weight;
    for (let sum = reached; sum >= 0; sum--)
      likely[sum] = (likely[sum]! + (sum >= weight ? likely[sum - weight]! : 0)) / 2;
  }
  return likely;
}

/** Weights as whole numbers in the same proportions. */
function wholeNumbers(weights: readonly Fraction[]): number[] | undefined {
  if (weights.length > most.voters) return undefined;
  const scale = weights.reduce((all, { d }) => (all * d) / divisor(all, d), 1n);
  const sizes = weights.map(({ n, d }) => n * (scale / d));
  const shared = sizes.reduce((all, size) => divisor(all, size), 0n) || 1n;
  const whole = sizes.map((size) => size / shared);
  return whole.every((size) => size <= BigInt(most.total)) ? whole.map(Number) : undefined;
}

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

/** What makes a secret weak; nothing where it is as good as it gets. */
export interface Weakness {
  /** So few may vote that guessing is easy. */
  readonly few: boolean;
  /** Voters whose own weight, with the total, is likely to give them away; by position. */
  readonly exposed: readonly number[];
  /** Too many different weights to say. */
  readonly unknown: boolean;
}

/** Fewer than this are a small group everywhere in the program. */
export const smallGroup = 5;
/** From here on the share is worth a warning: six equal votes, unanimous one way or the other in one of 32 cases, are below. */
const worthSaying = 0.1;

export function weaknessOf(weights: readonly string[]): Weakness {
  const found = exposures(weights.map((weight) => fraction(weight)));
  const few = weights.length < smallGroup;
  return {
    few,
    exposed: few ? [] : (found ?? []).filter(({ share }) => share >= worthSaying).map(({ voter }) => voter),
    unknown: found === undefined && new Set(weights).size > 1,
  };
}
