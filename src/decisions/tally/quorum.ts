// Quorum: did enough of the roll take part? Counted on the same weights as the vote. Abstentions take part, and so do
// ballots that still wait for ratification.
import { type Checked, ok, type Paper, type Reach, type Roll, refuse } from './ballot.ts';
import { isRecord } from './choices.ts';
import { type Amount, amount, compare, type Fraction, multiply, readFraction, sum, ZERO } from './exact.ts';
import { passes, readThreshold } from './settings.ts';

/** A share of the roll's weight, a fixed weight, or none. As stored: `{ threshold, reach? }`, `{ weight }` or null. */
export type QuorumRule = { readonly share: Fraction; readonly reach: Reach } | { readonly weight: Fraction } | null;

export interface Quorum {
  readonly met: boolean;
  readonly present: Amount;
  readonly needed: Amount;
  readonly reach: Reach;
  readonly roll: Amount;
}

export function readQuorum(raw: unknown): Checked<QuorumRule> {
  if (raw === null || raw === undefined) return ok(null);
  if (!isRecord(raw)) return refuse({ key: 'tally.quorumUnreadable' });
  if (raw.weight === undefined) return readThreshold({ reach: 'at-least', ...raw }, '');
  const weight = readFraction(raw.weight);
  return weight && compare(weight, ZERO) > 0 ? ok({ weight }) : refuse({ key: 'tally.quorumUnreadable' });
}

/** Null when the rule asks for no quorum. `present` are the papers that take part (see `Method.present`). */
export function quorum(rule: QuorumRule, roll: Roll, present: readonly Paper[]): Quorum | null {
  if (!rule) return null;
  const taking = sum(present.map(({ weight }) => weight));
  const needed = 'share' in rule ? multiply(roll.weight, rule.share) : rule.weight;
  const reach = 'share' in rule ? rule.reach : 'at-least';
  return {
    met: passes(taking, needed, reach),
    present: amount(taking),
    needed: amount(needed),
    reach,
    roll: amount(roll.weight),
  };
}
