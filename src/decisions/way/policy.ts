// Who may do what on the way to a decision: pure, asked by commands and pages alike.
import type { Actor } from '../../kernel/actor.ts';
import type { Verdict } from '../../kernel/command.ts';
import { conflict, forbidden } from '../../kernel/errors.ts';
import type { Situation } from '../policy.ts';

const coordinates = (actor: Actor): Verdict => actor.standing.coordinator || forbidden('kernel.coordinatorsOnly');

/** A closing hour can be moved later until it has come. What was voted on until its hour is decided. */
export function mayExtend(actor: Actor, { stage, closesAt, pausedAt }: Situation, now: Date): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  if (stage === 'discussion' || (stage === 'open' && (now < closesAt || pausedAt !== null))) return true;
  return conflict('way.tooLateToExtend');
}

export function mayPause(actor: Actor, { stage, closesAt, pausedAt }: Situation, now: Date): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  if (stage === 'open' && pausedAt !== null) return conflict('way.isPaused');
  return (stage === 'open' && now < closesAt) || conflict('way.onlyOpenPauses');
}

export function mayResume(actor: Actor, { stage, pausedAt }: Situation): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  return (stage === 'open' && pausedAt !== null) || conflict('way.notPaused');
}

/**
 * Opening a closed vote again keeps its ballots. An amendment that was voted on has changed the text, or has not; its vote is over.
 */
export function mayReopen(actor: Actor, { stage, amendment }: Situation): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  if (stage !== 'closed') return conflict('decisions.notClosed');
  return amendment === null || conflict('way.amendmentIsFixed');
}
