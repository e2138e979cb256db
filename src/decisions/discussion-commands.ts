// The talk about a proposal: it stays with the decision.
import { z } from 'zod';
import { command, type TimedContext } from '../kernel/command.ts';
import { invalid } from '../kernel/errors.ts';
import { text } from '../kernel/text.ts';
import { proposalNumber } from './inputs.ts';
import { mayDiscuss, maySpeakFor } from './policy.ts';
import { findProposal } from './proposal.ts';

/** Says something in the discussion. */
export const comment = command({
  name: 'decisions.comment',
  scope: 'coalition',
  summary: 'Say something in the discussion of a proposal.',
  input: z.strictObject({
    proposal: proposalNumber,
    body: text(10_000).min(1),
    replyTo: z.uuid().optional(),
    /** In whose name; one's own where nothing is said. */
    forMember: z.uuid().optional(),
  }),
  result: z.object({ id: z.uuid() }),
  example: (story) => ({ proposal: story.proposals.discussed, body: 'Our members want to hear the drivers first.' }),
  load: (context, { proposal }) => findProposal(context, proposal),
  may({ actor }, _, { forMember }) {
    const verdict = mayDiscuss(actor);
    if (verdict !== true || forMember === undefined) return verdict;
    const spoken = maySpeakFor(actor, forMember);
    return 'refused' in spoken ? spoken : true;
  },
  async run({ db, coalition, ids, actor, now }, proposal, { body, replyTo, forMember }) {
    if (replyTo !== undefined && !(await isCommentOn(db, coalition.id, proposal.id, replyTo))) {
      return invalid('replyTo', 'decisions.commentNotFound');
    }
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
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, for: forMember, value: { id } };
  },
});

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
