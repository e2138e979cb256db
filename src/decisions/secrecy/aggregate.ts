import { canonical } from '../seal/canonical.ts';
import type { Paper } from '../tally/ballot.ts';
import { add, type Fraction } from '../tally/exact.ts';

type Said = Omit<Paper, 'status'>;

/**
 * One paper for each thing that was said, its weight that of all who said it: a weight on a paper of its own would
 * name its voter. Every method counts a paper of weight 3 as three of weight 1, so the outcome is the same.
 */
export function aggregate(papers: readonly Said[]): Said[] {
  const together = new Map<string, Said>();
  for (const { weight, people, ...said } of papers) {
    const key = canonical({ ...said, groups: said.groups?.toSorted() });
    const before = together.get(key);
    together.set(key, {
      ...said,
      weight: before ? add(before.weight, weight) : weight,
      ...(people && { people: plus(before?.people, people) }),
    });
  }
  return [...together.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, paper]) => paper);
}

const plus = (before: Fraction | undefined, more: Fraction): Fraction => (before ? add(before, more) : more);
