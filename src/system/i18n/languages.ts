/** The languages Greenbelt speaks, named in themselves. English is the one that the others are translated from. */
export const languages = { en: 'English', es: 'Español', ar: 'العربية' } as const;

export type Lang = keyof typeof languages;
export type Direction = 'ltr' | 'rtl';

export const langs = Object.keys(languages) as Lang[];
export const sourceLang: Lang = 'en';

export function isLang(value: unknown): value is Lang {
  return typeof value === 'string' && Object.hasOwn(languages, value);
}

/** The writing direction of a language. */
export function dir(lang: Lang): Direction {
  return lang === 'ar' ? 'rtl' : 'ltr';
}

/** The language to answer in: what the person chose, else the best of what the browser accepts, else English. */
export function pickLanguage(acceptLanguage: string | null | undefined, preference?: string | null): Lang {
  if (isLang(preference)) return preference;
  const wishes = (acceptLanguage ?? '').slice(0, 500).split(',').map(parseWish);
  wishes.sort((a, b) => b.weight - a.weight);
  return (wishes.find((wish) => wish.weight > 0 && isLang(wish.lang))?.lang as Lang | undefined) ?? sourceLang;
}

function parseWish(part: string) {
  const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
  const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
  return { lang: tag.split('-')[0], weight: q === undefined ? 1 : Number(q) };
}
