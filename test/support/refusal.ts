import type { Result } from '../../src/kernel/execute.ts';

/** What a refused call says, as `field: message` or the message alone; "done" where it was not refused. */
export const said = (result: Result<unknown>): string =>
  result.ok ? 'done' : result.refusal.problems.map(({ field, key }) => (field ? `${field}: ${key}` : key)).join(', ');

/** The value of a call that must have worked. */
export function worked<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(said(result));
  return result.value;
}
