// Schulze's method: a chain of victories is as strong as its weakest link; whoever has stronger chains to each other
// option than that option has back, wins. Markus Schulze, "A new monotonic, clone-independent, reversal symmetric, and
// Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011), doi:10.1007/s00355-010-0475-4.
import { type CondorcetSettings, condorcetMethod, type Standing } from './condorcet.ts';
import { type Pairwise, victories } from './pairwise.ts';

export const schulze = condorcetMethod(
  { name: 'schulze', title: 'tally.schulzeTitle', explain: 'tally.schulzeExplain', elected: 'tally.schulzeElected' },
  rank,
);

function rank(pairs: Pairwise, { strength }: CondorcetSettings): Standing {
  const index = new Map(pairs.options.map((id, position) => [id, position]));
  const size = pairs.options.length;
  // Only the order of strengths matters: the weakest victory is 1, no victory 0.
  const path = new Int32Array(size * size);
  const groups = victories(pairs, strength);
  for (const [place, group] of groups.entries()) {
    for (const { over, under } of group) path[index.get(over)! * size + index.get(under)!] = groups.length - place;
  }
  for (let through = 0; through < size; through += 1) {
    for (let from = 0; from < size; from += 1) {
      const first = path[from * size + through]!;
      if (first === 0) continue;
      for (let to = 0; to < size; to += 1) {
        const chain = Math.min(first, path[through * size + to]!);
        if (from !== to && chain > path[from * size + to]!) path[from * size + to] = chain;
      }
    }
  }
  const strongest = (a: string, b: string) => path[index.get(a)! * size + index.get(b)!]!;
  return { above: (a, b) => strongest(a, b) > strongest(b, a), ties: [] };
}
