// Looking at a decision again on its date.
import { z } from 'zod';
import { command } from '../../kernel/command.ts';
import { conflict, invalid, isRefusal } from '../../kernel/errors.ts';
import { text } from '../../kernel/text.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal } from '../proposal.ts';
import { mayRevisit } from './policy.ts';

const numbered = z.object({ proposal: z.int() });

/** Says what came of looking again: it is kept, until the next date if there is one; or it is to change. */
export const revisit = command({
  name: 'decisions.revisit',
  scope: 'coalition',
  summary: 'Look at a decision again: keep it, until a next date if you like, or say that it is to change.',
  input: z.strictObject({
    proposal: proposalNumber,
    verdict: z.enum(['kept', 'change']),
    why: text(5000).min(1),
    nextOn: z.iso.date().optional(),
  }),
  result: numbered.extend({ verdict: z.string() }),
  example: (story) => ({ proposal: story.proposals.decided, verdict: 'kept' as const, why: 'It does what it should.' }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor }, proposal) => mayRevisit(actor, proposal),
  async run({ db, coalition, ids, actor, now }, proposal, { verdict, why, nextOn }) {
    if (nextOn !== undefined && nextOn <= now.toISOString().slice(0, 10)) return invalid('nextOn', 'way.dueAhead');
    const before = await db
      .selectFrom('proposals')
      .select('revisitOn')
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', proposal.id)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('revisits')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        dueOn: before.revisitOn,
        verdict,
        why,
        nextOn: nextOn ?? null,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    await db
      .updateTable('proposals')
      .set({ revisitOn: nextOn ?? null })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', proposal.id)
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, verdict } };
  },
});

/** The day has come: said once in the log, so that people hear of it. The server does this by itself. */
export const callToRevisit = command({
  name: 'decisions.callToRevisit',
  scope: 'coalition',
  summary: 'Call people to look at a decision again whose date has come. The server does this by itself.',
  input: z.strictObject({ proposal: proposalNumber }),
  result: numbered,
  example: (story) => ({ proposal: story.proposals.whole }),
  async load(context, { proposal: number }) {
    const proposal = await findProposal(context, number, 'update');
    if (isRefusal(proposal)) return proposal;
    const { revisitOn } = await context.db
      .selectFrom('proposals')
      .select('revisitOn')
      .where('coalitionId', '=', context.coalition.id)
      .where('id', '=', proposal.id)
      .executeTakeFirstOrThrow();
    return { proposal, revisitOn: revisitOn as string | null };
  },
  may: ({ actor }, { proposal }) => (actor.via === 'clock' ? true : mayRevisit(actor, proposal)),
  async run({ now }, { proposal, revisitOn }) {
    if (proposal.stage !== 'closed' || revisitOn === null || revisitOn > now.toISOString().slice(0, 10))
      return conflict('way.notYetRevisited');
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});
