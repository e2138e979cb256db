// Swings by trying every coalition: for a few members with weights of any size, under any number of sums.

import type { Game } from './game.ts';
import { kindsOf, spread } from './kinds.ts';
import type { Steps, Swings } from './swings.ts';

const MOST_MEMBERS = 24;

/** Infinity where it cannot be done: too many members, or sums beyond what plain numbers hold exactly. */
export function costOfTrying(game: Game): Steps {
  const { members, sums } = game;
  const exact = sums.every(
    ({ weights, quota }) => weights.reduce((all, weight) => all + weight, quota) <= BigInt(Number.MAX_SAFE_INTEGER),
  );
  return exact && members <= MOST_MEMBERS ? 2 ** members * (sums.length + kindsOf(game).length) : Infinity;
}

export function swingsByTrying(game: Game): Swings {
  const { members } = game;
  const wins = winners(game);
  const kinds = kindsOf(game);
  const counts = kinds.map(() => new Array<number>(members).fill(0));
  const bits = kinds.map(([first]) => 1 << first!);
  for (let coalition = 0; coalition < wins.length; coalition++) {
    if (!wins[coalition]) continue;
    const others = population(coalition) - 1;
    for (let kind = 0; kind < bits.length; kind++) {
      const bit = bits[kind]!;
      if (coalition & bit && !wins[coalition ^ bit]) counts[kind]![others]!++;
    }
  }
  return spread(
    game,
    kinds,
    counts.map((row) => row.map(BigInt)),
  );
}

/** 1 for each coalition that wins; bit 0 of its number is the first member. */
function winners({ members, sums }: Game): Uint8Array {
  const wins = new Uint8Array(2 ** members).fill(1);
  for (const { weights, quota } of sums) {
    const plain = weights.map(Number);
    const least = Number(quota);
    // From one coalition to the next only one member comes or goes (Gray's order), so one addition makes each sum.
    let reached = 0;
    if (reached < least) wins[0] = 0;
    for (let step = 1; step < wins.length; step++) {
      const before = (step - 1) ^ ((step - 1) >> 1);
      const coalition = step ^ (step >> 1);
      const member = 31 - Math.clz32(before ^ coalition);
      reached += coalition > before ? plain[member]! : -plain[member]!;
      if (reached < least) wins[coalition] = 0;
    }
  }
  return wins;
}

function population(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
