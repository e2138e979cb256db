// Amendments: other words for a part of a text that is still discussed.
// Invariants: an amendment is about words that stand there; where they have changed it is refused, not guessed at; each
// change makes a new version; what is voted on is a proposal of its own, with ballots, roll and closing like any other.
import { z } from 'zod';
import { command } from '../../kernel/command.ts';
import { conflict, invalid, isRefusal } from '../../kernel/errors.ts';
import { instant } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { proposalNumber } from '../inputs.ts';
import { maySpeakFor } from '../policy.ts';
import { findProposal } from '../proposal.ts';
import { applyAmendment, findAmendment, noteAmendment, textOf } from './amendment.ts';
import { putAmendmentVote } from './amendment-vote.ts';
import { findPart, partsOf } from './parts.ts';
import { mayAcceptAmendment, mayAmend, mayVoteOnAmendment, mayWithdrawAmendment } from './policy.ts';

const amendmentNumber = z.int().positive().max(10_000);
const done = z.object({ proposal: z.int(), amendment: z.int() });
const one = z.strictObject({ proposal: proposalNumber, amendment: amendmentNumber });

/** Proposes other words for one part of the text. */
export const amend = command({
  name: 'decisions.amend',
  scope: 'coalition',
  summary:
    'Propose other words for a part of a text that is discussed. Part 0 is the question; no words strike a part out.',
  input: z.strictObject({
    proposal: proposalNumber,
    /** The version that was on the screen. */
    basedOn: z.int().positive().max(2_147_483_647),
    part: z.int().min(0).max(5000),
    after: text(20_000).default(''),
    /** In one line, what it would change: what members read when they vote on it. */
    title: line(200).min(5),
    reason: text(5000).default(''),
    forMember: z.uuid().optional(),
  }),
  result: done,
  example: (story) => ({
    proposal: story.proposals.discussed,
    basedOn: 1,
    part: 1,
    after: 'Before anything louder. With the clinic and the school in the room, and minutes that all sides sign.',
    title: 'Ask the school to sit with us',
  }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may({ actor }, proposal, { forMember }) {
    const verdict = mayAmend(actor, proposal);
    if (verdict !== true || forMember === undefined) return verdict;
    const spoken = maySpeakFor(actor, forMember);
    return 'refused' in spoken ? spoken : true;
  },
  async run(context, proposal, { basedOn, part, after, title, reason, forMember }) {
    const { db, coalition, ids, actor, now } = context;
    const seen = await textOf(context, proposal.id, basedOn);
    const before = seen && partsOf(seen).find((each) => each.part === part);
    if (!before) return invalid('part', 'way.noSuchPart');
    const present = (await textOf(context, proposal.id, proposal.version))!;
    const place = findPart(present, before.text, part);
    if (!place) return invalid('basedOn', 'way.textMoved', { version: String(proposal.version) });
    if (after === before.text) return invalid('after', 'way.nothingChanges');
    if (part === 0 && (after.includes('\n') || after.length < 5 || after.length > 300))
      return invalid('after', 'way.questionIsALine');
    const { number } = await db
      .selectFrom('amendments')
      .select((eb) => eb(eb.fn.coalesce(eb.fn.max('number'), eb.lit(0)), '+', 1).as('number'))
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('amendments')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        number,
        version: proposal.version,
        part: place.part,
        title,
        before: before.text,
        after,
        reason,
        proposedBy: actor.person!,
        forMember: forMember ?? null,
        at: now,
      })
      .execute();
    const value = { proposal: proposal.number, amendment: number };
    return { about: { kind: 'proposal', id: proposal.id }, for: forMember, value };
  },
});

/** The proposer takes a friendly amendment into the text. */
export const acceptAmendment = command({
  name: 'decisions.acceptAmendment',
  scope: 'coalition',
  summary: 'Take a friendly amendment into your text: a new version, with credit.',
  input: one,
  result: done.extend({ version: z.int() }),
  example: (story) => ({ proposal: story.proposals.amending, amendment: 1 }),
  load: findAmendment,
  may: ({ actor }, { proposal, amendment }) => mayAcceptAmendment(actor, proposal, amendment.state),
  async run(context, { proposal, amendment }) {
    const version = await applyAmendment(context, proposal, amendment);
    if (isRefusal(version)) return version;
    await noteAmendment(context, amendment.id, { became: 'accepted', version });
    const value = { proposal: proposal.number, amendment: amendment.number, version };
    return { about: { kind: 'proposal', id: proposal.id }, value };
  },
});

/** Has members vote on an amendment before the proposal itself. */
export const voteOnAmendment = command({
  name: 'decisions.voteOnAmendment',
  scope: 'coalition',
  summary: 'Put an amendment to the vote of the members: yes, no or abstain, by majority, before the main vote opens.',
  input: one.extend({ closesAt: instant }),
  result: done.extend({ vote: z.int() }),
  example: (story) => ({ proposal: story.proposals.amending, amendment: 1, closesAt: story.soon }),
  load: findAmendment,
  may: ({ actor }, { proposal, amendment }) => mayVoteOnAmendment(actor, proposal, amendment.state),
  async run(context, { proposal, amendment }, { closesAt }) {
    const latest = proposal.opensAt ?? proposal.closesAt;
    if (closesAt <= context.now) return invalid('closesAt', 'decisions.closesInPast');
    if (closesAt > latest) return invalid('closesAt', 'way.amendFirst');
    if (amendment.waitsFor !== null) return conflict('way.earlierFirst', { number: String(amendment.waitsFor) });
    const present = (await textOf(context, proposal.id, proposal.version))!;
    if (!findPart(present, amendment.before, amendment.part)) return conflict('way.textMovedSince');
    const vote = await putAmendmentVote(context, proposal, amendment, closesAt);
    if (isRefusal(vote)) return vote;
    await noteAmendment(context, amendment.id, { became: 'voting', vote: vote.number });
    const value = { proposal: proposal.number, amendment: amendment.number, vote: vote.number };
    return { about: { kind: 'proposal', id: vote.id }, value };
  },
});

/** Whoever proposed an amendment takes it back. */
export const withdrawAmendment = command({
  name: 'decisions.withdrawAmendment',
  scope: 'coalition',
  summary: 'Take back an amendment that you proposed.',
  input: one,
  result: done,
  example: (story) => ({ proposal: story.proposals.amending, amendment: 1 }),
  load: findAmendment,
  may: ({ actor }, { amendment }) => mayWithdrawAmendment(actor, amendment.proposedBy, amendment.state),
  async run(context, { proposal, amendment }) {
    await noteAmendment(context, amendment.id, { became: 'withdrawn' });
    const value = { proposal: proposal.number, amendment: amendment.number };
    return { about: { kind: 'proposal', id: proposal.id }, value };
  },
});
