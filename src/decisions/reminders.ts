// When people are reminded: a few days before a date, the day before, and some hours before, as far as the time that
// they have is long enough, and only while they are awake.

/** Nobody is written to before this hour of their day, or from that one on. */
const morning = 8;
const evening = 21;

/** Hours before the date, and how many hours there must be in all for it to make sense. */
const steps = [
  { before: 72, least: 144 },
  { before: 24, least: 48 },
  { before: 3, least: 12 },
];

const hour = 3600_000;

/**
 * The moments at which somebody in a time zone is reminded of a date. A moment in the night moves to the morning after
 * it, where an hour is left then, else to the evening before.
 */
export function reminderHours(from: Date, until: Date, zone: string): Date[] {
  const length = (until.getTime() - from.getTime()) / hour;
  const moments = steps
    .filter(({ least }) => length >= least)
    .map(({ before }) => awake(new Date(until.getTime() - before * hour), until, zone))
    .filter((moment) => moment.getTime() > from.getTime() + hour && moment < until);
  // Two that moved close to each other are one.
  return moments.filter((moment, n) => n === 0 || moment.getTime() - moments[n - 1]!.getTime() >= 2 * hour);
}

function awake(moment: Date, until: Date, zone: string): Date {
  const local = moment.toTemporalInstant().toZonedDateTimeISO(zone);
  if (local.hour >= morning && local.hour < evening) return moment;
  const day = local.hour < morning ? local : local.add({ days: 1 });
  const next = day.withPlainTime({ hour: morning });
  if (until.getTime() - next.epochMilliseconds >= hour) return new Date(next.epochMilliseconds);
  return new Date(day.subtract({ days: 1 }).withPlainTime({ hour: evening - 1 }).epochMilliseconds);
}
