import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Format } from '../system/i18n/format.ts';
import type { Direction, Lang } from '../system/i18n/languages.ts';
import { type Translate, translator } from '../system/i18n/translate.ts';
import { formatters } from '../system/i18n/format.ts';

/** Everything about one request that the look of a page depends on. The web layer makes it, components read it. */
export interface Visit {
  t: Translate;
  lang: Lang;
  dir: Direction;
  format: Format;
  /** The hidden token of every form, and a fresh idempotency key for each form rendered. */
  csrf: string;
  newKey(): string;
  path: string;
  nonce: string;
  assets(name: string): string;
  person?: { id: string; name: string; email: string };
  preferences: { largeText: boolean; reducedData: boolean };
}

const nobody: Visit = {
  t: translator('en'),
  lang: 'en',
  dir: 'ltr',
  format: formatters('en', 'UTC'),
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
