// What each vote weighs, by a rule that is agreed on beforehand: equal, by people represented, by the square root of the
// people, by dues, by contribution; in votes of so many each; per constituency; capped at a share. Exact and pure.
import { type Checked, ok, refuse } from '../tally/ballot.ts';
import {
  type Amount,
  add,
  amount,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  ONE,
  readFraction,
  sum,
  ZERO,
} from '../tally/exact.ts';
import { type Raw, readOneOf } from '../tally/settings.ts';
import { capWeights } from './cap.ts';

export const bases = ['equal', 'people', 'root', 'dues', 'contribution'] as const;
export type Basis = (typeof bases)[number];
export const missingRules = ['refuse', 'one'] as const;

export interface WeightRule {
  readonly by: Basis;
  /** One vote for so many (people, or units of money), and one for what is left over. Null: as many votes as the number. */
  readonly perVote: Fraction | null;
  /** Each constituency has the same weight together, divided among its members. */
  readonly perConstituency: boolean;
  /** Nobody has more than this share of all. */
  readonly cap: Fraction | null;
  /** Who has no number: the vote does not open, or the member counts as one. */
  readonly missing: (typeof missingRules)[number];
}

/** A voter as weights see it. */
export interface Weighable {
  readonly people: number | null;
  readonly dues: Fraction | null;
  readonly contribution: Fraction | null;
  readonly constituencies: readonly string[];
}

/** What made a weight what it is; plain, to be stored and put in words. */
export interface Because {
  readonly by: Basis;
  /** The number that it was made of. */
  readonly value: Amount;
  /** Nothing was known, so it counted as one. */
  readonly missing?: true;
  /** Its constituencies, where the weight comes through them; 0: those without one share as if they were one. */
  readonly constituencies?: number;
  /** What it was before the cap. */
  readonly before?: Amount;
}

export interface Weighed {
  readonly weight: Fraction;
  readonly because: Because;
}

export type Lacking = 'people' | 'dues' | 'contribution' | 'constituency';

export type Weighing =
  | { readonly ok: true; readonly entries: readonly Weighed[]; readonly capReachable: boolean }
  | { readonly ok: false; readonly lacks: Lacking; readonly who: readonly number[] };

/** Reads a rule as it is stored or typed; what is left out makes every vote equal. */
export function readWeightRule(raw: Raw): Checked<WeightRule> {
  const by = readOneOf(raw, 'by', bases, 'equal');
  if (!by.ok) return by;
  const missing = readOneOf(raw, 'missing', missingRules, 'refuse');
  if (!missing.ok) return missing;
  const perVote = readTyped(raw.perVote);
  if (perVote === undefined || (perVote && compare(perVote, ZERO) <= 0))
    return refuse({ key: 'rules.perVoteWrong', variables: { typed: String(raw.perVote) } });
  const cap = readTyped(raw.cap);
  if (cap === undefined || (cap && (compare(cap, ZERO) <= 0 || compare(cap, ONE) > 0)))
    return refuse({ key: 'rules.capWrong', variables: { typed: String(raw.cap) } });
  const perConstituency = raw.perConstituency === true;
  return ok({ by: by.value, perVote, perConstituency, cap, missing: missing.value });
}

/** Nothing typed is null; what cannot be read is undefined. */
const readTyped = (value: unknown): Fraction | null | undefined =>
  value === undefined || value === null || value === '' ? null : readFraction(value);

/** The weight of each voter, in their order; or who lacks the number that the rule weighs by. */
export function weigh(voters: readonly Weighable[], rule: WeightRule): Weighing {
  const values = voters.map((voter) => measure(voter, rule.by));
  const without = indicesOf(values, (value) => value === null);
  const lacks = rule.by === 'root' ? 'people' : rule.by;
  if (without.length > 0 && rule.missing === 'refuse' && lacks !== 'equal') return { ok: false, lacks, who: without };
  const homeless = rule.perConstituency ? indicesOf(voters, ({ constituencies }) => constituencies.length === 0) : [];
  if (homeless.length > 0 && rule.missing === 'refuse') return { ok: false, lacks: 'constituency', who: homeless };
  const votes = values.map((value) => inVotes(value ?? ONE, rule.perVote));
  const spread = rule.perConstituency ? perConstituency(voters, votes) : votes;
  const { weights, cut, reachable } = rule.cap
    ? capWeights(spread, rule.cap)
    : { weights: spread, cut: [], reachable: true };
  const entries = weights.map((weight, at): Weighed => {
    const because: Because = {
      by: rule.by,
      value: amount(values[at] ?? ONE),
      ...(values[at] === null && { missing: true }),
      ...(rule.perConstituency && { constituencies: voters[at]!.constituencies.length }),
      ...(cut[at] && { before: amount(spread[at]!) }),
    };
    return { weight, because };
  });
  return { ok: true, entries, capReachable: reachable };
}

/** Null where nothing is known, or nothing at all: no vote weighs nothing. */
function measure(voter: Weighable, by: Basis): Fraction | null {
  const { people, dues, contribution } = voter;
  const value = {
    equal: () => ONE,
    people: () => people && fraction(people),
    root: () => people && fraction(nearestRoot(BigInt(people))),
    dues: () => dues,
    contribution: () => contribution,
  }[by]();
  return value && compare(value, ZERO) > 0 ? value : null;
}

/** Penrose (1946): a person's chance to decide inside a group of n falls with the square root of n. Rounded to the nearest. */
export function nearestRoot(value: bigint): bigint {
  const four = value * 4n;
  let root = BigInt(Math.floor(Math.sqrt(Number(four))));
  while (root * root > four) root--;
  while ((root + 1n) * (root + 1n) <= four) root++;
  return (root + 1n) / 2n;
}

function inVotes(value: Fraction, perVote: Fraction | null): Fraction {
  if (!perVote) return value;
  const { n, d } = divide(value, perVote);
  return fraction((n + d - 1n) / d);
}

/** The same total for each constituency, so that the sum of all weights stays what it was. */
function perConstituency(voters: readonly Weighable[], votes: readonly Fraction[]): Fraction[] {
  const homesOf = ({ constituencies }: Weighable) => (constituencies.length > 0 ? constituencies : ['']);
  const held = new Map<string, Fraction>();
  voters.forEach((voter, at) => {
    for (const home of homesOf(voter)) held.set(home, add(held.get(home) ?? ZERO, votes[at]!));
  });
  const each = held.size > 0 ? divide(sum(votes), fraction(held.size)) : ZERO;
  return voters.map((voter, at) =>
    sum(homesOf(voter).map((home) => divide(multiply(each, votes[at]!), held.get(home)!))),
  );
}

const indicesOf = <T>(values: readonly T[], fits: (value: T) => boolean): number[] =>
  values.flatMap((value, at) => (fits(value) ? [at] : []));
