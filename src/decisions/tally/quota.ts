// How many votes are enough for a seat, and the settings that the transferable votes share.
import { type Checked, ok } from './ballot.ts';
import { add, divide, type Fraction, fraction, ONE } from './exact.ts';
import { readSeats } from './seats.ts';
import { type Raw, readOneOf } from './settings.ts';

export interface StvSettings {
  readonly seats: number;
  /** Droop: just more than so many can reach it as there are seats. Hare: the votes divided by the seats. */
  readonly quota: 'droop' | 'hare';
  readonly equalRanks: 'split' | 'exhaust';
}

export function readStvSettings(raw: Raw): Checked<StvSettings> {
  const seats = readSeats(raw);
  if (!seats.ok) return seats;
  const quota = readOneOf(raw, 'quota', ['droop', 'hare'], 'droop');
  if (!quota.ok) return quota;
  const equalRanks = readOneOf(raw, 'equalRanks', ['split', 'exhaust'], 'split');
  return equalRanks.ok ? ok({ seats: seats.value, quota: quota.value, equalRanks: equalRanks.value }) : equalRanks;
}

/** Droop in whole votes, as Scotland has it: votes / (seats + 1), without decimals, plus one. Hare exactly. */
export function quotaOf({ seats, quota }: StvSettings, votes: Fraction): Fraction {
  if (quota === 'hare') return divide(votes, fraction(seats));
  const { n, d } = divide(votes, fraction(seats + 1));
  return add(fraction(n / d), ONE);
}
