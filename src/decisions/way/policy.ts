// Who may do what on the way to a decision: pure, asked by commands and pages alike.
import type { Actor } from '../../kernel/actor.ts';
import type { Verdict } from '../../kernel/command.ts';
import { conflict, forbidden, invalid } from '../../kernel/errors.ts';
import { mayDiscuss, maySpeakFor, type Situation } from '../policy.ts';
import type { AmendmentState } from './amendment.ts';

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
export function mayReopen(actor: Actor, { stage, amendment, secrecy }: Situation): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  if (stage !== 'closed') return conflict('decisions.notClosed');
  if (secrecy === 'secret') return conflict('secrecy.neverReopened');
  return amendment === null || conflict('way.amendmentIsFixed');
}

/** Other words are proposed while the text is discussed; a vote on an amendment is about words that stand fixed. */
export function mayAmend(actor: Actor, { stage, amendment }: Situation): Verdict {
  const verdict = mayDiscuss(actor);
  if (verdict !== true) return verdict;
  if (amendment !== null) return conflict('way.amendmentIsFixed');
  return stage === 'discussion' || conflict('way.amendInDiscussion');
}

/** A friendly amendment is the proposer's own to take up. */
export function mayAcceptAmendment(actor: Actor, { stage, proposedBy }: Situation, state: AmendmentState): Verdict {
  if (actor.person !== proposedBy) return forbidden('way.proposerAccepts');
  if (stage !== 'discussion') return conflict('way.amendInDiscussion');
  return state === 'open' || conflict('way.amendmentSettled');
}

export function mayVoteOnAmendment(actor: Actor, { stage }: Situation, state: AmendmentState): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  if (stage !== 'discussion') return conflict('way.amendInDiscussion');
  return state === 'open' || conflict('way.amendmentSettled');
}

export function mayWithdrawAmendment(actor: Actor, proposedBy: string, state: AmendmentState): Verdict {
  if (actor.person !== proposedBy) return forbidden('way.amenderOnly');
  return state === 'open' || conflict('way.amendmentSettled');
}

/** The proposer and the coordinators say what became of a concern; whoever spoke may say that it is answered. */
export function mayAnswerComment(actor: Actor, { proposedBy }: Situation, by: string, became: string): Verdict {
  if (actor.standing.coordinator || actor.person === proposedBy) return true;
  return (actor.person === by && became !== 'taken_up') || forbidden('way.proposerAnswers');
}

/** Days after the close in which members explain their votes. */
export const daysToExplain = 14;
export const explainUntil = (closedAt: Date): Date => new Date(closedAt.getTime() + daysToExplain * 24 * 3600_000);

/** The proposer and the coordinators put the outcome into words. */
export function mayStateOutcome(actor: Actor, { stage, proposedBy }: Situation): Verdict {
  if (!actor.standing.coordinator && actor.person !== proposedBy) return forbidden('decisions.proposerOnly');
  return stage === 'closed' || conflict('decisions.notClosed');
}

export function mayExplainVote(actor: Actor, member: string, closedAt: Date | null, now: Date): Verdict {
  const spoken = maySpeakFor(actor, member);
  if ('refused' in spoken) return spoken;
  if (closedAt === null) return conflict('decisions.notClosed');
  return now < explainUntil(closedAt) || conflict('way.explainedTooLate');
}

export function mayAddFollowUp(actor: Actor, { stage }: Situation): Verdict {
  const verdict = mayDiscuss(actor);
  if (verdict !== true) return verdict;
  return stage === 'closed' || conflict('decisions.notClosed');
}

/** Whoever carries a task says how it went; whoever gave it out and the coordinators may too. */
export function mayMarkFollowUp(actor: Actor, member: string | null, byPerson: string): Verdict {
  if (actor.standing.coordinator || actor.person === byPerson) return true;
  if (member === null) return mayDiscuss(actor);
  return !('refused' in maySpeakFor(actor, member)) || forbidden('way.notYourTask');
}

export function mayRevisit(actor: Actor, { stage }: Situation): Verdict {
  const verdict = coordinates(actor);
  if (verdict !== true) return verdict;
  return stage === 'closed' || conflict('decisions.notClosed');
}

/** The proposer and the coordinators ask how people feel, as long as the text is discussed or voted on. */
export function maySound(actor: Actor, { stage, proposedBy, amendment }: Situation): Verdict {
  if (!actor.standing.coordinator && actor.person !== proposedBy) return forbidden('decisions.proposerOnly');
  if (amendment !== null) return conflict('way.amendmentIsFixed');
  return stage === 'discussion' || stage === 'open' || conflict('way.soundsTooLate');
}

export function mayAnswerSounding(actor: Actor, per: 'person' | 'member', member: string | undefined): Verdict {
  if (per === 'person') return member === undefined ? mayDiscuss(actor) : invalid('member', 'way.peopleAreAsked');
  if (member === undefined) return invalid('member', 'way.membersAreAsked');
  const spoken = maySpeakFor(actor, member);
  return 'refused' in spoken ? spoken : true;
}

export const mayEndSounding = (actor: Actor, { proposedBy }: Situation, by: string): Verdict =>
  actor.standing.coordinator ||
  actor.person === proposedBy ||
  actor.person === by ||
  forbidden('decisions.proposerOnly');

export function mayAskAdvice(actor: Actor, { stage, proposedBy }: Situation): Verdict {
  if (!actor.standing.coordinator && actor.person !== proposedBy) return forbidden('decisions.proposerOnly');
  return stage === 'discussion' || conflict('decisions.notInDiscussion');
}

export function mayRecordAdvice(actor: Actor, member: string | null, proposedBy: string): Verdict {
  if (actor.standing.coordinator || actor.person === proposedBy) return true;
  return (member !== null && !('refused' in maySpeakFor(actor, member))) || forbidden('way.adviceFromAsked');
}

/** Whoever may change a list that all start from. */
export const mayKeepTemplate = (actor: Actor): Verdict => coordinates(actor);
