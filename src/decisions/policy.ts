// Who may do what with a proposal: pure, asked by commands and pages alike.
import { type Actor, isInsider, type Representation, representing } from '../kernel/actor.ts';
import type { Verdict } from '../kernel/command.ts';
import { conflict, forbidden, invalid } from '../kernel/errors.ts';
import type { Stage } from './proposal.ts';
import { asksAgain } from './tally/methods.ts';

/** How ballots are kept: seen as they come, seen at the close, or never linked to who cast them. */
export type Secrecy = 'open' | 'closed' | 'secret';

/** What a policy needs to know of a proposal. */
export interface Situation {
  stage: Stage;
  method: string;
  secrecy: Secrecy;
  closesAt: Date;
  ratifyBy: Date;
  ratificationAllowed: boolean;
  proposedBy: string;
  /** Since when time stands still; null while it runs. */
  pausedAt: Date | null;
  /** The amendment that is voted on, where this is a vote on one. */
  amendment: string | null;
}

export const mayDiscuss = (actor: Actor): Verdict => speaks(actor) || forbidden('decisions.speakersOnly');

/** Observers listen; whoever speaks for a member, or coordinates, may put a question. */
export const mayPropose = (actor: Actor): Verdict => speaks(actor) || forbidden('decisions.speakersOnly');

const speaks = (actor: Actor): boolean =>
  actor.standing.coordinator || actor.standing.represents.some(({ authority }) => authority !== 'observes');

/** Before the vote the proposer and the coordinators may rewrite; during it only a consent question may change its text. */
export function mayRevise(
  actor: Actor,
  { stage, method, proposedBy, closesAt, pausedAt, amendment }: Situation,
  now: Date,
): Verdict {
  if (!actor.standing.coordinator && actor.person !== proposedBy) return forbidden('decisions.proposerOnly');
  if (amendment !== null) return conflict('way.amendmentIsFixed');
  if (stage === 'discussion') return true;
  // Not between the hour and the count: a new text would undo what was answered in time.
  if (stage === 'open' && asksAgain(method) && (now < closesAt || pausedAt !== null)) return true;
  return conflict('decisions.textIsFixed');
}

export function mayOpen(actor: Actor, { stage, closesAt }: Situation, now: Date): Verdict {
  if (!actor.standing.coordinator && actor.via !== 'clock') return forbidden('kernel.coordinatorsOnly');
  if (stage !== 'discussion') return conflict('decisions.notInDiscussion');
  return now < closesAt || conflict('decisions.closingPassed');
}

export type Basis = 'own_authority' | 'consulted' | 'subject_to_ratification';

/**
 * May this person cast the ballot of this member, on this basis? Somebody who must consult says how the organization
 * was asked, or votes subject to its ratification.
 */
export function mayCast(
  actor: Actor,
  situation: Situation,
  member: string,
  basis: Basis,
  now: Date,
  /** The member's own people have given a mandate, and it is in force: that is to have been asked. */
  mandated = false,
): Verdict {
  const spoken = maySpeakFor(actor, member);
  if (typeof spoken === 'object' && 'refused' in spoken) return spoken;
  const open = isOpenForVotes(situation, now);
  if (open !== true) return open;
  if (basis === 'own_authority' && spoken.authority === 'consults' && !mandated)
    return invalid('basis', 'decisions.mustConsult');
  if (basis === 'subject_to_ratification' && !situation.ratificationAllowed) {
    return invalid('basis', 'decisions.noRatification');
  }
  return true;
}

/** Whoever stands on the roll in person casts her own ballot, and nobody else does. There is nobody to ratify it. */
export function mayCastOwn(actor: Actor, situation: Situation, basis: Basis, now: Date): Verdict {
  if (!isInsider(actor)) return forbidden('kernel.membersOnly');
  const open = isOpenForVotes(situation, now);
  if (open !== true) return open;
  return basis === 'own_authority' || invalid('basis', 'rules.personsDecide');
}

/** Who stands behind an entry of the roll: the people of a member, or the person herself. */
export function mayAnswerFor(actor: Actor, entry: { member: string | null; person: string | null }): Verdict {
  if (entry.member === null) return actor.person === entry.person || forbidden('rules.ownBallotOnly');
  const spoken = maySpeakFor(actor, entry.member);
  return 'refused' in spoken ? spoken : true;
}

/** Whoever may cast for the member may take its ballot back, as long as votes are taken. */
export function mayTakeBackBallot(actor: Actor, situation: Situation, member: string, now: Date): Verdict {
  const spoken = maySpeakFor(actor, member);
  return 'refused' in spoken ? spoken : isOpenForVotes(situation, now);
}

export function isOpenForVotes({ stage, closesAt, pausedAt }: Situation, now: Date): Verdict {
  if (stage === 'discussion') return conflict('decisions.notOpenYet');
  if (stage === 'withdrawn') return conflict('decisions.isWithdrawn');
  if (stage === 'open' && pausedAt !== null) return conflict('way.isPaused');
  if (stage !== 'open' || now >= closesAt) return conflict('decisions.isClosed');
  return true;
}

/** The representation under which the person speaks for the member: not as an observer, not for another member. */
export function maySpeakFor(actor: Actor, member: string): Representation | Exclude<Verdict, true> {
  const representation = representing(actor, member);
  if (!representation) return forbidden('decisions.notYourMember');
  return representation.authority === 'observes' ? forbidden('decisions.observersListen') : representation;
}

/** Until its date a member may say whether it stands behind the ballot cast in its name; also after the close. */
export function mayRatify(actor: Actor, { stage }: Situation, member: string, ratifyBy: Date, now: Date): Verdict {
  const spoken = maySpeakFor(actor, member);
  if ('refused' in spoken) return spoken;
  if (stage === 'withdrawn') return conflict('decisions.isWithdrawn');
  return now < ratifyBy || conflict('decisions.ratificationPassed');
}

/** Coordinators judge objections where the rule says so; elsewhere every objection stands unless its member takes it back. */
export function mayJudge(actor: Actor, judgedBy: string, situation: Situation, now: Date): Verdict {
  if (!actor.standing.coordinator) return forbidden('kernel.coordinatorsOnly');
  if (judgedBy !== 'coordinators') return forbidden('decisions.objectorsOnly');
  return isOpenForVotes(situation, now);
}

/** At the hour anybody's clock will do; before it only coordinators, and only when nobody is left to vote. */
export function mayClose(
  actor: Actor,
  { stage, closesAt, pausedAt }: Situation,
  everybodyVoted: boolean,
  now: Date,
): Verdict {
  if (!actor.standing.coordinator && actor.via !== 'clock') return forbidden('kernel.coordinatorsOnly');
  if (stage !== 'open') return conflict('decisions.notOpen');
  if (pausedAt !== null) return conflict('way.isPaused');
  if (now >= closesAt) return true;
  return (actor.standing.coordinator && everybodyVoted) || conflict('decisions.votesOutstanding');
}

/** Counting again changes nothing that ratifications did not change, so coordinators may ask for it at any time. */
export function maySettle(actor: Actor, { stage }: Situation): Verdict {
  if (!actor.standing.coordinator && actor.via !== 'clock') return forbidden('kernel.coordinatorsOnly');
  return stage === 'closed' || conflict('decisions.notClosed');
}

/** What was voted on until its hour is decided, also while it waits to be counted. */
export function mayWithdraw(actor: Actor, { stage, proposedBy, closesAt, pausedAt }: Situation, now: Date): Verdict {
  if (!actor.standing.coordinator && actor.person !== proposedBy) return forbidden('decisions.proposerOnly');
  if (stage === 'discussion' || (stage === 'open' && (now < closesAt || pausedAt !== null))) return true;
  return conflict('decisions.notOpen');
}

export const maySee = (actor: Actor): Verdict => isInsider(actor) || forbidden('kernel.membersOnly');
