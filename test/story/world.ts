import type { App } from '../../src/kernel/app.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Command } from '../../src/kernel/command.ts';
import { execute } from '../../src/kernel/execute.ts';
import type { Ids } from '../../src/kernel/ids.ts';

/** A clock that stands still until it is told to move. */
export interface StoryClock extends Clock {
  set(moment: string): void;
  forward(duration: Temporal.DurationLike): void;
  /** A date of the story, as an input: shifted like the clock itself. */
  at(moment: string): string;
}

/**
 * @param shift how much later than written the story happens: a demonstration ends it today
 */
export function storyClock(start: string, shift: Temporal.DurationLike = { seconds: 0 }): StoryClock {
  const shifted = (moment: string) => Temporal.Instant.from(moment).add(shift);
  let moment = shifted(start);
  const date = () => new Date(moment.epochMilliseconds);
  return {
    now: async () => date(),
    glance: date,
    set: (to) => {
      moment = shifted(to);
    },
    at: (to) => shifted(to).toString(),
    forward: (duration) => {
      moment = moment.toZonedDateTimeISO('UTC').add(duration).toInstant();
    },
  };
}

/** Ids in the order of their making, the same at every telling: `seed` keeps two stories in one database apart. */
export function storyIds(seed = 1): Ids {
  let count = 0;
  return {
    next: () => {
      const hex = (++count).toString(16).padStart(12, '0');
      return `01900000-0000-7000-8${seed.toString(16).padStart(3, '0')}-${hex}`;
    },
  };
}

/** Does a command as somebody, and insists that it works: a story has no failed steps. */
export async function tell<I, Sent, F, V>(
  app: App,
  person: string | null,
  command: Command<string, I, Sent, F, V>,
  input: Sent,
  coalition?: string,
): Promise<V> {
  const result = await execute(app, command, { input, person, coalition, via: 'browser' });
  if (!result.ok) throw new Error(`${command.name}: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
