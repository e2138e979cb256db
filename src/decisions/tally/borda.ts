// Borda: each rank is worth points, the last 0, each one above it one more. J.-C. de Borda, 1781 (read in 1770).
// Equal ranks share the points of the places that they take together.
import { type Checked, type OptionId, ok, type Question } from './ballot.ts';
import { divide, type Fraction, fraction } from './exact.ts';
import { readUnranked, type Unranked } from './pairwise.ts';
import { outcomeOfPoints } from './points.ts';
import { POSITION, type Profile, TIED } from './profile.ts';
import { rankedMethod } from './ranked.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';

export interface BordaSettings {
  readonly seats: number;
  /** Options left out are tied last and share the points of the places left; or get none (`ignored`). */
  readonly unranked: Unranked;
}

export const borda = rankedMethod<BordaSettings>(
  { name: 'borda', title: 'tally.bordaTitle', explain: 'tally.bordaExplain', readSettings },
  (question, profile) =>
    outcomeOfPoints(question, pointsOf(question, profile), profile, {
      method: 'borda',
      counts: 'points',
      said: ({ winners, held }) => ({ key: 'tally.scoreElected', variables: { winners, held } }),
    }),
);

function readSettings(raw: Raw): Checked<BordaSettings> {
  const seats = readSeats(raw);
  if (!seats.ok) return seats;
  const unranked = readUnranked(raw);
  return unranked.ok ? ok({ seats: seats.value, unranked: unranked.value }) : unranked;
}

/** Points in halves, which equal ranks may give; whole numbers until the end. */
function pointsOf({ settings }: Question<BordaSettings>, profile: Profile): Map<OptionId, Fraction> {
  const { options, size, marks, starts, weights } = profile;
  const count = options.length;
  // Numbers or big integers, never mixed: with big ones the halves are big too.
  const halves = weights.zeros(count) as Float64Array;
  const of = weights.of as Float64Array;
  const number = (typeof weights.of[0] === 'bigint' ? BigInt : Number) as NumberConstructor;
  const ranked = new Uint8Array(count);
  for (let line = 0; line < size; line += 1) {
    const [start, end] = [starts[line]!, starts[line + 1]!];
    // A blank ballot prefers nobody.
    if (start === end) continue;
    const weight = of[line]!;
    ranked.fill(0);
    for (let place = start; place < end; ) {
      let after = place + 1;
      while (after < end && marks[after]! >= TIED) after += 1;
      const points = number(2 * (count - 1 - (place - start)) - (after - place) + 1) * weight;
      for (; place < after; place += 1) {
        const position = marks[place]! & POSITION;
        ranked[position] = 1;
        halves[position] = halves[position]! + points;
      }
    }
    const left = count - (end - start);
    if (left === 0 || settings.unranked === 'ignored') continue;
    const points = number(left - 1) * weight;
    for (let position = 0; position < count; position += 1)
      if (ranked[position] === 0) halves[position] = halves[position]! + points;
  }
  return new Map(options.map((id, position) => [id, divide(weights.back(halves[position]!), fraction(2n))]));
}
