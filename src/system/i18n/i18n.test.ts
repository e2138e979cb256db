import { describe, expect, test } from 'vitest';
import { formatters } from './format.ts';
import { dir, pickLanguage } from './languages.ts';
import { isMessageKey, type Message, translator } from './translate.ts';

describe('translator', () => {
  test('fills in variables and counts by each language’s rules', () => {
    expect(translator('en')('common.members', { count: 1 })).toBe('1 member');
    expect(translator('es')('common.members', { count: 1200 })).toBe('1200 miembros');
    expect([0, 1, 2, 3, 11, 100].map((count) => translator('ar')('common.members', { count }))).toEqual([
      'لا أعضاء',
      'عضو واحد',
      'عضوان',
      '3 أعضاء',
      '11 عضوًا',
      '100 عضو',
    ]);
  });

  test('keeps what runs the other way apart from the sentence around it, but not addresses', () => {
    expect(translator('ar')('decisions.ballotOf', { member: 'Local 40' })).toMatch(/\u2068Local 40\u2069/);
    expect(translator('ar')('decisions.ballotOf', { member: 'نور' })).not.toMatch(/[\u2066-\u2069]/);
    expect(translator('en')('decisions.ballotOf', { member: 'نور' })).toBe('Ballot of \u2068نور\u2069');
    expect(translator('ar')('decisions.limit', { member: 'A', subject: 'B', kind: 'never' })).toContain('أبد');
    expect(translator('ar')('decisions.ballotOf', { member: 'https://a.example' })).not.toMatch(/[\u2066-\u2069]/);
  });

  test('says a message that was handed over as a value', () => {
    const message: Message = { key: 'common.members', variables: { count: 2 } };
    expect(translator('es')(message)).toBe('2 miembros');
    expect(translator('en')({ key: 'common.save' })).toBe('Save');
  });

  test('the compiler refuses unknown keys, missing and wrong variables', () => {
    const t = translator('en');
    // @ts-expect-error no such message
    expect(() => t('common.nonsense')).toThrow('common.nonsense');
    // @ts-expect-error the count is missing
    expect(() => t('common.members')).toThrow();
    // @ts-expect-error a count is a number
    t('common.members', { count: '3' });
    expect(isMessageKey('common.save')).toBe(true);
    expect(isMessageKey('toString')).toBe(false);
  });
});

describe('pickLanguage', () => {
  test.each([
    ['es-MX,es;q=0.9,en;q=0.8', undefined, 'es'],
    ['fr, ar;q=0.4, en;q=0.3', undefined, 'ar'],
    ['en;q=0, es;q=0.1', undefined, 'es'],
    ['es', 'ar', 'ar'],
    ['es', 'klingon', 'es'],
    ['*', undefined, 'en'],
    [';;q=x,,', undefined, 'en'],
    [null, null, 'en'],
  ])('%s with preference %s is %s', (header, preference, expected) => {
    expect(pickLanguage(header, preference)).toBe(expected);
  });

  test('Arabic runs from right to left', () => expect([dir('en'), dir('ar')]).toEqual(['ltr', 'rtl']));
});

describe('formatters', () => {
  const at = new Date('2026-11-26T17:00:00Z');
  const now = Temporal.Instant.from('2026-11-23T08:00:00Z');

  test('names the zone with every time', () => {
    expect(formatters('en', 'Europe/Berlin').dateTime(at)).toBe('Thu 26 Nov 2026, 18:00 CET');
    expect(formatters('en', 'America/New_York').dateTime(at)).toBe('Thu 26 Nov 2026, 12:00 EST');
    expect(formatters('es', 'America/New_York').dateTime(at)).toContain('12:00 hora de Nueva York');
    expect(formatters('ar', 'Europe/Berlin').dateTime(at)).toContain('18:00 توقيت ألمانيا');
    expect(formatters('en', 'Mars/Olympus').dateTime(at)).toBe('Thu 26 Nov 2026, 17:00 UTC');
  });

  test('tells a deadline in words and date', () => {
    expect(formatters('en', 'Europe/Berlin').deadline(at, now)).toBe('in 3 days, Thu 26 Nov 2026, 18:00 CET');
    expect(formatters('es', 'Europe/Berlin').deadline(at, now)).toMatch(/^dentro de 3 días, /);
    expect(formatters('ar', 'Europe/Berlin').deadline(at, now)).toMatch(/^خلال 3 أيام، /);
  });

  test('counts in the unit that people would use', () => {
    const { relative } = formatters('en', 'UTC');
    const ago = (iso: string) => relative(Temporal.Instant.from(iso), at);
    expect(
      ['2026-11-26T16:30Z', '2026-11-26T12:00Z', '2026-11-25T10:00Z', '2026-08-01T00:00Z', '2020-01-01T00:00Z'].map(
        ago,
      ),
    ).toEqual(['30 minutes ago', '5 hours ago', 'yesterday', '3 months ago', '6 years ago']);
  });

  test('writes days, numbers, shares and lists, and sorts as readers do', () => {
    const format = formatters('es', 'Pacific/Auckland');
    expect(format.day('2026-11-26')).toBe('26 de noviembre de 2026');
    expect(format.number(40000)).toBe('40.000');
    expect(format.percent(0.625)).toMatch(/^62,5\s%$/);
    expect(format.list(['pan', 'techo', 'trabajo'])).toBe('pan, techo y trabajo');
    expect(['zeta', 'Ñandú', 'nube', 'Álamo', 'Local 12', 'Local 9'].sort(format.compare)).toEqual([
      'Álamo',
      'Local 9',
      'Local 12',
      'nube',
      'Ñandú',
      'zeta',
    ]);
  });
});

test('a text that runs the other way is kept apart inside a sentence, and only then', () => {
  const say = (lang: 'en' | 'ar', member: string) => translator(lang)('decisions.forName', { member });
  expect(say('ar', 'Local 40?')).toBe('عن \u2068Local 40?\u2069');
  expect(say('ar', 'مركز النور')).toBe('عن مركز النور');
  expect(say('en', 'مركز النور')).toBe('for \u2068مركز النور\u2069');
  expect(say('en', 'Local 40?')).toBe('for Local 40?');
  expect(translator('ar')('decisions.answer', { answer: 'yes' })).toBe('نعم');
});
