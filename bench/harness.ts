// Measuring on a machine that drifts: what is compared takes turns within one run, and only ratios are told.

/** Something that is measured once a turn; the number is what is compared (seconds, or answers a second). */
export type Candidate = () => Promise<number>;

export interface Compared {
  name: string;
  /** The median of the turns. */
  median: number;
  /** The median of the ratios to the first candidate, each taken within one turn. */
  ratio: number;
}

/**
 * Lets candidates take turns, and compares each with the first. The order is turned round every other time, so that
 * nobody always comes after the same neighbour. The first turn warms up and does not count.
 */
export async function compare(candidates: Record<string, Candidate>, turns: number): Promise<Compared[]> {
  const names = Object.keys(candidates);
  const measured = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let turn = 0; turn <= turns; turn++) {
    for (const name of turn % 2 === 0 ? names : [...names].reverse()) {
      const value = await candidates[name]!();
      if (turn > 0) measured.get(name)!.push(value);
    }
  }
  const first = measured.get(names[0]!)!;
  return names.map((name) => {
    const values = measured.get(name)!;
    return { name, median: median(values), ratio: median(values.map((value, turn) => value / first[turn]!)) };
  });
}

/** Seconds that some work takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** A line of what came out, with its goal where there is one. @returns whether the goal was reached */
export function report(what: string, value: number, goal?: { atLeast?: number; atMost?: number }): boolean {
  const reached =
    value >= (goal?.atLeast ?? Number.NEGATIVE_INFINITY) && value <= (goal?.atMost ?? Number.POSITIVE_INFINITY);
  const wanted =
    goal?.atLeast !== undefined
      ? `at least ${goal.atLeast}`
      : goal?.atMost !== undefined
        ? `at most ${goal.atMost}`
        : '';
  console.log(
    `  ${what.padEnd(64)} ${value.toFixed(2).padStart(8)}  ${wanted && `(${wanted}${reached ? '' : ', MISSED'})`}`,
  );
  return reached;
}

/** `--quick` measures shortly, to see that everything runs. */
export const isQuick = process.argv.includes('--quick');
