// How many are elected, and who, from an order of all options.
import { type Checked, type OptionId, ok, refuse, type TieBreak } from './ballot.ts';
import { shown } from './choices.ts';
import type { Raw } from './settings.ts';
import { lot } from './ties.ts';

export function readSeats(raw: Raw): Checked<number> {
  const seats = Number(raw.seats ?? 1);
  if (Number.isSafeInteger(seats) && seats >= 1) return ok(seats);
  return refuse({ key: 'tally.seatsUnreadable', variables: { seats: shown(raw.seats) } });
}

/** Fills the seats from the top. Where the last seats fall among options that stand level, the lot decides. */
export function fillSeats(order: readonly (readonly OptionId[])[], seats: number, seed: string) {
  const winners: OptionId[] = [];
  const ties: TieBreak[] = [];
  for (const level of order) {
    const free = seats - winners.length;
    if (free <= 0) break;
    const elected = level.length <= free ? level : lot(seed, level).slice(0, free);
    winners.push(...elected);
    if (level.length > free)
      for (const picked of elected) ties.push({ among: level, picked, for: 'elected', by: 'seed' });
  }
  return { winners, ties };
}
