import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reminderHours } from './reminders.ts';
import { mondayMorning } from './summary.ts';

const at = (text: string) => new Date(text);
const hours = (from: string, until: string, zone: string) =>
  reminderHours(at(from), at(until), zone).map((moment) =>
    moment.toTemporalInstant().toZonedDateTimeISO(zone).toPlainDateTime().toString(),
  );

test('a long vote reminds three times, a short one less, a very short one not at all', () => {
  expect(hours('2026-03-01T09:00:00Z', '2026-03-20T17:00:00Z', 'UTC')).toEqual([
    '2026-03-17T17:00:00',
    '2026-03-19T17:00:00',
    '2026-03-20T14:00:00',
  ]);
  expect(hours('2026-03-18T09:00:00Z', '2026-03-20T17:00:00Z', 'UTC')).toEqual([
    '2026-03-19T17:00:00',
    '2026-03-20T14:00:00',
  ]);
  expect(hours('2026-03-20T09:00:00Z', '2026-03-20T17:00:00Z', 'UTC')).toEqual([]);
});

test('each is written to while awake where they are', () => {
  // 17:00 in Riverton's UTC is two in the morning in Tokyo: the morning after; the last, before the close at 2:00, in the evening.
  expect(hours('2026-03-01T09:00:00Z', '2026-03-20T17:00:00Z', 'Asia/Tokyo')).toEqual([
    '2026-03-18T08:00:00',
    '2026-03-20T08:00:00',
    '2026-03-20T20:00:00',
  ]);
});

test('for whatever vote and zone: before the date, after the beginning, awake, in order and apart', () => {
  const zones = ['UTC', 'Europe/Madrid', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns'];
  fc.assert(
    fc.property(
      fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
      fc.integer({ min: 1, max: 60 * 24 * 60 }),
      fc.constantFrom(...zones),
      (start, minutes, zone) => {
        const [from, until] = [new Date(start * 1000), new Date(start * 1000 + minutes * 60_000)];
        const found = reminderHours(from, until, zone);
        for (const [n, moment] of found.entries()) {
          const { hour } = moment.toTemporalInstant().toZonedDateTimeISO(zone);
          expect(hour).toBeGreaterThanOrEqual(8);
          expect(hour).toBeLessThan(21);
          expect(moment > from && moment < until).toBe(true);
          if (n > 0) expect(moment.getTime() - found[n - 1]!.getTime()).toBeGreaterThanOrEqual(2 * 3600_000);
        }
      },
    ),
  );
});

test('Monday’s morning is where the reader is', () => {
  expect(mondayMorning(at('2026-03-22T23:30:00Z'), 'Asia/Tokyo')).toBe('2026-03-23');
  expect(mondayMorning(at('2026-03-22T23:30:00Z'), 'Europe/Madrid')).toBeUndefined();
  expect(mondayMorning(at('2026-03-23T07:30:00Z'), 'Europe/Madrid')).toBe('2026-03-23');
  expect(mondayMorning(at('2026-03-23T12:30:00Z'), 'Europe/Madrid')).toBeUndefined();
});
