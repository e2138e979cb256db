// Score: give each option a number of points; the most points win. Options without a score have 0.
import { type Checked, ok, refuse } from './ballot.ts';
import { checkScores, scoresOf, shown } from './choices.ts';
import { fraction } from './exact.ts';
import { addingMethod } from './points.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';

export interface ScoreSettings {
  readonly seats: number;
  /** The best score that can be given; the worst is 0. */
  readonly max: number;
}

export const score = addingMethod<ScoreSettings>({
  name: 'score',
  title: 'tally.scoreTitle',
  explain: 'tally.scoreExplain',
  shape: 'score',
  counts: 'points',
  readSettings: readScoreSettings,
  validate: (choice, { options, settings }) => checkScores(choice, options, settings.max),
  points: (choice) => scoresOf(choice).map(([id, given]) => [id, fraction(given)] as const),
  said: ({ winners, held }) => ({ key: 'tally.scoreElected', variables: { winners, held } }),
});

export function readScoreSettings(raw: Raw): Checked<ScoreSettings> {
  const seats = readSeats(raw);
  if (!seats.ok) return seats;
  const max = Number(raw.max ?? 5);
  return Number.isSafeInteger(max) && max >= 1 && max <= 1000
    ? ok({ seats: seats.value, max })
    : refuse({ key: 'tally.maxUnreadable', variables: { max: shown(raw.max) } });
}
