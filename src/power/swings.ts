// Counts swings: how often each member turns a losing coalition into a winning one, by how many others are in it.
// Everything else about power follows from these counts.
import { type Checked, ok, refuse } from '../decisions/tally/ballot.ts';
import { costOfSums, roomOf, swingsBySums } from './by-sums.ts';
import { costOfTrying, swingsByTrying } from './by-trying.ts';
import type { Game } from './game.ts';

/** `swings[member][others]`: the coalitions of so many others that lose without the member and win with it. */
export type Swings = readonly (readonly bigint[])[];

/** About one addition each; a machine of 2026 does a few hundred million in a second. */
export type Steps = number;

/** More than this would not fit into memory well, however long one waits. */
const MOST_CELLS = 32_000_000;

/** Counts exactly, by the cheaper of two ways, or refuses when both cost more steps than allowed. */
export function countSwings(game: Game, most: Steps): Checked<Swings> {
  const turned = turnedAround(game);
  const ways = [
    { room: roomOf(game), back: (swings: Swings) => swings },
    ...(turned ? [{ room: roomOf(turned), back: (swings: Swings) => swings.map((row) => row.toReversed()) }] : []),
  ].map((way) => ({ ...way, cost: costOfSums(way.room) }));
  const [best] = ways.sort((a, b) => a.cost.steps - b.cost.steps);
  const trying = costOfTrying(game);
  if (trying <= Math.min(best!.cost.steps, most)) return ok(swingsByTrying(game));
  if (best!.cost.steps <= most && best!.cost.cells <= MOST_CELLS) return ok(best!.back(swingsBySums(best!.room)));
  return refuse({
    key: 'power.tooCostly',
    variables: { members: game.members, times: Math.ceil(best!.cost.steps / most) },
  });
}

/**
 * With a single sum a member turns a coalition into a winning one exactly when it turns the rest into a blocking one
 * (the dual game), whose sum may be the smaller one to count with.
 */
function turnedAround({ members, sums }: Game): Game | undefined {
  const [only, ...others] = sums;
  if (!only || others.length > 0) return undefined;
  const total = only.weights.reduce((all, weight) => all + weight, 0n);
  return { members, sums: [{ weights: only.weights, quota: total - only.quota + 1n }] };
}
