import { z } from 'zod';
import { id } from './ids.ts';
import { unstorable } from './text.ts';

/** Where a page of a list ended: what the next one goes on after. Opaque to callers. */
export const encodeCursor = (parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

const parts = { text: z.string().refine((text) => !unstorable(text)), id, instant: z.iso.datetime({ offset: true }) };

/** The parts of a cursor, of these kinds; undefined where it is none of ours: the database would choke on others. */
export function decodeCursor(cursor: string, kinds: (keyof typeof parts)[]): string[] | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits =
      Array.isArray(read) &&
      read.length === kinds.length &&
      read.every((p, n) => parts[kinds[n]!].safeParse(p).success);
    return fits ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Inputs of a list that comes in pages. */
export const paging = {
  after: z.string().max(2000).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
};
