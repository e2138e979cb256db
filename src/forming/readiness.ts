// What several answers, each given alone, say together. Pure: no names come in, so none can come out.
import { type Condition, conditions, type Level, levels, type Way } from './conditions.ts';

/** Fewer answers than this are not shown at all: two answers tell each of the two what the other said. */
export const fewestShown = 3;
/** From here on the whole spread is shown; below it only the lowest, the middle and the highest. */
export const fewestSpread = 5;

/** What one person said to one condition; null where she cannot say. */
export type Answer = Level | null;

export interface Summary {
  condition: Condition;
  /** How many named a level, and how many could not say. */
  answers: number;
  unsure: number;
  /** Places on the scale from 1 (missing) to 4 (strong); null where nobody named a level. */
  low: number | null;
  /** The median; between two levels where the middle lies between them. */
  middle: number | null;
  high: number | null;
  /** Do at least three quarters stand on the same level or on two that touch? Null where there is nothing to compare. */
  together: boolean | null;
  /** How many named each level, weakest first; null in a small group. */
  spread: number[] | null;
}

/**
 * Sums up a round.
 * @param answered one entry for each person who handed in
 * @returns null while too few have answered for anybody to stay unrecognised
 */
export function summarize(answered: readonly Partial<Record<Condition, Answer>>[]): Summary[] | null {
  if (answered.length < fewestShown) return null;
  return conditions.map((condition) => {
    const places = answered
      .map((one) => one[condition])
      .filter((level): level is Level => level !== undefined && level !== null)
      .map((level) => levels.indexOf(level) + 1)
      .sort((a, b) => a - b);
    const counts = levels.map((_, index) => places.filter((place) => place === index + 1).length);
    return {
      condition,
      answers: places.length,
      unsure: answered.length - places.length,
      low: places[0] ?? null,
      middle: median(places),
      high: places.at(-1) ?? null,
      together: places.length === 0 ? null : standTogether(counts, places.length),
      spread: answered.length < fewestSpread ? null : counts,
    };
  });
}

const median = (sorted: readonly number[]): number | null =>
  sorted.length === 0 ? null : (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;

const standTogether = (counts: readonly number[], all: number): boolean =>
  counts.some((count, index) => (count + (counts[index + 1] ?? 0)) * 4 >= all * 3);

/** `there`: fair or strong to the middle of the group; `lacking`: less; `unknown`: more than half cannot say. */
export type Standing = 'there' | 'lacking' | 'unknown';

export function standingOf({ answers, unsure, middle }: Summary): Standing {
  if (middle === null || unsure > answers) return 'unknown';
  return middle >= 3 ? 'there' : 'lacking';
}

export interface Reading {
  /** What the answers point to. People decide. */
  way: Way;
  lacking: Condition[];
  unknown: Condition[];
  /** Where people see it differently: talk about these first. */
  apart: Condition[];
  /** Would a smaller coalition, more easily united, do better at first? */
  smaller: boolean;
}

/**
 * Which way the answers point: to an alternative where half of the conditions or more are lacking, or where people
 * see neither a weighty matter nor a chance to win; to creating conditions where some are lacking or unknown; else to
 * forming now. Unity decides only whether to begin smaller.
 */
export function readRound(summaries: readonly Summary[]): Reading {
  const named = (standing: Standing) =>
    summaries.filter((one) => one.condition !== 'unity' && standingOf(one) === standing).map((one) => one.condition);
  const lacking = named('lacking');
  const unknown = named('unknown');
  const hopeless = ['significance', 'winning'].every((name) =>
    summaries.some(({ condition, middle }) => condition === name && middle !== null && middle < 2),
  );
  const unity = summaries.find(({ condition }) => condition === 'unity');
  return {
    way:
      hopeless || lacking.length * 2 >= conditions.length - 1
        ? 'alternative'
        : lacking.length + unknown.length > 0
          ? 'create'
          : 'form',
    lacking,
    unknown,
    apart: summaries.filter(({ together }) => together === false).map(({ condition }) => condition),
    smaller: unity !== undefined && standingOf(unity) === 'lacking',
  };
}

/** How the middle of each condition moved since the round before; null where one of the two has none. */
export const changesSince = (
  now: readonly Summary[],
  before: readonly Summary[] | null,
): Partial<Record<Condition, number>> =>
  Object.fromEntries(
    now.flatMap(({ condition, middle }) => {
      const earlier = before?.find((one) => one.condition === condition)?.middle ?? null;
      return middle === null || earlier === null ? [] : [[condition, middle - earlier]];
    }),
  );
