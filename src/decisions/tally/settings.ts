// Reading a method's settings, as stored with a proposal or typed on a command line.
import { type Checked, ok, type Reach, refuse } from './ballot.ts';
import { compare, type Fraction, fraction, ONE, readFraction, ZERO } from './exact.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** A share of something that must be passed or reached. */
export interface Threshold {
  readonly share: Fraction;
  readonly reach: Reach;
}

/**
 * `threshold` (such as "2/3" or "60%") and `reach`. As people use the words: a half means more than a half,
 * any other share means at least that share, unless `reach` says otherwise.
 */
export function readThreshold(raw: Raw, otherwise: string): Checked<Threshold> {
  const share = readFraction(raw.threshold ?? otherwise);
  if (!share || compare(share, ZERO) <= 0 || compare(share, ONE) > 0) {
    return refuse({ key: 'tally.thresholdUnreadable', variables: { threshold: String(raw.threshold) } });
  }
  const isHalf = compare(share, fraction(1n, 2n)) === 0;
  const reach = readOneOf(raw, 'reach', ['more', 'at-least'], isHalf ? 'more' : 'at-least');
  if (!reach.ok) return reach;
  if (reach.value === 'more' && compare(share, ONE) === 0) return refuse({ key: 'tally.thresholdUnreachable' });
  return ok({ share, reach: reach.value });
}

export function readOneOf<T extends string>(raw: Raw, name: string, known: readonly T[], otherwise: T): Checked<T> {
  const given = raw[name] ?? otherwise;
  const found = known.find((value) => value === given);
  return found
    ? ok(found)
    : refuse({
        key: 'tally.settingUnknown',
        variables: { setting: name, value: String(given), known: known.join(', ') },
      });
}

/** Is `value` past (or at) the share of `whole`? Nothing is ever past a share of nothing. */
export function passes(value: Fraction, needed: Fraction, reach: Reach): boolean {
  if (compare(value, ZERO) <= 0) return false;
  return reach === 'more' ? compare(value, needed) > 0 : compare(value, needed) >= 0;
}
