// Many rankings as one tree: those that begin alike share their beginning, so that a count that looks at every ballot
// again and again (Meek) looks at each beginning once. A branch grows when it is first looked beyond, which most never are.
import { POSITION, type Profile, TIED } from './profile.ts';

export interface Branch {
  /** The positions of the options at this rank; more than one where they stand equal. */
  readonly level: readonly number[];
  /** Whole weight of all papers that begin like this. */
  weight: number | bigint;
  /** What comes after it. */
  next(): readonly Branch[];
}

interface Bud {
  readonly level: readonly number[];
  weight: number | bigint;
  /** The first of its lines; the others are linked from it. */
  head: number;
}

export function growTree({ options, size, marks, starts, weights }: Profile): Branch {
  // Every line hangs on one bud at a time, at the place of its ranking that is looked at next.
  const link = new Int32Array(size);
  const at = starts.slice(0, size);
  for (let line = 0; line < size; line += 1) link[line] = line - 1;
  const single: (Bud | undefined)[] = new Array(options.length);
  return branchOf({ level: [], weight: 0, head: size - 1 });

  function branchOf({ level, weight, head }: Bud): Branch {
    let grown: Branch[] | undefined;
    return {
      level,
      weight,
      next() {
        grown ??= grow(head).map(branchOf);
        return grown;
      },
    };
  }

  function grow(head: number): Bud[] {
    const buds: Bud[] = [];
    const equal = new Map<string, Bud>();
    for (let line = head; line !== -1; ) {
      const following = link[line]!;
      const place = at[line]!;
      const end = starts[line + 1]!;
      if (place < end) {
        let after = place + 1;
        while (after < end && marks[after]! >= TIED) after += 1;
        at[line] = after;
        const bud = after === place + 1 ? oneOf(marks[place]!) : tieOf(place, after);
        // Numbers or big integers, never mixed: the plus means the same for both.
        bud.weight = (bud.weight as number) + (weights.of[line] as number);
        link[line] = bud.head;
        bud.head = line;
      }
      line = following;
    }
    for (const { level } of buds) if (level.length === 1) single[level[0]!] = undefined;
    return buds;

    function oneOf(position: number): Bud {
      const known = single[position];
      if (known) return known;
      const bud = open([position]);
      single[position] = bud;
      return bud;
    }

    function tieOf(place: number, after: number): Bud {
      const level = Array.from(marks.subarray(place, after), (mark) => mark & POSITION);
      const key = level.join('=');
      const known = equal.get(key) ?? open(level);
      equal.set(key, known);
      return known;
    }

    function open(level: readonly number[]): Bud {
      const bud: Bud = { level, weight: weights.zeros(1)[0]!, head: -1 };
      buds.push(bud);
      return bud;
    }
  }
}
