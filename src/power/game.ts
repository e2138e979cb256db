// What power is reckoned of: members, and the sums that a coalition must reach together. All sums are whole numbers
// here, so that nothing is rounded on the way to an index.
import { type Checked, ok, type Reach, refuse } from '../decisions/tally/ballot.ts';
import { amount, compare, type Fraction, fraction, sum, ZERO } from '../decisions/tally/exact.ts';

/** One thing that those who say yes must reach: a quota of these weights, one for each member. */
export interface Requirement {
  readonly weights: readonly Fraction[];
  readonly quota: Fraction;
  /** `more` than the quota, or `at-least` the quota. */
  readonly reach: Reach;
}

/** A requirement in whole numbers: met by weights that add up to `quota` or more. */
export interface Sum {
  readonly weights: readonly bigint[];
  readonly quota: bigint;
}

/** A coalition wins if it reaches every one of the sums. Together everybody wins, and nobody alone does not. */
export interface Game {
  readonly members: number;
  readonly sums: readonly Sum[];
}

/** Reads a rule: all its requirements must be met together. Refuses those that say nothing about power. */
export function readGame(members: number, requirements: readonly Requirement[]): Checked<Game> {
  if (members === 0) return refuse({ key: 'power.noMembers' });
  const sums: Sum[] = [];
  for (const requirement of requirements) {
    const { weights, quota } = requirement;
    if (weights.length !== members)
      return refuse({ key: 'power.weightsMissing', variables: { members, weights: weights.length } });
    const negative = weights.find((weight) => compare(weight, ZERO) < 0);
    if (negative) return refuse({ key: 'power.weightNegative', variables: { weight: amount(negative) } });
    const whole = inWholeNumbers(requirement);
    const total = whole.weights.reduce((all, weight) => all + weight, 0n);
    if (whole.quota > total)
      return refuse({ key: 'power.neverMet', variables: { quota: amount(quota), total: amount(sum(weights)) } });
    if (whole.quota > 0n) sums.push(whole);
  }
  return sums.length > 0 ? ok({ members, sums }) : refuse({ key: 'power.alwaysMet' });
}

function inWholeNumbers({ weights, quota, reach }: Requirement): Sum {
  const unit = weights.reduce((all, { d }) => (all * d) / gcd(all, d), 1n);
  const whole = weights.map(({ n, d }) => (n * unit) / d);
  const { n, d } = fraction(quota.n * unit, quota.d);
  const below = n >= 0n ? n / d : -((-n + d - 1n) / d);
  // Passing 7 1/2 and passing 7 both take 8; reaching 7 1/2 takes 8, reaching 7 takes 7.
  const needed = reach === 'at-least' && below * d === n ? below : below + 1n;
  const common = whole.reduce(gcd, 0n) || 1n;
  return { weights: whole.map((weight) => weight / common), quota: ceil(needed, common) };
}

const ceil = (n: bigint, d: bigint): bigint => (n > 0n ? (n + d - 1n) / d : n / d);

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
