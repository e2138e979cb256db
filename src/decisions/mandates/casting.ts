// What a ballot owes to its member's mandate. A binding one is kept, or the ballot is refused; where the rule lets it be
// cast otherwise, the record says so, with the reason.
import type { TimedContext } from '../../kernel/command.ts';
import { conflict, invalid, type Refusal } from '../../kernel/errors.ts';
import type { MessageKey } from '../../system/i18n/translate.ts';
import type { Proposal } from '../proposal.ts';
import { keepsTo, type Mandate, type MandateState, stateOf } from './held.ts';
import { endOf } from './rows.ts';

export interface Carried {
  member: string;
  /** The mandate that stood on the form: whoever voted under it is told when it has ended since. */
  mandate?: string;
  otherwiseBecause: string;
}

export interface Held {
  mandate: Mandate;
  held: 'followed' | 'otherwise';
}

/** The mandate, if it is in force now. */
export const inForce = (mandate: Mandate | undefined, proposal: Proposal, now: Date): Mandate | undefined =>
  mandate && stateOf(mandate, proposal.version, now) === 'in_force' ? mandate : undefined;

/** Whether the choice may be cast under the mandate that is there; null where none is in force and none is needed. */
export async function holdToMandate(
  context: TimedContext,
  proposal: Proposal,
  mandate: Mandate | undefined,
  { member, mandate: shown, otherwiseBecause }: Carried,
  choice: Parameters<typeof keepsTo>[1],
): Promise<Held | null | Refusal> {
  if (shown !== undefined && shown !== mandate?.id) {
    const why = await endOf(context, shown, member);
    return conflict(why ? gone[why] : 'mandates.mandateNotFound');
  }
  const state = mandate && stateOf(mandate, proposal.version, context.now);
  if (shown !== undefined && state !== 'in_force') return conflict(gone[state as keyof typeof gone]);
  if (!mandate || state !== 'in_force') {
    const consults = context.actor.standing.represents.some((r) => r.member === member && r.authority === 'consults');
    if (!proposal.mandateRequired || !consults) return null;
    return conflict(state ? gone[state as keyof typeof gone] : 'mandates.needed');
  }
  // What a secret ballot says is checked against nothing and noted nowhere: the mandate is between the member's own people.
  if (proposal.secrecy === 'secret') return null;
  if (keepsTo(mandate, choice)) return { mandate, held: 'followed' };
  if (proposal.mandateDeviation === 'refused') return invalid('choice', 'mandates.bound');
  if (otherwiseBecause === '') return invalid('otherwiseBecause', 'mandates.sayWhyOtherwise');
  return { mandate, held: 'otherwise' };
}

const gone: Record<Exclude<MandateState, 'in_force'>, MessageKey & `mandates.${string}`> = {
  revoked: 'mandates.isRevoked',
  superseded: 'mandates.isSuperseded',
  expired: 'mandates.isExpired',
  older_text: 'mandates.isForOlderText',
  ask_again: 'mandates.asksAgain',
};

/** Keeps under which mandate the ballot was cast. */
export async function noteHeld(
  { db, coalition }: TimedContext,
  proposal: Proposal,
  ballot: string,
  { mandate, held }: Held,
  reason: string,
): Promise<void> {
  await db
    .insertInto('mandatedBallots')
    .values({
      coalitionId: coalition.id,
      ballotId: ballot,
      proposalId: proposal.id,
      mandateId: mandate.id,
      held,
      reason: held === 'otherwise' ? reason : '',
    })
    .execute();
}
