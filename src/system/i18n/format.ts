import type { Lang } from './languages.ts';
import { translator } from './translate.ts';

export type Moment = Date | Temporal.Instant;
export type Format = ReturnType<typeof makeFormat>;

// English without a country: day before month and the 24-hour clock, which nobody misreads.
const locales: Record<Lang, string> = { en: 'en-GB', es: 'es', ar: 'ar' };
const known = new Map<string, Format>();

/** Dates, numbers and lists in one language and time zone. An unknown zone counts as UTC. */
export function formatters(lang: Lang, zone: string): Format {
  const cacheKey = `${lang} ${zone}`;
  const format = known.get(cacheKey);
  if (format) return format;
  if (!isZone(zone)) return formatters(lang, 'UTC');
  const made = makeFormat(lang, zone);
  known.set(cacheKey, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function makeFormat(lang: Lang, zone: string) {
  const locale = locales[lang];
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const long = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const weekday = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const clock = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const plainDay = dates({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const numbers = new Intl.NumberFormat(lang);
  const percents = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 });
  const all = new Intl.ListFormat(locale, { type: 'conjunction' });
  const any = new Intl.ListFormat(locale, { type: 'disjunction' });
  const collator = new Intl.Collator(locale, { numeric: true });
  const zoneName = zoneNamer(locale, zone);
  const t = translator(lang);

  // A long list says the same minutes again and again, and each costs four formats.
  const minutes = remembering(2000, (minute: number) => {
    const at = minute * 60_000;
    return t('common.dateAndTime', {
      date: weekday.format(at).replace(/^(\p{L}+),/u, lang === 'en' ? '$1' : '$&'),
      time: clock.format(at),
      zone: zoneName(at),
    });
  });
  const dateTime = (moment: Moment) => minutes(Math.floor(millis(moment) / 60_000));
  const relative = (moment: Moment, now: Moment) => {
    const [count, unit] = distance(millis(moment), millis(now), zone);
    return relatives.format(count, unit);
  };
  return {
    zone,
    /** 26 November 2026 */
    date: (moment: Moment) => long.format(millis(moment)),
    /** A calendar day without a time, as a `date` column gives it: '2026-11-26'. */
    day: (day: string) => plainDay.format(Date.parse(`${day.slice(0, 10)}T00:00Z`)),
    /** Thu 26 Nov 2026, 18:00 CET */
    dateTime,
    /** in 3 days; yesterday; 5 minutes ago */
    relative,
    /** in 3 days, Thu 26 Nov 2026, 18:00 CET */
    deadline: (moment: Moment, now: Moment) =>
      t('common.deadline', { relative: relative(moment, now), date: dateTime(moment) }),
    /** The zone as people call it at that moment: CET, EST, hora de Nueva York. */
    zoneName: (moment: Moment) => zoneName(millis(moment)),
    number: (value: number) => numbers.format(value),
    /** 0.625 is 62.5% */
    percent: (value: number) => percents.format(value),
    list: (items: string[]) => all.format(items),
    listAny: (items: string[]) => any.format(items),
    compare: collator.compare,
  };
}

/** Keeps what was made for the last keys; when there are too many, it begins anew. */
function remembering(most: number, make: (key: number) => string): (key: number) => string {
  const made = new Map<number, string>();
  return (key) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    if (made.size >= most) made.clear();
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}

function millis(moment: Moment): number {
  return moment instanceof Date ? moment.getTime() : moment.epochMilliseconds;
}

/** Some locales know only "GMT-5": then another English name, else the place's name, says more. */
function zoneNamer(locale: string, zone: string): (at: number) => string {
  // Formats are dear to make and cheap to use.
  const namer = (locale: string, timeZoneName: 'short' | 'shortGeneric') => {
    const dates = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName });
    return (at: number) => dates.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? zone;
  };
  const candidates = [namer(locale, 'short'), ...(locale.startsWith('en') ? [namer('en-US', 'short')] : [])];
  const byPlace = namer(locale, 'shortGeneric');
  return (at) => candidates.map((name) => name(at)).find((name) => !/\d/.test(name)) ?? byPlace(at);
}

/** Whole units that people count in: minutes, hours, then calendar days of the zone, months, years. */
function distance(at: number, now: number, zone: string): [number, Intl.RelativeTimeFormatUnit] {
  const minutes = Math.trunc((at - now) / 60_000);
  if (Math.abs(minutes) < 60) return [minutes, 'minute'];
  if (Math.abs(minutes) < 24 * 60) return [Math.trunc(minutes / 60), 'hour'];
  const day = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const days = day(now).until(day(at)).days;
  if (Math.abs(days) < 60) return [days, 'day'];
  const { years, months } = day(now).until(day(at), { largestUnit: 'year' });
  return Math.abs(years) >= 2 ? [years, 'year'] : [years * 12 + months, 'month'];
}
