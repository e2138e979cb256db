/** SQLSTATEs are the same on one PostgreSQL and on a cluster; constraint names are not (see constraintOf). */
interface DatabaseFailure {
  code?: string;
  constraint_name?: string;
  message?: string;
}

/** All connections are busy, and stayed so. */
export const noConnection = 'NO_CONNECTION';

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

/** What postgres.js and the system say when no connection can be had, or one was cut off. */
const lost = new Set([
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'CONNECTION_CONNECT_TIMEOUT'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  noConnection,
]);

/**
 * The database cannot do it now and will be able to again: it is away, starting, stopping, full, or took too long.
 * Classes 08 (connection) and 53 (too many connections, no memory, disk full), 57P0x (shutting down), 57014 (timeout).
 */
export function isAway(error: unknown): boolean {
  const { code = '' } = (error ?? {}) as DatabaseFailure;
  const { syscall, severity_local: answered } = (error ?? {}) as { syscall?: string; severity_local?: string };
  // A file of ours that is missing says ENOENT too.
  if (code === 'ENOENT') return syscall === 'connect';
  return lost.has(code) || (answered !== undefined && /^(?:08|53|57P0|57014)/.test(code)) || isTransient(error);
}

/** A line for the operator. */
export function sayAway(error: unknown): string {
  const { code = 'unknown' } = (error ?? {}) as DatabaseFailure;
  if (code === '53100')
    return 'The disk of the database is full: nothing can be written. Make room; it goes on by itself.';
  return `The database cannot answer now (${code}).`;
}
