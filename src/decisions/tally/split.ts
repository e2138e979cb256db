// One member, several answers: its weight divided in one act, where the rule allows it. Each part becomes a paper of its
// own with its exact share of the weight, so that no method has to know, and nothing is lost or doubled.
import type { Checked, Choice, Problem } from './ballot.ts';
import { isRecord, shown } from './choices.ts';
import { amount, compare, divide, type Fraction, fraction, multiply, ONE, readFraction, sum, ZERO } from './exact.ts';

/** The shares are parts of one, as exact text: "7/10". */
export interface Split {
  readonly split: readonly { readonly share: string; readonly choice: Choice }[];
}

/** What a ballot says: one choice, or the weight divided over several. */
export type Cast = Choice | Split;

export const isSplit = (cast: unknown): cast is Split => isRecord(cast) && Array.isArray(cast.split);

/** A problem with the part of this number, or with all of them. */
export type SplitProblem = { readonly ok: false; readonly problem: Problem; readonly part?: number };

/**
 * Reads shares as people write them: "70 %" or "7/10" of the weight, or plain numbers that come to the weight itself (as
 * many people as stand behind each answer) or to a hundred.
 */
export function readSplit(
  given: Split,
  weight: Fraction,
  check: (choice: unknown) => Checked<Choice>,
): { readonly ok: true; readonly value: Split } | SplitProblem {
  const shares: Fraction[] = [];
  const choices: Choice[] = [];
  const seen = new Set<string>();
  for (const [part, { share, choice }] of given.split.entries()) {
    const read = readFraction(share);
    if (!read) return no(part, { key: 'tally.shareUnreadable', variables: { share: shown(share) } });
    if (compare(read, ZERO) <= 0) return no(part, { key: 'tally.shareNotPositive' });
    const checked = check(choice);
    if (!checked.ok) return no(part, checked.problem);
    const text = JSON.stringify(checked.value);
    if (seen.has(text)) return no(part, { key: 'tally.shareTwice' });
    seen.add(text);
    shares.push(read);
    choices.push(checked.value);
  }
  if (shares.length < 2) return { ok: false, problem: { key: 'tally.shareAlone' } };
  const total = sum(shares);
  const whole = [ONE, weight, fraction(100)].find((one) => compare(total, one) === 0);
  if (!whole)
    return {
      ok: false,
      problem: { key: 'tally.sharesUneven', variables: { sum: amount(total), weight: amount(weight) } },
    };
  return {
    ok: true,
    value: { split: choices.map((choice, part) => ({ share: amount(divide(shares[part]!, whole)), choice })) },
  };
}

const no = (part: number, problem: Problem): SplitProblem => ({ ok: false, problem, part });

/** What is counted of a ballot: its one choice with the whole, or each part with its share. */
export function partsOf(cast: Cast): readonly { share: Fraction; choice: Choice }[] {
  if (!isSplit(cast)) return [{ share: ONE, choice: cast }];
  return cast.split.map(({ share, choice }) => ({ share: fraction(share), choice }));
}

/** The papers of one ballot: weight, and people where they are counted, divided by the shares. */
export function papersOfCast<P extends { weight: Fraction; people?: Fraction }>(
  paper: P,
  cast: Cast,
): (P & { choice: Choice })[] {
  return partsOf(cast).map(({ share, choice }) => ({
    ...paper,
    weight: multiply(paper.weight, share),
    ...(paper.people && { people: multiply(paper.people, share) }),
    choice,
  }));
}
