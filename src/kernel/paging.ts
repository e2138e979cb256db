import { z } from 'zod';

/** Where a page of a list ended: what the next one goes on after. Opaque to callers. */
export const encodeCursor = (parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor; undefined where it is none of ours. */
export function decodeCursor(cursor: string, length: number): string[] | undefined {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.length === length && parts.every((p) => typeof p === 'string')
      ? parts
      : undefined;
  } catch {
    return undefined;
  }
}

/** Inputs of a list that comes in pages. */
export const paging = {
  after: z.string().max(2000).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
};
