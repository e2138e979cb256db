// Weights as whole numbers of one common unit, for counts that add them up very often.
import { type Fraction, fraction } from './exact.ts';

export interface WholeWeights {
  /** One for each line: plain numbers as long as even their sum is exact (below 2^53), else big integers. */
  readonly of: Float64Array | readonly bigint[];
  /** How many of them make one vote. */
  readonly unit: bigint;
  readonly total: Fraction;
  /** Back from a sum of them to the weight it stands for. */
  readonly back: (whole: number | bigint) => Fraction;
  /** As many zeros as asked for, of the same kind of number as the weights. */
  readonly zeros: (length: number) => Float64Array | bigint[];
}

/** `room`: so many times their sum must still be exact. */
export function wholeWeights(papers: readonly { readonly weight: Fraction }[], room = 1n): WholeWeights {
  let unit = 1n;
  for (const { weight } of papers)
    if (weight.d !== 1n && unit % weight.d !== 0n) unit *= weight.d / gcd(unit, weight.d);
  const whole = ({ weight }: { readonly weight: Fraction }) => (unit === 1n ? weight.n : (weight.n * unit) / weight.d);
  let total = 0n;
  for (const paper of papers) total += whole(paper);
  return total * room <= BigInt(Number.MAX_SAFE_INTEGER)
    ? plain(
        Float64Array.from(papers, (paper) => Number(whole(paper))),
        unit,
        total,
      )
    : big(papers.map(whole), unit, total);
}

/** The same for weights that are whole numbers already, each below 2^53. */
export function wholeNumbers(weights: Float64Array, room = 1n): WholeWeights {
  let near = 0;
  for (const weight of weights) near += weight;
  if (near * Number(room) < Number.MAX_SAFE_INTEGER / 2) return plain(weights, 1n, BigInt(near));
  const exact = Array.from(weights, BigInt);
  return big(
    exact,
    1n,
    exact.reduce((sum, weight) => sum + weight, 0n),
  );
}

const backFrom = (unit: bigint) => (value: number | bigint) => fraction(BigInt(value), unit);

function plain(of: Float64Array, unit: bigint, total: bigint): WholeWeights {
  const back = backFrom(unit);
  return { of, unit, back, total: back(total), zeros: (length) => new Float64Array(length) };
}

function big(of: readonly bigint[], unit: bigint, total: bigint): WholeWeights {
  const back = backFrom(unit);
  return { of, unit, back, total: back(total), zeros: (length) => new Array<bigint>(length).fill(0n) };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
