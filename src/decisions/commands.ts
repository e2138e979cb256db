// Putting a question, opening it, closing it: the life of a proposal.
// Invariants: the roll is frozen at the opening; a text that was voted on never changes; a closure is final, and
// what the count says after it changes only as members ratify.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { command, type TimedContext } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, type Refusal } from '../kernel/errors.ts';
import { line, text } from '../kernel/text.ts';
import { type ProposalInput, proposalInput, proposalNumber, type SettledProposal } from './inputs.ts';
import { putOutcome } from './outcome.ts';
import { allPaperIn } from './paper/rows.ts';
import { mayClose, mayOpen, mayPropose, mayRevise, maySettle, maySpeakFor, mayWithdraw } from './policy.ts';
import { findProposal, nextNumber } from './proposal.ts';
import { everybodyVoted, openRoll } from './roll.ts';
import { checkCoalition, checkRule, concurrenceOf, quorumOf } from './rule.ts';
import { settledByRule } from './rules/kept.ts';
import { sealBallots } from './seal/put-seal.ts';
import { discardBox } from './secrecy/box.ts';
import { checkSecrecy } from './secrecy/combinations.ts';
import { subjectIds } from './subjects.ts';
import { isAmending } from './way/amendment.ts';

const numbered = z.object({ proposal: z.int() });

/** Puts a question to the coalition. It is discussed until it opens. */
export const propose = command({
  name: 'decisions.propose',
  scope: 'coalition',
  summary: 'Put a question to the coalition, with the rule by which it will be decided.',
  input: proposalInput,
  result: numbered,
  example: (story) => ({
    question: 'Shall we ask the city to measure the air beside the freight yard?',
    method: 'majority',
    settings: { threshold: '2/3' },
    quorum: '1/2',
    closesAt: story.soon,
    subjects: ['freight yard'],
  }),
  may({ actor }, _, { forMember }) {
    const verdict = mayPropose(actor);
    if (verdict !== true || forMember === undefined) return verdict;
    const spoken = maySpeakFor(actor, forMember);
    return 'refused' in spoken ? spoken : true;
  },
  async run(context, _, sent) {
    const input = await settledByRule(context, sent);
    if (isRefusal(input)) return input;
    const wrong =
      checkTimes(input, context.now) ??
      checkRule(input) ??
      checkSecrecy(input) ??
      (await checkCoalition(context, input));
    if (wrong) return wrong;
    const changed = await findChanged(context, input.changes);
    if (isRefusal(changed)) return changed;
    const number = await nextNumber(context);
    const id = await putProposal(context, number, input, changed);
    if (input.opensAt && input.opensAt <= context.now) {
      const opened = await openRoll(context, id, input);
      if (isRefusal(opened)) return opened;
    }
    return { about: { kind: 'proposal', id }, for: input.forMember, value: { proposal: number } };
  },
});

type Times = Pick<ProposalInput, 'opensAt' | 'closesAt' | 'ratifyBy' | 'revisitOn'>;

/** Times that come in their order. */
export function checkTimes({ opensAt, closesAt, ratifyBy, revisitOn }: Times, now: Date): Refusal | undefined {
  if (closesAt <= now) return invalid('closesAt', 'decisions.closesInPast');
  if (opensAt && opensAt >= closesAt) return invalid('opensAt', 'decisions.opensAfterClose');
  if (ratifyBy && ratifyBy < closesAt) return invalid('ratifyBy', 'decisions.ratifyBeforeClose');
  if (revisitOn && revisitOn <= closesAt.toISOString().slice(0, 10))
    return invalid('revisitOn', 'decisions.revisitTooSoon');
  return undefined;
}

/** The decision that the new one would change: one of this coalition that was decided. */
async function findChanged(context: TimedContext, number: number | undefined): Promise<string | null | Refusal> {
  if (number === undefined) return null;
  const earlier = await findProposal(context, number);
  if (isRefusal(earlier) || earlier.stage !== 'closed') return invalid('changes', 'way.changesDecided');
  return earlier.id;
}

/** Writes a proposal that was checked: its rule, its text, its options and subjects. */
export async function putProposal(
  context: TimedContext,
  number: number,
  input: SettledProposal,
  changesProposalId: string | null,
): Promise<string> {
  const { db, coalition, ids, actor, now } = context;
  const id = ids.next();
  const common = { coalitionId: coalition.id, proposalId: id };
  await db
    .insertInto('proposals')
    .values({
      coalitionId: coalition.id,
      id,
      number,
      proposedBy: actor.person!,
      forMember: input.forMember ?? null,
      proposedAt: now,
      method: input.method,
      settings: input.settings,
      quorum: quorumOf(input.quorum),
      ruleId: input.byRule ?? null,
      ruleVersion: input.ruleVersion,
      voters: input.voters,
      weights: input.weights,
      headQuorum: quorumOf(input.headQuorum),
      concurrence: concurrenceOf(input.concurrence),
      // A block is nobody's to judge.
      objectionsJudgedBy: input.method === 'consensus' ? 'objectors' : input.objectionsJudgedBy,
      secrecy: input.secrecy,
      // Nobody can stand behind a ballot, or not, when nobody knows which it is.
      ratificationAllowed: input.ratificationAllowed && input.secrecy !== 'secret',
      ratificationSilence: input.ratificationSilence,
      mandateRequired: input.mandateRequired,
      mandateDeviation: input.mandateDeviation,
      splitAllowed: input.splitAllowed,
      delegationAllowed: input.delegationAllowed,
      ratifyBy: input.ratifyBy ?? input.closesAt,
      opensAt: input.opensAt ?? null,
      closesAt: input.closesAt,
      revisitOn: input.revisitOn ?? null,
      changesProposalId,
      tieSeed: createHash('sha256').update(`${coalition.id} ${id}`).digest('hex').slice(0, 16),
    })
    .execute();
  await db
    .insertInto('proposalVersions')
    .values({
      ...common,
      version: 1,
      question: input.question,
      background: input.background,
      writtenBy: actor.person!,
      at: now,
    })
    .execute();
  if (input.options.length > 0) {
    const options = input.options.map((label, position) => ({
      ...common,
      id: ids.next(),
      position,
      label,
      cost: input.costs[position] || null,
    }));
    await db.insertInto('proposalOptions').values(options).execute();
  }
  const subjects = await subjectIds(context, input.subjects);
  if (subjects.length > 0) {
    await db
      .insertInto('proposalSubjects')
      .values(subjects.map((subjectId) => ({ ...common, subjectId })))
      .execute();
  }
  return id;
}

/** Writes a new version of the text. In a consent question that takes objections in; everybody is asked anew. */
export const revise = command({
  name: 'decisions.revise',
  scope: 'coalition',
  summary: 'Write a new version of the text; in a consent question, integrate objections. Earlier consents lapse.',
  input: z.strictObject({
    proposal: proposalNumber,
    question: line(300).min(5),
    background: text(20_000).default(''),
    /** The version that was on the screen: somebody else's newer one is never overwritten. */
    basedOn: z.int().positive(),
    integrates: z.array(z.uuid()).max(200).default([]),
  }),
  result: numbered.extend({ version: z.int() }),
  example: (story) => ({
    proposal: story.proposals.consent,
    question: 'Shall we hold a vigil at the yard gate on the first Monday of each month?',
    basedOn: 1,
  }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor, now }, proposal) => mayRevise(actor, proposal, now),
  async run(context, proposal, { question, background, basedOn, integrates }) {
    if (basedOn !== proposal.version)
      return invalid('basedOn', 'decisions.newerVersion', { version: String(proposal.version) });
    if (await isAmending(context, proposal.id)) return conflict('way.amendmentsOnVote');
    const { db, coalition, ids, actor, now } = context;
    const version = proposal.version + 1;
    await db
      .insertInto('proposalVersions')
      .values({
        coalitionId: coalition.id,
        proposalId: proposal.id,
        version,
        question,
        background,
        writtenBy: actor.person!,
        at: now,
      })
      .execute();
    for (const objectionId of new Set(integrates)) {
      const known = await db
        .selectFrom('objections')
        .select('id')
        .where('coalitionId', '=', coalition.id)
        .where('proposalId', '=', proposal.id)
        .where('id', '=', objectionId)
        .executeTakeFirst();
      if (!known) return invalid('integrates', 'decisions.objectionNotFound');
      await db
        .insertInto('objectionSteps')
        .values({
          coalitionId: coalition.id,
          id: ids.next(),
          objectionId,
          became: 'integrated',
          version,
          byPerson: actor.person!,
          at: now,
        })
        .execute();
    }
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, version } };
  },
});

/** Opens the vote and freezes the roll. */
export const open = command({
  name: 'decisions.open',
  scope: 'coalition',
  summary: 'Open the vote: the roll of members who may vote is frozen now.',
  input: z.strictObject({ proposal: proposalNumber }),
  result: numbered.extend({ roll: z.int() }),
  example: (story) => ({ proposal: story.proposals.discussed }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor, now }, proposal) => mayOpen(actor, proposal, now),
  async run(context, proposal) {
    if (await isAmending(context, proposal.id)) return conflict('way.amendmentsOnVote');
    const roll = await openRoll(context, proposal.id, proposal);
    if (isRefusal(roll)) return roll;
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, roll } };
  },
});

/** Closes the vote and counts. What waits for ratification keeps the outcome provisional. */
export const close = command({
  name: 'decisions.close',
  scope: 'coalition',
  summary: 'Close the vote and count. The server does this by itself at the closing hour.',
  input: z.strictObject({ proposal: proposalNumber }),
  result: numbered.extend({ result: z.string(), provisional: z.boolean() }),
  example: (story) => ({ proposal: story.proposals.due }),
  async load(context, { proposal: number }) {
    const proposal = await findProposal(context, number, 'update');
    return isRefusal(proposal)
      ? proposal
      : {
          proposal,
          everybodyVoted: (await everybodyVoted(context, proposal)) && (await allPaperIn(context, proposal.id)),
        };
  },
  may: ({ actor, now }, { proposal, everybodyVoted }) => mayClose(actor, proposal, everybodyVoted, now),
  async run(context, { proposal }) {
    const { db, coalition, actor, now } = context;
    await db
      .insertInto('closures')
      .values({ coalitionId: coalition.id, proposalId: proposal.id, at: now, byPerson: actor.person })
      .execute();
    const shut = await sealBallots(context, proposal);
    if (shut) return shut;
    const { result, provisional } = await putOutcome(context, proposal);
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, result, provisional } };
  },
});

/** Counts again when the last ratification is due, so that silence takes the meaning that the rule gives it. */
export const settleOutcome = command({
  name: 'decisions.settle',
  scope: 'coalition',
  summary: 'Count again once the dates for ratification have passed. The server does this by itself.',
  input: z.strictObject({ proposal: proposalNumber }),
  result: numbered.extend({ result: z.string(), provisional: z.boolean() }),
  example: (story) => ({ proposal: story.proposals.provisional }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor }, proposal) => maySettle(actor, proposal),
  async run(context, proposal) {
    const { result, provisional } = await putOutcome(context, proposal);
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, result, provisional } };
  },
});

/** Takes a question back, with the reason. */
export const withdraw = command({
  name: 'decisions.withdraw',
  scope: 'coalition',
  summary: 'Take a proposal back before it is decided, and say why.',
  input: z.strictObject({ proposal: proposalNumber, reason: text(2000).min(1) }),
  result: numbered,
  example: (story) => ({ proposal: story.proposals.discussed, reason: 'The city has agreed without us asking.' }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor, now }, proposal) => mayWithdraw(actor, proposal, now),
  async run(context, proposal, { reason }) {
    const { db, coalition, actor, now } = context;
    await discardBox(context, proposal.id);
    await db
      .insertInto('proposalWithdrawals')
      .values({ coalitionId: coalition.id, proposalId: proposal.id, at: now, byPerson: actor.person!, reason })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});
