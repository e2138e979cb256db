import type { Moment } from '../system/i18n/format.ts';

/** What a datetime-local field shows for a moment: '2026-11-26T18:00'. */
export function localValue(moment: Moment, zone: string): string {
  const instant = moment instanceof Date ? moment.toTemporalInstant() : moment;
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The moment that a datetime-local field means in a zone; undefined when it is not a date and time. */
export function localMoment(value: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(value)) return undefined;
  try {
    return new Date(Temporal.PlainDateTime.from(value).toZonedDateTime(zone).epochMilliseconds);
  } catch {
    return undefined;
  }
}
