import type { MessageKey } from '../system/i18n/translate.ts';

export type Variables = Record<string, string | number>;

/** One thing that is wrong with what was sent: where, and the message that says so. */
export interface Problem {
  /** Path in the input, such as `options.0.text`; empty when it is about the whole. */
  field: string;
  key: MessageKey;
  variables?: Variables;
}

/** An expected "no": a value, shown by page and API alike. Bugs throw instead. */
export interface Refusal {
  refused: 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'unauthenticated' | 'too-many';
  problems: Problem[];
}

const refusal =
  (refused: Refusal['refused']) =>
  (key: MessageKey, variables?: Variables): Refusal => ({
    refused,
    problems: [{ field: '', key, variables }],
  });

export const forbidden = refusal('forbidden');
export const conflict = refusal('conflict');
export const unauthenticated = refusal('unauthenticated');
export const tooMany = refusal('too-many');

/** Also the answer where the mere existence of a thing is private. */
export const notFound = (key: MessageKey = 'kernel.notFound'): Refusal => refusal('not-found')(key);

/** Wrong input, at one field. */
export const invalid = (field: string, key: MessageKey, variables?: Variables): Refusal => ({
  refused: 'invalid',
  problems: [{ field, key, variables }],
});

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && 'problems' in value;

/** Carries a refusal out of a transaction, so that nothing is half done. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`refused: ${refusal.refused} ${refusal.problems.map((p) => p.key).join(' ')}`);
    this.refusal = refusal;
  }
}

/** HTTP status of a refusal. */
export const statusOf = (refusal: Refusal): 401 | 403 | 404 | 409 | 422 | 429 =>
  (({ unauthenticated: 401, forbidden: 403, 'not-found': 404, conflict: 409, invalid: 422, 'too-many': 429 }) as const)[
    refusal.refused
  ];
