// From answers to a mandate; or a mandate recorded as a board gave it. Shared with the others only if the member wants.
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound } from '../../kernel/errors.ts';
import { id, instant } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { checkCast } from '../choosing.ts';
import { optionsOf } from '../count.ts';
import { cast, proposalNumber } from '../inputs.ts';
import { maySpeakFor } from '../policy.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { ONE } from '../tally/exact.ts';
import type { Cast } from '../tally/split.ts';
import { openConsultation } from './commands-asking.ts';
import { type Answer, type Conclusion, conclude, kinds } from './conclude.ts';
import { mayMandate } from './policy.ts';
import { type Consultation, endConsultation, proposalById, putMandate } from './rows.ts';

const given = z.object({ mandate: id.nullable(), kind: z.enum(kinds).nullable() });

/** Ends the asking and makes the mandate of the answers. At the member's deadline the server does it by itself. */
export const concludeHome = command({
  name: 'mandates.conclude',
  scope: 'coalition',
  summary: "Make the mandate of the answers that are in. The server does this by itself at the member's deadline.",
  input: z.strictObject({ consultation: id }),
  result: given,
  example: (story) => ({ consultation: story.mandates.consultation }),
  load: (context, { consultation }) => openConsultation(context, consultation),
  may: ({ actor, now }, { proposal, member }) => actor.via === 'clock' || mayMandate(actor, proposal, member, now),
  async run(context, { proposal, ...consultation }) {
    if (consultation.endedWhy) return conflict('mandates.deadlineOver');
    const about = { kind: 'proposal', id: proposal.id };
    const answers = await answersOf(context, consultation.id);
    const concluded = conclude(consultation.way, answers, proposal.method, await optionsOf(context, proposal.id));
    if (!concluded) {
      if (context.now < consultation.closesAt) return conflict('mandates.nobodyAnswered');
      await endConsultation(context, consultation.id, 'expired');
      return { about, for: consultation.member, verb: 'mandates.expire', value: { mandate: null, kind: null } };
    }
    await endConsultation(context, consultation.id, 'answered');
    const mandate = await putConclusion(context, proposal, consultation, concluded);
    return { about, for: consultation.member, value: { mandate, kind: concluded.kind } };
  },
});

async function answersOf({ db, coalition }: Context, consultation: string): Promise<Answer[]> {
  const rows = await db
    .selectFrom('consultationAnswers')
    .select(['says', 'choice', 'voices'])
    .where('coalitionId', '=', coalition.id)
    .where('consultationId', '=', consultation)
    .where('replacedAt', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows as unknown as Answer[];
}

/** What the answers come to must be a choice that could be cast; where it is not, it leans instead of binding. */
async function putConclusion(
  context: TimedContext,
  proposal: Proposal,
  consultation: Consultation,
  concluded: Conclusion,
): Promise<string> {
  const checked = concluded.choice && (await checkCast(context, proposal, concluded.choice, ONE));
  const castable = checked === null || !isRefusal(checked);
  return putMandate(context, {
    proposal,
    member: consultation.member,
    version: consultation.version,
    consultation: consultation.id,
    kind: castable ? concluded.kind : 'guided',
    choice: castable ? (checked as Cast | null) : concluded.choice,
    decidedHow: '',
  });
}

/** Records what the member decided by itself: its board, its assembly, its people at the table. */
export const giveMandate = command({
  name: 'mandates.give',
  scope: 'coalition',
  summary: 'Record the mandate that the member gave: binding, guided, free, or ask again.',
  input: z.strictObject({
    proposal: proposalNumber,
    member: id,
    kind: z.enum(kinds),
    /** Required where it binds; where it guides, the way it leans. */
    choice: cast.optional(),
    guidance: text(5000).default(''),
    /** By whom, when and how: "our board, 12 May". */
    decidedHow: line(500).min(1),
    /** After this moment the mandate holds no more. */
    goodUntil: instant.optional(),
    /** The version of the text that was decided about. */
    basedOn: z.int().positive().optional(),
  }),
  result: given,
  example: (story) => ({
    proposal: story.proposals.open,
    member: story.members.tenants,
    kind: 'binding' as const,
    choice: { answer: 'yes' as const },
    decidedHow: 'The stairwell meeting, 23 March: all hands.',
  }),
  load: (context, { proposal }) => findProposal(context, proposal, 'share'),
  may: ({ actor, now }, proposal, { member }) => mayMandate(actor, proposal, member, now),
  conflicts: { mandates_in_force: conflict('mandates.givenAtOnce') },
  async run(context, proposal, { member, kind, choice, guidance, decidedHow, goodUntil, basedOn }) {
    if (basedOn !== undefined && basedOn !== proposal.version)
      return conflict('decisions.textChanged', { version: String(proposal.version) });
    if (goodUntil && goodUntil <= context.now) return invalid('goodUntil', 'mandates.deadlinePassed');
    if (kind === 'binding' && !choice) return invalid('choice', 'mandates.bindsToWhat');
    const leans = kind === 'binding' || kind === 'guided';
    const checked = choice && leans ? await checkCast(context, proposal, choice, ONE) : null;
    if (isRefusal(checked)) return checked;
    const open = await openOf(context, proposal.id, member);
    if (open) await endConsultation(context, open, 'answered');
    const mandate = await putMandate(context, {
      proposal,
      member,
      version: proposal.version,
      consultation: open,
      kind,
      choice: checked,
      guidance,
      decidedHow,
      goodUntil,
    });
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value: { mandate, kind } };
  },
});

async function openOf({ db, coalition }: Context, proposal: string, member: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('consultations')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .where('memberId', '=', member)
    .where('endedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row?.id;
}

/** Takes the mandate back: from now on nobody votes under it. A ballot already cast stands until it is replaced or taken back. */
export const revokeMandate = command({
  name: 'mandates.revoke',
  scope: 'coalition',
  summary: 'Take a mandate back, with the reason. Nobody votes under it any more.',
  input: z.strictObject({ mandate: id, reason: text(2000).min(1) }),
  result: z.object({ mandate: id }),
  example: (story) => ({ mandate: story.mandates.binding, reason: 'New numbers; we ask again on Thursday.' }),
  load: findMandate,
  may: ({ actor, now }, { proposal, member }) => mayMandate(actor, proposal, member, now),
  async run({ db, coalition, actor, now }, { id: mandate, member, proposal }, { reason }) {
    const ended = await db
      .updateTable('mandates')
      .set({ endedAt: now, endedWhy: 'revoked', endedBy: actor.person, endedReason: reason })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', mandate)
      .where('endedAt', 'is', null)
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return conflict('mandates.endedAlready');
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value: { mandate } };
  },
});

/** Lets the other members see what the member's people decided. It cannot be unseen, so it cannot be taken back. */
export const shareMandate = command({
  name: 'mandates.share',
  scope: 'coalition',
  summary: 'Let everybody in the coalition see a mandate. Without this only the member’s own people do.',
  input: z.strictObject({ mandate: id }),
  result: z.object({ mandate: id }),
  example: (story) => ({ mandate: story.mandates.binding }),
  load: findMandate,
  may({ actor }, { member }) {
    const spoken = maySpeakFor(actor, member);
    return 'refused' in spoken ? spoken : true;
  },
  async run({ db, coalition, actor, now }, { id: mandate, member, proposal }) {
    await db
      .updateTable('mandates')
      .set({ sharedAt: now, sharedBy: actor.person })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', mandate)
      .where('sharedAt', 'is', null)
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value: { mandate } };
  },
});

async function findMandate(context: Context, { mandate }: { mandate: string }) {
  const row = await context.db
    .selectFrom('mandates')
    .select(['id', 'proposalId', 'memberId as member'])
    .where('coalitionId', '=', context.coalition.id)
    .where('id', '=', mandate)
    .executeTakeFirst();
  if (!row) return notFound('mandates.mandateNotFound');
  const proposal = await proposalById(context, row.proposalId);
  return isRefusal(proposal) ? proposal : { ...row, proposal };
}
