// Many rankings as one tree: those that begin alike share their beginning, so that a count that looks at every ballot
// again and again (Meek) looks at each beginning once.
import type { OptionId, Paper, Ranking } from './ballot.ts';
import { rankingOf } from './choices.ts';
import type { WholeWeights } from './whole.ts';

export interface Branch {
  /** The positions of the options at this rank; more than one where they stand equal. */
  readonly level: readonly number[];
  /** Whole weight of all papers that begin like this. */
  weight: number | bigint;
  readonly next: Map<string, Branch>;
}

export function growTree(options: readonly OptionId[], papers: readonly Paper[], weights: WholeWeights): Branch {
  const index = new Map(options.map((id, position) => [id, position]));
  const [zero] = weights.zeros(1);
  const root: Branch = { level: [], weight: zero!, next: new Map() };
  for (const [number, { choice }] of papers.entries()) {
    const ranking: Ranking = rankingOf(choice);
    let branch = root;
    for (const rank of ranking) {
      const level = rank.length === 1 ? [index.get(rank[0]!)!] : rank.map((id) => index.get(id)!).sort((a, b) => a - b);
      const key = level.join('=');
      const next: Branch = branch.next.get(key) ?? { level, weight: zero!, next: new Map() };
      if (next.weight === zero) branch.next.set(key, next);
      // Numbers or big integers, never mixed: the plus means the same for both.
      next.weight = (next.weight as number) + (weights.of[number] as number);
      branch = next;
    }
  }
  return root;
}
