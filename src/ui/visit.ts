import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { type Format, formatters } from '../system/i18n/format.ts';
import type { Direction, Lang } from '../system/i18n/languages.ts';
import { type Message, type MessageKey, type Translate, translator } from '../system/i18n/translate.ts';

/** Everything about one request that the look of a page depends on. The web layer makes it, components read it. */
export interface Visit {
  t: Translate;
  lang: Lang;
  dir: Direction;
  format: Format;
  /** What "in 3 days" is counted from. */
  now: Date;
  /** The hidden token of every form, and a fresh idempotency key for each form rendered. */
  csrf: string;
  newKey(): string;
  path: string;
  /** The CSP nonce, for the one style that Turbo injects. */
  nonce: string;
  /** The address of a built file, by its plain name: main.css, main.js. */
  assets(name: string): string;
  person?: { id: string; name: string; email: string };
  preferences: { largeText: boolean; reducedData: boolean; theme?: 'light' | 'dark' };
}

/** A text for the reader: already said, or a message to say in the reader's language. */
export type Said = string | { key: MessageKey; variables?: Record<string, string | number> };

/** Where the language switcher posts { language, back } to. */
export const languageAction = '/language';

const nobody: Visit = {
  t: translator('en'),
  lang: 'en',
  dir: 'ltr',
  format: formatters('en', 'UTC'),
  now: new Date(0),
  csrf: '',
  newKey: () => '',
  path: '/',
  nonce: '',
  assets: (name) => `/assets/${name}`,
  preferences: { largeText: false, reducedData: false },
};

export const VisitContext = createContext<Visit>(nobody);

/** The request's visit, inside a component. */
export const useVisit = (): Visit => useContext(VisitContext);

/** Says a text that may still be a message. */
export function useSay(): (said: Said) => string {
  const { t } = useVisit();
  return (said) => (typeof said === 'string' ? said : t(said as Message));
}
