// Dot voting: everybody has the same number of dots and places them freely; the most dots win. (Cumulative voting.)
import { type Checked, type Choice, ok, type Question, refuse } from './ballot.ts';
import { checkScores, scoresOf, shown } from './choices.ts';
import { fraction } from './exact.ts';
import { addingMethod } from './points.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';

export interface DotSettings {
  readonly seats: number;
  /** How many dots each voter may place. */
  readonly dots: number;
}

export const dots = addingMethod<DotSettings>({
  name: 'dots',
  title: 'tally.dotsTitle',
  explain: 'tally.dotsExplain',
  shape: 'score',
  counts: 'points',
  readSettings,
  validate,
  points: (choice) => scoresOf(choice).map(([id, given]) => [id, fraction(given)] as const),
  said: ({ winners, held }) => ({ key: 'tally.dotsElected', variables: { winners, held } }),
});

function readSettings(raw: Raw): Checked<DotSettings> {
  const seats = readSeats(raw);
  if (!seats.ok) return seats;
  const dots = Number(raw.dots ?? 10);
  return Number.isSafeInteger(dots) && dots >= 1 && dots <= 1000
    ? ok({ seats: seats.value, dots })
    : refuse({ key: 'tally.maxUnreadable', variables: { max: shown(raw.dots) } });
}

function validate(choice: unknown, { options, settings }: Question<DotSettings>): Checked<Choice> {
  const checked = checkScores(choice, options, settings.dots);
  if (!checked.ok || !('scores' in checked.value)) return checked;
  const placed = scoresOf(checked.value).reduce((sum, [, given]) => sum + given, 0);
  if (placed <= settings.dots) return checked;
  return refuse({ key: 'tally.dotsTooMany', variables: { placed, dots: settings.dots } });
}
