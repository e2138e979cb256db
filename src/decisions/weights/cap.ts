// A cap on weights: nobody has more than a share of what all have together, after the cut.
import { compare, divide, type Fraction, fraction, multiply, ONE, subtract, sum, ZERO } from '../tally/exact.ts';

export interface Capped {
  readonly weights: readonly Fraction[];
  readonly cut: readonly boolean[];
  /** False where there are too few voters for anybody to stay below the share: then all have the same. */
  readonly reachable: boolean;
}

/**
 * Cuts the heaviest to one limit, as high as it can be. With k voters cut to the limit L and the others keeping R together,
 * L is the share c of all: L = c (k L + R), so L = c R / (1 − k c). We cut one voter more until the next one fits below L.
 * Order is kept, equals stay equal, and nobody below the limit loses anything but gains share.
 */
export function capWeights(weights: readonly Fraction[], share: Fraction): Capped {
  const voters = weights.filter((weight) => compare(weight, ZERO) > 0);
  const fits = compare(multiply(share, fraction(voters.length)), ONE) >= 0;
  if (!fits) return { weights: weights.map(() => ONE), cut: weights.map(() => true), reachable: false };
  const limit = limitOf(voters, share);
  const cut = weights.map((weight) => compare(weight, limit) > 0);
  return { weights: weights.map((weight, at) => (cut[at] ? limit : weight)), cut, reachable: true };
}

function limitOf(voters: readonly Fraction[], share: Fraction): Fraction {
  const heaviestFirst = voters.toSorted((a, b) => compare(b, a));
  let rest = sum(voters);
  let kept = ONE;
  for (const heaviest of heaviestFirst) {
    // `kept` is what the uncut have of the whole: 1 − k c. It stays positive as long as somebody is left to be uncut.
    if (compare(kept, ZERO) <= 0) break;
    const limit = divide(multiply(share, rest), kept);
    if (compare(heaviest, limit) <= 0) return limit;
    rest = subtract(rest, heaviest);
    kept = subtract(kept, share);
  }
  return heaviestFirst.at(-1) ?? ZERO;
}
