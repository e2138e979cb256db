// What becomes of an objection: judged by those whom the rule names, or taken back by the member that raised it.
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../kernel/command.ts';
import { conflict, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { text } from '../kernel/text.ts';
import { isOpenForVotes, mayAnswerFor, mayJudge } from './policy.ts';
import { findProposal, type Proposal } from './proposal.ts';

const objectionInput = { objection: z.uuid() };

/** Says, as the rule's judge, whether an objection is reasoned and stands, or is set aside. */
export const judgeObjection = command({
  name: 'decisions.judgeObjection',
  scope: 'coalition',
  summary: 'Say, as the judge whom the rule names, whether an objection stands, and why.',
  input: z.strictObject({ ...objectionInput, stands: z.boolean(), reason: text(2000).min(1) }),
  result: z.object({ objection: z.uuid(), became: z.string() }),
  example: (story) => ({
    objection: story.objections.raised,
    stands: true,
    reason: 'It names a harm that the text does not prevent.',
  }),
  load: loadObjection,
  may: ({ actor, now }, { proposal }) => mayJudge(actor, proposal.judgedBy, proposal, now),
  run: (context, facts, { stands, reason }) => step(context, facts, stands ? 'standing' : 'dismissed', reason),
});

/** Takes one's own objection back. The member then has no answer until it gives a new one. */
export const withdrawObjection = command({
  name: 'decisions.withdrawObjection',
  scope: 'coalition',
  summary: "Take a member's own objection back.",
  input: z.strictObject({ ...objectionInput, reason: text(2000).default('') }),
  result: z.object({ objection: z.uuid(), became: z.string() }),
  example: (story) => ({ objection: story.objections.raised }),
  load: loadObjection,
  may({ actor, now }, { proposal, ...entry }) {
    const verdict = mayAnswerFor(actor, entry);
    return verdict === true ? isOpenForVotes(proposal, now) : verdict;
  },
  async run(context, facts, { reason }) {
    await context.db
      .updateTable('ballots')
      .set({ replacedAt: context.now })
      .where('coalitionId', '=', context.coalition.id)
      .where('entryId', '=', facts.entry)
      .where('replacedAt', 'is', null)
      .execute();
    return step(context, facts, 'withdrawn', reason);
  },
});

interface ObjectionFacts {
  proposal: Proposal;
  member: string | null;
  person: string | null;
  entry: string;
  objection: string;
}

async function loadObjection(
  context: Context,
  { objection }: { objection: string },
): Promise<ObjectionFacts | Refusal> {
  const { db, coalition } = context;
  const row = await db
    .selectFrom('objections as o')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'o.coalitionId').onRef('p.id', '=', 'o.proposalId'),
    )
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'o.coalitionId').onRef('e.id', '=', 'o.entryId'),
    )
    .select(['p.number', 'e.memberId', 'e.personId', 'o.entryId'])
    .where('o.coalitionId', '=', coalition.id)
    .where('o.id', '=', objection)
    .executeTakeFirst();
  if (!row) return notFound('decisions.objectionNotFound');
  const proposal = await findProposal(context, row.number, 'update');
  if (isRefusal(proposal)) return proposal;
  const ended = await db
    .selectFrom('objectionSteps')
    .select('became')
    .where('coalitionId', '=', coalition.id)
    .where('objectionId', '=', objection)
    .where('became', 'in', ['integrated', 'withdrawn'])
    .executeTakeFirst();
  return ended
    ? conflict('decisions.objectionEnded')
    : { proposal, member: row.memberId, person: row.personId, entry: row.entryId, objection };
}

async function step(
  context: TimedContext,
  { proposal, member, objection }: ObjectionFacts,
  became: string,
  reason: string,
) {
  const { db, coalition, ids, actor, now } = context;
  await db
    .insertInto('objectionSteps')
    .values({
      coalitionId: coalition.id,
      id: ids.next(),
      objectionId: objection,
      became,
      reason,
      byPerson: actor.person!,
      at: now,
    })
    .execute();
  const own = became === 'withdrawn';
  return {
    about: { kind: 'proposal', id: proposal.id },
    for: own ? (member ?? undefined) : undefined,
    value: { objection, became },
  };
}
