// A member takes its ballot back before the close, and may vote again. The ballot stays in the table and counts no more.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { conflict, forbidden } from '../kernel/errors.ts';
import { text } from '../kernel/text.ts';
import { loadEntry, settleObjections } from './ballot-commands.ts';
import { proposalNumber } from './inputs.ts';
import { mayTakeBackBallot } from './policy.ts';
import { ABSTAIN } from './tally/ballot.ts';

/** Takes the member's ballot back. */
export const withdrawBallot = command({
  name: 'decisions.withdrawBallot',
  scope: 'coalition',
  summary: "Take the member's ballot back before the vote closes. Its place on the roll may vote again.",
  input: z.strictObject({
    proposal: proposalNumber,
    member: z.uuid(),
    /** The ballot on the screen: a colleague's newer one is never taken back unseen. */
    ballot: z.uuid(),
    reason: text(2000).default(''),
  }),
  result: z.object({ ballot: z.uuid() }),
  example: (story) => ({
    proposal: story.proposals.open,
    member: story.members.union,
    ballot: story.ballots.union,
    reason: 'Our board wants to hear the drivers first.',
  }),
  load: (context, { proposal, member }) => loadEntry(context, proposal, member),
  may({ actor, now }, { proposal, entry }, { member }) {
    const verdict = mayTakeBackBallot(actor, proposal, member, now);
    return verdict !== true || entry !== null ? verdict : forbidden('decisions.notOnRoll');
  },
  async run(context, { proposal, entry }, { member, ballot, reason }) {
    const { db, coalition, actor, now } = context;
    if (entry!.ballot === null) return conflict('decisions.noBallot');
    if (entry!.ballot.id !== ballot) return conflict('decisions.colleagueWasFaster');
    const taken = await db
      .updateTable('ballots')
      .set({ replacedAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', ballot)
      .where('replacedAt', 'is', null)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return conflict('decisions.ballotChanged');
    await db
      .insertInto('ballotWithdrawals')
      .values({
        coalitionId: coalition.id,
        ballotId: ballot,
        proposalId: proposal.id,
        entryId: entry!.id,
        byPerson: actor.person!,
        at: now,
        reason,
      })
      .execute();
    await settleObjections(context, proposal, entry!.id, ABSTAIN, '');
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value: { ballot } };
  },
});
