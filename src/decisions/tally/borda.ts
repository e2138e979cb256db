// Borda: each rank is worth points, the last 0, each one above it one more. J.-C. de Borda, 1781 (read in 1770).
// Equal ranks share the points of the places that they take together.
import { type Checked, type Choice, ok, type Question } from './ballot.ts';
import { checkRanking, rankingOf } from './choices.ts';
import { type Fraction, fraction } from './exact.ts';
import { readUnranked, type Unranked } from './pairwise.ts';
import { addingMethod } from './points.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';

export interface BordaSettings {
  readonly seats: number;
  /** Options left out are tied last and share the points of the places left; or get none (`ignored`). */
  readonly unranked: Unranked;
}

export const borda = addingMethod<BordaSettings>({
  name: 'borda',
  title: 'tally.bordaTitle',
  explain: 'tally.bordaExplain',
  shape: 'ranking',
  counts: 'points',
  readSettings,
  validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
  points,
  said: ({ winners, held }) => ({ key: 'tally.scoreElected', variables: { winners, held } }),
});

function readSettings(raw: Raw): Checked<BordaSettings> {
  const seats = readSeats(raw);
  if (!seats.ok) return seats;
  const unranked = readUnranked(raw);
  return unranked.ok ? ok({ seats: seats.value, unranked: unranked.value }) : unranked;
}

function points(choice: Choice, { options, settings }: Question<BordaSettings>): [string, Fraction][] {
  const ranking = rankingOf(choice);
  // A blank ballot prefers nobody.
  if (ranking.length === 0) return [];
  const named = new Set(ranking.flat());
  const rest = options.map(({ id }) => id).filter((id) => !named.has(id));
  const given: [string, Fraction][] = [];
  let best = options.length - 1;
  for (const rank of settings.unranked === 'tied-last' ? [...ranking, rest] : ranking) {
    for (const id of rank) given.push([id, fraction(BigInt(2 * best - rank.length + 1), 2n)]);
    best -= rank.length;
  }
  return given;
}
