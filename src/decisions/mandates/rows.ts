// Reading and writing the rows of mandates that several commands share.
import type { Context, TimedContext } from '../../kernel/command.ts';
import { notFound, type Refusal } from '../../kernel/errors.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import type { Cast } from '../tally/split.ts';
import type { Kind, Way } from './conclude.ts';
import type { Mandate } from './held.ts';

export interface Consultation {
  id: string;
  proposalId: string;
  member: string;
  version: number;
  way: Way;
  secret: boolean;
  closesAt: Date;
  endedWhy: string | null;
}

/** The proposal by its id, its lock shared: it must not close while somebody answers to it. */
export async function proposalById(
  context: Context,
  id: string,
  lock: 'share' | 'none' = 'share',
): Promise<Proposal | Refusal> {
  const row = await context.db
    .selectFrom('proposals')
    .select('number')
    .where('coalitionId', '=', context.coalition.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? findProposal(context, row.number, lock) : notFound('decisions.proposalNotFound');
}

/** Finds a consultation and locks it, so that an answer is in before its end or refused after it. */
export async function lockConsultation({ db, coalition }: Context, id: string): Promise<Consultation | Refusal> {
  const row = await db
    .selectFrom('consultations')
    .select(['id', 'proposalId', 'memberId as member', 'version', 'way', 'secret', 'closesAt', 'endedWhy'])
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? { ...row, way: row.way as Way } : notFound('mandates.consultationNotFound');
}

export async function endConsultation(
  { db, coalition, now, actor }: TimedContext,
  id: string,
  why: 'answered' | 'expired' | 'taken_back',
): Promise<void> {
  await db
    .updateTable('consultations')
    .set({ endedAt: now, endedWhy: why, endedBy: actor.person })
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .execute();
}

/** The mandate of a member for a question that has not been superseded or revoked, whatever it is worth by now. */
export async function presentMandate(
  { db, coalition }: Context,
  proposalId: string,
  member: string,
): Promise<Mandate | undefined> {
  const row = await db
    .selectFrom('mandates')
    .select(['id', 'kind', 'choice', 'version', 'decidedHow', 'goodUntil'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposalId)
    .where('memberId', '=', member)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as Kind, choice: row.choice as Cast | null, endedWhy: null };
}

/** How a mandate that was on somebody's screen came to its end; nothing where there never was one for this member. */
export async function endOf({ db, coalition }: Context, id: string, member: string): Promise<Mandate['endedWhy']> {
  const row = await db
    .selectFrom('mandates')
    .select('endedWhy')
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', id)
    .where('memberId', '=', member)
    .executeTakeFirst();
  return (row?.endedWhy ?? null) as Mandate['endedWhy'];
}

export interface NewMandate {
  proposal: Proposal;
  member: string;
  version: number;
  consultation?: string;
  kind: Kind;
  choice: Cast | null;
  guidance?: string;
  decidedHow: string;
  goodUntil?: Date;
}

/** Puts a mandate in force. The one before it is superseded, and kept. */
export async function putMandate(context: TimedContext, mandate: NewMandate): Promise<string> {
  const { db, coalition, ids, actor, now } = context;
  await db
    .updateTable('mandates')
    .set({ endedAt: now, endedWhy: 'superseded', endedBy: actor.person })
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', mandate.proposal.id)
    .where('memberId', '=', mandate.member)
    .where('endedAt', 'is', null)
    .execute();
  const id = ids.next();
  await db
    .insertInto('mandates')
    .values({
      coalitionId: coalition.id,
      id,
      proposalId: mandate.proposal.id,
      memberId: mandate.member,
      version: mandate.version,
      consultationId: mandate.consultation ?? null,
      kind: mandate.kind,
      choice: mandate.choice as object as Record<string, string> | null,
      guidance: mandate.guidance ?? '',
      decidedHow: mandate.decidedHow,
      givenBy: actor.person,
      givenAt: now,
      goodUntil: mandate.goodUntil ?? null,
    })
    .execute();
  return id;
}
