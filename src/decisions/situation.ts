import type { Situation } from './policy.ts';
import type { Decision } from './shapes.ts';

/** What policies need to know of a decision that was read. */
export const situationOf = (decision: Decision): Situation => ({
  stage: decision.withdrawn ? 'withdrawn' : decision.closedAt ? 'closed' : decision.openedAt ? 'open' : 'discussion',
  method: decision.method,
  secrecy: decision.secrecy,
  closesAt: decision.closesAt,
  ratifyBy: decision.ratifyBy,
  ratificationAllowed: decision.ratificationAllowed,
  proposedBy: decision.proposedBy.id,
  pausedAt: decision.pausedAt,
  amendment: decision.amendment,
});
