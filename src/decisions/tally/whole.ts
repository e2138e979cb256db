// The papers' weights as whole numbers of one common unit, for counts that add them up very often.
import type { Paper } from './ballot.ts';
import { type Fraction, fraction } from './exact.ts';

export interface WholeWeights {
  /** One for each paper: plain numbers as long as even their sum is exact (below 2^53), else big integers. */
  readonly of: readonly number[] | readonly bigint[];
  /** Back from a sum of them to the weight it stands for. */
  readonly back: (whole: number | bigint) => Fraction;
  /** As many zeros as asked for, of the same kind of number as the weights. */
  readonly zeros: (length: number) => number[] | bigint[];
}

export function wholeWeights(papers: readonly Paper[]): WholeWeights {
  let unit = 1n;
  for (const { weight } of papers) if (unit % weight.d !== 0n) unit *= weight.d / gcd(unit, weight.d);
  const whole =
    unit === 1n ? papers.map(({ weight }) => weight.n) : papers.map(({ weight }) => (weight.n * unit) / weight.d);
  const back = (value: number | bigint) => fraction(BigInt(value), unit);
  let total = 0n;
  for (const weight of whole) total += weight;
  return total <= BigInt(Number.MAX_SAFE_INTEGER)
    ? { of: whole.map(Number), back, zeros: (length) => new Array<number>(length).fill(0) }
    : { of: whole, back, zeros: (length) => new Array<bigint>(length).fill(0n) };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
