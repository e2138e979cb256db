import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMessage, readCatalogs, variablesOf } from './catalog.ts';
import { generate, generatedFile, messagesFolder } from './generate.ts';
import { type Lang, langs, sourceLang } from './languages.ts';

const catalogs = readCatalogs(messagesFolder);
const flat = Object.fromEntries(langs.map((lang) => [lang, flatten(lang)])) as Record<Lang, Map<string, string>>;
const english = flat[sourceLang];
const others = langs.filter((lang) => lang !== sourceLang);
/** Texts that are rightly the same as in English: names, and words that the two languages share. */
const same = JSON.parse(readFileSync(join(messagesFolder, 'same.json'), 'utf8')) as Record<string, string[]>;

test('messages.gen.ts is up to date: run `node src/system/i18n/generate.ts`', () => {
  expect(generate(catalogs) === readFileSync(generatedFile, 'utf8'), 'run `node src/system/i18n/generate.ts`').toBe(
    true,
  );
});

describe.each(others)('messages/%s', (lang) => {
  const translated = flat[lang];

  test('has every message, and none that English has not', () => {
    expect({
      missing: [...english.keys()].filter((key) => !translated.has(key)),
      extra: [...translated.keys()].filter((key) => !english.has(key)),
    }).toEqual({ missing: [], extra: [] });
  });

  test('asks for the same variables', () => {
    const differing = [...translated].filter(
      ([key, text]) => english.has(key) && variables(key, text, lang) !== variables(key, english.get(key)!, sourceLang),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test('is translated, not copied; a word that is the same in both languages goes into messages/same.json', () => {
    const copied = [...translated].filter(
      ([key, text]) => text === english.get(key) && hasWords(text) && !same[lang]?.includes(text),
    );
    expect(copied.map(([key]) => key)).toEqual([]);
  });
});

test('Arabic counts as Arabic does: a plural has a form for 0, 1, 2, few, many and other', () => {
  const wanting = [...flat.ar].filter(([, text]) => {
    const plurals = text.match(/\{\w+, plural,/g)?.length ?? 0;
    const forms = [/(zero|=0) \{/g, /(one|=1) \{/g, /(two|=2) \{/g, /few \{/g, /many \{/g];
    return forms.some((form) => (text.match(form)?.length ?? 0) < plurals);
  });
  expect(wanting.map(([key]) => key)).toEqual([]);
});

function flatten(lang: Lang) {
  return new Map(
    [...catalogs[lang]].flatMap(([namespace, messages]) =>
      [...messages].map(([key, text]) => [`${namespace}.${key}`, text] as [string, string]),
    ),
  );
}

function variables(key: string, text: string, lang: Lang) {
  try {
    return JSON.stringify([...variablesOf(parseMessage(text, lang))]);
  } catch (error) {
    throw new Error(`messages/${lang}: ${key}: ${(error as Error).message}`);
  }
}

function hasWords(text: string) {
  return /\p{L}/u.test(text.replace(/\{[^{}]*\}/g, ''));
}
