// Voters who approve the same options, taken together: committees are elected by what such blocs can agree on.
import type { OptionId, Paper, Round, TieBreak } from './ballot.ts';
import { approvedOf } from './choices.ts';
import { add, amount, type Fraction } from './exact.ts';
import { furthest, lot, type Totals } from './ties.ts';

export interface Bloc {
  readonly approved: ReadonlySet<OptionId>;
  readonly weight: Fraction;
}

export function blocsOf(papers: readonly Paper[]): Bloc[] {
  const blocs = new Map<string, Bloc>();
  for (const { choice, weight } of papers) {
    const approved = [...approvedOf(choice)].sort();
    const key = JSON.stringify(approved);
    const same = blocs.get(key);
    blocs.set(key, { approved: same?.approved ?? new Set(approved), weight: same ? add(same.weight, weight) : weight });
  }
  // In an order of their own, so that the order of the papers cannot matter.
  return [...blocs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bloc]) => bloc);
}

/** The option with the most points (or the lowest price); the lot decides among options that stand level. */
export function best(
  offers: Totals,
  purpose: 'highest' | 'lowest',
  seed: string,
): { picked: OptionId; ties: TieBreak[] } {
  const level = furthest([...offers.keys()], offers, purpose === 'highest' ? 'elected' : 'excluded');
  if (level.length === 1) return { picked: level[0]!, ties: [] };
  const [picked] = lot(seed, level);
  return { picked: picked!, ties: [{ among: level, picked: picked!, for: 'elected', by: 'seed' }] };
}

/** One seat filled: what each option had to offer, and who got it. */
export function tellSeat(offers: Totals, counts: Round['counts'], picked: OptionId, ties: readonly TieBreak[]): Round {
  return {
    counts,
    totals: [...offers].map(([option, offer]) => ({ option, weight: amount(offer) })),
    exhausted: '0',
    elected: [picked],
    excluded: [],
    transfers: [],
    ties,
  };
}
