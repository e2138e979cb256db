import { z } from 'zod';
import type { Problem } from './errors.ts';

// Control characters, half characters and signs that force the reading direction of what follows: nobody types them,
// no page shows them rightly, and a database refuses some of them. Tab and line feed stay.
const odd = /[\p{Cc}\p{Cs}\u202a-\u202e]/u;

const isReadable = (text: string): boolean => !odd.test(text.replace(/[\t\n]/g, ''));

/** Text in inputs, of several lines if need be. Composed alike however it was typed, so that equal words are equal. */
export const text = (most: number) =>
  z.string().normalize('NFC').overwrite(unixLines).trim().max(most).refine(isReadable, 'kernel.oddCharacters');

/** A name or another text of one line. */
export const line = (most: number) =>
  z.string().normalize('NFC').overwrite(inOneLine).trim().max(most).refine(isReadable, 'kernel.oddCharacters');

const unixLines = (text: string): string => text.replace(/\r\n?/g, '\n');

// Signs without width come along when a name is copied from a page.
const inOneLine = (text: string): string => text.replace(/[\u200b\u2060\ufeff]/g, '').replace(/\s+/g, ' ');

const deepest = 60;

/**
 * What no schema has to look for: text that no database keeps (a null character, half a character), in whatever field
 * or name of a field, and input nested so deeply that reading it would exhaust the stack.
 */
export function unstorable(value: unknown, path: string[] = []): Problem | undefined {
  const at = (key: Problem['key']): Problem => ({ field: path.join('.'), key });
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? at('kernel.oddCharacters') : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length > deepest) return at('kernel.wrongKind');
  for (const [name, inner] of Object.entries(value)) {
    const problem = unstorable(name, path) ?? unstorable(inner, [...path, name]);
    if (problem) return problem;
  }
  return undefined;
}
