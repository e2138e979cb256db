// Voting by a link in a mail, and by a reply to one. The same command as on the page does it; here only the token is
// looked at before, and the use noted after.
import { z } from 'zod';
import { type Context, command } from '../kernel/command.ts';
import { conflict, forbidden, isRefusal, notFound } from '../kernel/errors.ts';
import { later } from '../system/jobs/queue.ts';
import { castBallot } from './ballot-commands.ts';
import { proposalNumber } from './inputs.ts';
import { findLink } from './links.ts';
import { isOpenForVotes, maySpeakFor } from './policy.ts';
import { findProposal } from './proposal.ts';

/** Casts or replaces a ballot with the token of a mail; for the person it was sent to, as far as they may vote now. */
export const castByMail = command({
  name: 'decisions.castByMail',
  scope: 'coalition',
  summary: "Cast or replace a member's ballot with the token of a mail that was sent to you for it.",
  input: z.strictObject({
    token: z.string().trim().min(1).max(100),
    ballot: castBallot.input,
    /** Whether it came as a reply to the mail. */
    byReply: z.boolean().default(false),
  }),
  result: castBallot.result,
  example: (story) => ({ token: story.linkToken, ballot: castBallot.example(story) }),
  async load(context, { token, ballot }) {
    const link = await findLink(context.db, token, true);
    // Whoever is signed in as somebody else holds a token that was not meant for them.
    if (!link || link.coalitionId !== context.coalition.id || link.personId !== context.actor.person)
      return notFound('votelink.gone');
    const facts = await castBallot.load(context, ballot);
    return isRefusal(facts) ? facts : { link, facts };
  },
  may(context, { link, facts }, { ballot }) {
    if (link.revokedAt !== null) return forbidden('votelink.revoked');
    if (link.memberId !== ballot.member || link.proposalId !== facts.proposal.id) return forbidden('votelink.gone');
    return castBallot.may(context, facts, ballot);
  },
  conflicts: castBallot.conflicts,
  async run(context, { link, facts }, { ballot, byReply }) {
    const done = await castBallot.run(context, facts, ballot);
    if (isRefusal(done)) return done;
    const { db, coalition, ids, now } = context;
    await db
      .insertInto('linkUses')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        linkId: link.id,
        proposalId: link.proposalId,
        entryId: link.entryId,
        byReply,
        at: now,
      })
      .execute();
    return { ...done, verb: done.verb ?? castBallot.name };
  },
});

/** Ends a link: the member's own people may, and coordinators, when a mail went astray. */
export const revokeLink = command({
  name: 'decisions.revokeLink',
  scope: 'coalition',
  summary: 'End the link by which somebody votes from a mail; what was voted with it stays until it is replaced.',
  input: z.strictObject({ link: z.uuid() }),
  result: z.object({ link: z.uuid() }),
  example: (story) => ({ link: story.link }),
  async load({ db, coalition }, { link }) {
    const found = await db
      .selectFrom('ballotLinks')
      .select(['id', 'memberId', 'proposalId', 'revokedAt'])
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', link)
      .forUpdate()
      .executeTakeFirst();
    return found ?? notFound('votelink.gone');
  },
  may: ({ actor }, { memberId }) => actor.standing.coordinator || verdictOf(maySpeakFor(actor, memberId)),
  async run({ db, coalition, actor, now }, { id, memberId, proposalId, revokedAt }) {
    if (revokedAt !== null) return conflict('votelink.revoked');
    await db
      .updateTable('ballotLinks')
      .set({ revokedAt: now, revokedBy: actor.person })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', id)
      .execute();
    return { about: { kind: 'proposal', id: proposalId }, for: memberId, value: { link: id } };
  },
});

/** Sends the mail with the link once more to everybody who may vote for the member. */
export const sendLinks = command({
  name: 'decisions.sendLinks',
  scope: 'coalition',
  summary: 'Send the mail with the link to vote once more to those who speak for a member.',
  input: z.strictObject({ proposal: proposalNumber, member: z.uuid() }),
  result: z.object({}),
  example: (story) => ({ proposal: story.proposals.open, member: story.members.tenants }),
  load: loadMember,
  may({ actor, now }, proposal, { member }) {
    const spoken = actor.standing.coordinator || verdictOf(maySpeakFor(actor, member));
    return spoken === true ? isOpenForVotes(proposal, now) : spoken;
  },
  async run(context, { id }, { member }) {
    const { coalition, now } = context;
    // Once in ten minutes, however often the button is pressed.
    const again = Math.floor(now.getTime() / 600_000);
    await later(context, {
      name: 'decisions.notice.decide',
      payload: { coalition: coalition.id, proposal: id, member, again },
      key: `${id} ${member}`,
    });
    return { about: { kind: 'proposal', id }, for: member, value: {} };
  },
});

async function loadMember(context: Context, { proposal: number, member }: { proposal: number; member: string }) {
  const proposal = await findProposal(context, number, 'share');
  if (isRefusal(proposal)) return proposal;
  const entry = await context.db
    .selectFrom('rollEntries')
    .select('id')
    .where('coalitionId', '=', context.coalition.id)
    .where('proposalId', '=', proposal.id)
    .where('memberId', '=', member)
    .executeTakeFirst();
  return entry ? proposal : notFound('decisions.notOnRoll');
}

const verdictOf = (spoken: ReturnType<typeof maySpeakFor>) => ('refused' in spoken ? spoken : true);
