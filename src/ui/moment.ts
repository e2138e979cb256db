import type { Moment } from '../system/i18n/format.ts';

/** What a datetime-local field shows for a moment: '2026-11-26T18:00'. */
export function localValue(moment: Moment, zone: string): string {
  const instant = moment instanceof Date ? moment.toTemporalInstant() : moment;
  return instant.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}
