// Who may bring in paper, and when: pure, asked by commands and pages alike.
import type { Actor } from '../../kernel/actor.ts';
import type { Verdict } from '../../kernel/command.ts';
import { conflict, forbidden } from '../../kernel/errors.ts';
import type { Situation } from '../policy.ts';

const coordinates = (actor: Actor): Verdict => actor.standing.coordinator || forbidden('kernel.coordinatorsOnly');

/** How many may vote on paper is part of the roll: said before the vote opens, or not at all. */
export function mayAllowPaper(actor: Actor, { stage, method, secrecy }: Situation): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  if (method === 'consent') return conflict('paper.notForConsent');
  // A secret vote is opened from its envelopes only; nothing stands beside them.
  if (secrecy === 'secret') return conflict('paper.notForSecret');
  return stage === 'discussion' || conflict('paper.beforeOpening');
}

/** Paper comes in while the vote is open: whoever closes it must be able to know what counts. */
export function mayEnterPaper(actor: Actor, { stage, closesAt, pausedAt }: Situation, now: Date): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  return (stage === 'open' && (now < closesAt || pausedAt !== null)) || conflict('paper.onlyWhileOpen');
}

/** The second pair of eyes belongs to somebody else. */
export function mayConfirmPaper(actor: Actor, situation: Situation, enteredBy: string, now: Date): Verdict {
  const verdict = mayEnterPaper(actor, situation, now);
  if (verdict !== true) return verdict;
  return actor.person !== enteredBy || forbidden('paper.somebodyElseConfirms');
}
