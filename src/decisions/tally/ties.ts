// Ties, broken by a rule stated beforehand: first the earlier rounds, from the latest back; then a lot that anybody
// can draw again from the public seed.
import { createHash } from 'node:crypto';
import type { OptionId, TieBreak } from './ballot.ts';
import { compare, type Fraction, ZERO } from './exact.ts';

export type Totals = ReadonlyMap<OptionId, Fraction>;

/**
 * The options by lot, luckiest first: in the order of sha256("seed:option"), written in hexadecimal.
 * To check one: printf '%s:%s' SEED OPTION | sha256sum
 */
export function lot(seed: string, options: readonly OptionId[]): OptionId[] {
  const hash = (option: OptionId) => createHash('sha256').update(`${seed}:${option}`).digest('hex');
  return options
    .map((option) => ({ option, drawn: hash(option) }))
    .sort((a, b) => (a.drawn < b.drawn ? -1 : 1))
    .map(({ option }) => option);
}

/** Picks the one to exclude (or elect) among options that are level now. `earlier` holds the earlier rounds in order. */
export function breakTie(
  among: readonly OptionId[],
  purpose: TieBreak['for'],
  earlier: readonly Totals[],
  seed: string,
): TieBreak {
  let level = among;
  for (const totals of earlier.toReversed()) {
    level = furthest(level, totals, purpose);
    if (level.length === 1) return { among, picked: level[0]!, for: purpose, by: 'earlier-round' };
  }
  const order = lot(seed, level);
  return { among, picked: purpose === 'excluded' ? order.at(-1)! : order[0]!, for: purpose, by: 'seed' };
}

/** Those with the most (to elect) or the least (to exclude). */
export function furthest(among: readonly OptionId[], totals: Totals, purpose: TieBreak['for']): OptionId[] {
  let best: OptionId[] = [];
  let mark: Fraction | undefined;
  for (const option of among) {
    const total = totals.get(option) ?? ZERO;
    const order = mark ? compare(total, mark) * (purpose === 'excluded' ? -1 : 1) : 1;
    if (order > 0) [best, mark] = [[option], total];
    else if (order === 0) best.push(option);
  }
  return best;
}
