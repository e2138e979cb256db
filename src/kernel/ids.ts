import { randomUUIDv7 } from 'node:crypto';
import { z } from 'zod';

/** Makes identifiers. Handed in, so that tests and the story can be told twice with the same ids. */
export interface Ids {
  next(): string;
}

/** UUIDv7 (RFC 9562): ordered by time, made by the application because PostgreSQL before 18 cannot. */
export const uuidv7: Ids = { next: () => randomUUIDv7() };

/** The shape of an identifier in inputs. */
export const id = z.uuid();

/** A moment in inputs: RFC 3339 with an offset; becomes a `Date`. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
