// Who may do what with a mandate: the member's own people, and nobody else; coordinators have no say in it.
import type { Actor } from '../../kernel/actor.ts';
import type { Verdict } from '../../kernel/command.ts';
import { conflict, forbidden } from '../../kernel/errors.ts';
import { maySpeakFor, type Situation } from '../policy.ts';

/** Whoever speaks for the member takes the question home, records what was decided and takes it back. */
export function mayMandate(actor: Actor, situation: Situation, member: string, now: Date): Verdict {
  const spoken = maySpeakFor(actor, member);
  if ('refused' in spoken) return spoken;
  return isUndecided(situation, now);
}

/** Also those who only observe for the member see what its people said; no other member and no coordinator does. */
export const maySeeMandates = (actor: Actor, member: string): Verdict =>
  actor.standing.represents.some((r) => r.member === member) || forbidden('mandates.onlyOwn');

/** A question that is still to be decided: one can be asked about it, and answer. */
export function isUndecided(
  { stage, closesAt, pausedAt }: Pick<Situation, 'stage' | 'closesAt' | 'pausedAt'>,
  now: Date,
): Verdict {
  if (stage === 'withdrawn') return conflict('decisions.isWithdrawn');
  // While it is paused its hour does not strike.
  if (stage === 'closed' || (closesAt <= now && pausedAt === null)) return conflict('decisions.isClosed');
  return true;
}
