// Members with the same weights everywhere have the same power: it is counted once for each kind.
import type { Game } from './game.ts';
import type { Swings } from './swings.ts';

export type Kinds = readonly (readonly number[])[];

/** The members (by index) that are alike. */
export function kindsOf({ members, sums }: Game): Kinds {
  const kinds = new Map<string, number[]>();
  for (let member = 0; member < members; member++) {
    const key = sums.map(({ weights }) => weights[member]).join(' ');
    const kind = kinds.get(key);
    if (kind) kind.push(member);
    else kinds.set(key, [member]);
  }
  return [...kinds.values()];
}

/** Gives to every member what was counted for its kind. */
export function spread({ members }: Game, kinds: Kinds, rows: readonly (readonly bigint[])[]): Swings {
  const swings = new Array<readonly bigint[]>(members);
  kinds.forEach((kind, at) => {
    for (const member of kind) swings[member] = rows[at]!;
  });
  return swings;
}
