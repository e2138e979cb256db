import type { Moment } from '../system/i18n/format.ts';
import { useVisit } from './visit.ts';

interface TimeProps {
  at: Moment;
  /** dateTime names the zone; deadline adds "in 3 days"; relative keeps the full time in its title. */
  as?: 'dateTime' | 'date' | 'deadline' | 'relative';
}

/** A moment in the reader's language and zone, and for machines in UTC. */
export function Time({ at, as = 'dateTime' }: TimeProps) {
  const { format, now } = useVisit();
  const iso = new Date(at instanceof Date ? at : at.epochMilliseconds).toISOString();
  const text = {
    dateTime: () => format.dateTime(at),
    date: () => format.date(at),
    deadline: () => format.deadline(at, now),
    relative: () => format.relative(at, now),
  };
  return (
    <time datetime={iso} title={as === 'relative' || as === 'date' ? format.dateTime(at) : undefined}>
      {text[as]()}
    </time>
  );
}

/** A calendar day without a time: '2026-11-26'. */
export function Day({ on }: { on: string }) {
  return <time datetime={on.slice(0, 10)}>{useVisit().format.day(on)}</time>;
}
