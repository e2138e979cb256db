import { invalid, type Refusal } from '../../kernel/errors.ts';
import type { ProposalInput } from '../inputs.ts';
import { concurrenceOf } from '../rule.ts';
import { asksAgain } from '../tally/methods.ts';

/** What cannot be both secret and something else. */
export function checkSecrecy({
  secrecy,
  method,
  ratifyBy,
  headQuorum,
  concurrence,
}: ProposalInput): Refusal | undefined {
  if (secrecy !== 'secret') return undefined;
  if (method !== undefined && asksAgain(method)) return invalid('secrecy', 'secrecy.consentNotSecret');
  if (ratifyBy !== undefined) return invalid('ratifyBy', 'secrecy.noRatification');
  // Papers that were added up have lost how many said so, and for whom: parts of a sum would point at people.
  if (headQuorum !== '' || concurrenceOf(concurrence) !== null) return invalid('secrecy', 'secrecy.oneWhole');
  return undefined;
}
