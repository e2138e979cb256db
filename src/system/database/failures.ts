/** SQLSTATEs are the same on one PostgreSQL and on a cluster; constraint names are not (see constraintOf). */
interface DatabaseFailure {
  code?: string;
  constraint_name?: string;
  message?: string;
}

/** Deadlock, serialization failure, lock not available: worth another try from the start. */
export const isTransient = (error: unknown): boolean =>
  ['40001', '40P01', '55P03'].includes((error as DatabaseFailure)?.code ?? '');

/**
 * The constraint that a write broke. A cluster leaves the field empty and names a shard in the message,
 * `"ballots_entry_102167"`: the number is cut off.
 */
export function constraintOf(error: unknown): string | undefined {
  const { code, constraint_name: name, message } = (error ?? {}) as DatabaseFailure;
  if (code !== '23505' && code !== '23503' && code !== '23514' && code !== '23P01') return undefined;
  return name || /constraint "([^"]+?)(?:_\d{5,})?"/.exec(message ?? '')?.[1];
}
