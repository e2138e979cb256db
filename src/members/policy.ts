// Who may do what with members: asked by the commands and by the pages that offer them.
import { type Actor, representing } from '../kernel/actor.ts';
import type { Verdict } from '../kernel/command.ts';
import { forbidden, unauthenticated } from '../kernel/errors.ts';

/** The roster, invitations and applications are the coordinators' work. */
export const mayKeepRoster = (actor: Actor): Verdict =>
  actor.standing.coordinator || forbidden('kernel.coordinatorsOnly');

/** Whoever follows an invitation or asks to join must be somebody. */
export const mayCome = (actor: Actor): Verdict => actor.person !== null || unauthenticated('kernel.signInFirst');

/** A member, and whether anybody speaks for it at present. */
export interface Voice {
  member: string;
  spokenFor: boolean;
}

/**
 * May the actor say something in the member's name? Its representatives, unless they only observe.
 * While nobody speaks for a member, a coordinator may write down what it said on the phone.
 */
export function maySpeakFor(actor: Actor, { member, spokenFor }: Voice): Verdict {
  const representation = representing(actor, member);
  if (representation) return representation.authority !== 'observes' || forbidden('members.observersOnlyWatch');
  return (actor.standing.coordinator && !spokenFor) || forbidden('members.speakersOnly');
}

/** May the actor bind the member, as when it leaves? */
export function mayDecideFor(actor: Actor, { member, spokenFor }: Voice): Verdict {
  const representation = representing(actor, member);
  if (representation) return representation.authority === 'decides' || forbidden('members.decidersOnly');
  return (actor.standing.coordinator && !spokenFor) || forbidden('members.decidersOnly');
}

/** How a member is described: its own people, and the coordinators who keep the roster. */
export const mayDescribeMember = (actor: Actor, member: string): Verdict =>
  actor.standing.coordinator || maySpeakFor(actor, { member, spokenFor: true });

/** Who speaks for a member: whoever may decide for it says so, or a coordinator. */
export const mayNameRepresentatives = (actor: Actor, member: string): Verdict =>
  actor.standing.coordinator || mayDecideFor(actor, { member, spokenFor: true });

/** Everybody may lay down their own office. */
export const mayEndRepresentation = (actor: Actor, member: string, person: string): Verdict =>
  actor.person === person || mayNameRepresentatives(actor, member);
