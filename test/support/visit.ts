import { formatters } from '../../src/system/i18n/format.ts';
import { dir, type Lang } from '../../src/system/i18n/languages.ts';
import { translator } from '../../src/system/i18n/translate.ts';
import type { Visit } from '../../src/ui/visit.ts';

/** A visit for tests and pictures: everything fixed, and what a test cares about in `given`. */
export function visitFor(lang: Lang = 'en', given: Partial<Visit> = {}): Visit {
  let keys = 0;
  return {
    t: translator(lang),
    lang,
    dir: dir(lang),
    format: formatters(lang, 'America/New_York'),
    now: new Date('2026-11-22T20:00:00Z'),
    csrf: 'form-token',
    newKey: () => `key-${++keys}`,
    path: '/gallery',
    nonce: 'nonce',
    assets: (name) => `/assets/${name}`,
    person: { id: 'rosa', name: 'Rosa Ortega', email: 'rosa@example.org' },
    preferences: { largeText: false, reducedData: false },
    ...given,
  };
}
