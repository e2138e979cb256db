// Sequential proportional approval: seats are filled one by one; a ballot counts in full until an option it approves is
// elected, then half, then a third. T. N. Thiele, "Om Flerfoldsvalg" (1895).
import type { OptionId, Round } from './ballot.ts';
import { best, tellSeat } from './blocs.ts';
import { committeeMethod, type Electorate } from './committee.ts';
import { add, divide, type Fraction, fraction, ZERO } from './exact.ts';

export const sequentialPav = committeeMethod(
  {
    name: 'sequential-pav',
    title: 'tally.sequentialPavTitle',
    explain: 'tally.sequentialPavExplain',
    elected: 'tally.committeeElected',
  },
  fill,
);

function fill({ options, blocs, seats, seed }: Electorate): Round[] {
  const rounds: Round[] = [];
  const elected = new Set<OptionId>();
  while (rounds.length < seats) {
    const points = new Map<OptionId, Fraction>();
    for (const { approved, weight } of blocs) {
      const part = divide(weight, fraction(1 + [...approved].filter((id) => elected.has(id)).length));
      for (const id of approved) if (!elected.has(id)) points.set(id, add(points.get(id) ?? ZERO, part));
    }
    // In the question's order; options that nobody approves are not elected.
    const offers = new Map(options.filter((id) => (points.get(id) ?? ZERO).n > 0n).map((id) => [id, points.get(id)!]));
    if (offers.size === 0) break;
    const { picked, ties } = best(offers, 'highest', seed);
    elected.add(picked);
    rounds.push(tellSeat(offers, 'points', picked, ties));
  }
  return rounds;
}
