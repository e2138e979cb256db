// The talk about a proposal: it stays with the decision.
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { text } from '../kernel/text.ts';
import { proposalNumber } from './inputs.ts';
import { mayDiscuss, maySpeakFor } from './policy.ts';
import { findProposal, type Proposal } from './proposal.ts';
import { textOf } from './way/amendment.ts';
import { partsOf } from './way/parts.ts';
import { mayAnswerComment } from './way/policy.ts';

export const commentKinds = ['remark', 'concern', 'question', 'support', 'information'] as const;

/** Says something in the discussion. */
export const comment = command({
  name: 'decisions.comment',
  scope: 'coalition',
  summary: 'Say something in the discussion of a proposal, on the whole or on a part of one version of its text.',
  input: z.strictObject({
    proposal: proposalNumber,
    body: text(10_000).min(1),
    kind: z.enum(commentKinds).default('remark'),
    /** The part that it is about: 0 is the question, the others count from the top. Goes with `version`. */
    part: z.int().min(0).max(5000).optional(),
    version: z.int().positive().max(2_147_483_647).optional(),
    replyTo: z.uuid().optional(),
    /** In whose name; one's own where nothing is said. */
    forMember: z.uuid().optional(),
  }),
  result: z.object({ id: z.uuid() }),
  example: (story) => ({
    proposal: story.proposals.discussed,
    body: 'Our members want to hear the drivers first.',
    kind: 'concern' as const,
    part: 1,
    version: 1,
  }),
  load: (context, { proposal }) => findProposal(context, proposal),
  may({ actor }, _, { forMember }) {
    const verdict = mayDiscuss(actor);
    if (verdict !== true || forMember === undefined) return verdict;
    const spoken = maySpeakFor(actor, forMember);
    return 'refused' in spoken ? spoken : true;
  },
  async run(context, proposal, { body, kind, part, version, replyTo, forMember }) {
    const { db, coalition, ids, actor, now } = context;
    if (replyTo !== undefined && !(await isCommentOn(db, coalition.id, proposal.id, replyTo)))
      return invalid('replyTo', 'decisions.commentNotFound');
    const wrong = await checkPart(context, proposal, part, version);
    if (wrong) return wrong;
    const id = ids.next();
    await db
      .insertInto('comments')
      .values({
        coalitionId: coalition.id,
        id,
        proposalId: proposal.id,
        replyTo: replyTo ?? null,
        byPerson: actor.person!,
        forMember: forMember ?? null,
        body,
        kind,
        part: part ?? null,
        version: version ?? null,
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, for: forMember, value: { id } };
  },
});

/** A part is a part of some version: one that was there. */
async function checkPart(
  context: Context,
  { id }: Proposal,
  part: number | undefined,
  version: number | undefined,
): Promise<Refusal | undefined> {
  if (part === undefined && version === undefined) return undefined;
  if (part === undefined || version === undefined) return invalid('part', 'way.noSuchPart');
  const words = await textOf(context, id, version);
  return words && partsOf(words).some((each) => each.part === part) ? undefined : invalid('part', 'way.noSuchPart');
}

/** Says what became of a concern or a question: answered, taken up in the text, or open again. */
export const answerComment = command({
  name: 'decisions.answerComment',
  scope: 'coalition',
  summary: 'Say that a concern or a question is answered, was taken up in the text, or is open again.',
  input: z.strictObject({ comment: z.uuid(), became: z.enum(['answered', 'taken_up', 'open']) }),
  result: z.object({ proposal: z.int() }),
  example: (story) => ({ comment: story.concern, became: 'answered' as const }),
  load: findComment,
  may: ({ actor }, { proposal, by }, { became }) => mayAnswerComment(actor, proposal, by, became),
  async run({ db, coalition, ids, actor, now }, { proposal, kind }, { comment: commentId, became }) {
    if (kind !== 'concern' && kind !== 'question') return conflict('way.nothingToAnswer');
    await db
      .insertInto('commentSteps')
      .values({ coalitionId: coalition.id, id: ids.next(), commentId, became, byPerson: actor.person!, at: now })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});

async function findComment(context: Context, { comment: id }: { comment: string }) {
  const row = await context.db
    .selectFrom('comments as c')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'c.coalitionId').onRef('p.id', '=', 'c.proposalId'),
    )
    .select(['c.byPerson', 'c.kind', 'p.number'])
    .where('c.coalitionId', '=', context.coalition.id)
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (!row) return notFound('decisions.commentNotFound');
  const proposal = await findProposal(context, row.number);
  return isRefusal(proposal) ? proposal : { proposal, by: row.byPerson, kind: row.kind };
}

async function isCommentOn(db: TimedContext['db'], coalition: string, proposal: string, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('comments')
    .select('id')
    .where('coalitionId', '=', coalition)
    .where('proposalId', '=', proposal)
    .where('id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}
