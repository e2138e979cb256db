// The papers' weights as whole numbers of one common unit, for counts that add them up very often.
import type { Paper } from './ballot.ts';
import { type Fraction, fraction } from './exact.ts';

export interface WholeWeights {
  /** One for each paper: plain numbers as long as even their sum is exact (below 2^53), else big integers. */
  readonly of: Float64Array | readonly bigint[];
  /** How many of them make one vote. */
  readonly unit: bigint;
  /** Back from a sum of them to the weight it stands for. */
  readonly back: (whole: number | bigint) => Fraction;
  /** As many zeros as asked for, of the same kind of number as the weights. */
  readonly zeros: (length: number) => Float64Array | bigint[];
}

export function wholeWeights(papers: readonly Paper[]): WholeWeights {
  let unit = 1n;
  for (const { weight } of papers)
    if (weight.d !== 1n && unit % weight.d !== 0n) unit *= weight.d / gcd(unit, weight.d);
  const back = (value: number | bigint) => fraction(BigInt(value), unit);
  const whole = ({ weight }: Paper) => (unit === 1n ? weight.n : (weight.n * unit) / weight.d);
  let total = 0n;
  for (const paper of papers) total += whole(paper);
  return total <= BigInt(Number.MAX_SAFE_INTEGER)
    ? {
        of: Float64Array.from(papers, (paper) => Number(whole(paper))),
        unit,
        back,
        zeros: (length) => new Float64Array(length),
      }
    : { of: papers.map(whole), unit, back, zeros: (length) => new Array<bigint>(length).fill(0n) };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
