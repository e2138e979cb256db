// What follows from a decision: the outcome in words, what members say of their votes, tasks, and looking again.
// Invariants: nothing here changes a count; each word keeps who said it and when; corrections stand beside what they correct.
import { z } from 'zod';
import { command, type TimedContext } from '../../kernel/command.ts';
import { forbidden, invalid, isRefusal, notFound } from '../../kernel/errors.ts';
import { line, text } from '../../kernel/text.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal } from '../proposal.ts';
import { mayAddFollowUp, mayExplainVote, mayMarkFollowUp, mayStateOutcome } from './policy.ts';

const numbered = z.object({ proposal: z.int() });

/** Says in words what was decided and why. Said again, it corrects, and the earlier words stay. */
export const stateOutcome = command({
  name: 'decisions.stateOutcome',
  scope: 'coalition',
  summary: 'Say in words what was decided and why; said again it corrects, and the earlier words stay.',
  input: z.strictObject({ proposal: proposalNumber, decided: text(5000).min(1), why: text(10_000).default('') }),
  result: numbered,
  example: (story) => ({
    proposal: story.proposals.decided,
    decided: 'We measure at five windows and at the gate until June.',
    why: 'Without numbers of our own we argue with the numbers of others.',
  }),
  load: (context, { proposal }) => findProposal(context, proposal),
  may: ({ actor }, proposal) => mayStateOutcome(actor, proposal),
  async run({ db, coalition, ids, actor, now }, proposal, { decided, why }) {
    await db
      .insertInto('outcomeStatements')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        decided,
        why,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});

/** A member explains its vote, or states its dissent, beside the outcome. */
export const explainVote = command({
  name: 'decisions.explainVote',
  scope: 'coalition',
  summary: 'Explain the vote of your member, or state its dissent, beside the outcome, for two weeks after the close.',
  input: z.strictObject({
    proposal: proposalNumber,
    member: z.uuid(),
    kind: z.enum(['explanation', 'dissent']),
    says: text(5000).min(1),
  }),
  result: numbered,
  example: (story) => ({
    proposal: story.proposals.ranked,
    member: story.members.tenants,
    kind: 'explanation' as const,
    says: 'Our assembly wanted somebody from the street itself.',
  }),
  async load(context, { proposal: number, member }) {
    const proposal = await findProposal(context, number, 'update');
    if (isRefusal(proposal)) return proposal;
    const closure = await context.db
      .selectFrom('closures as c')
      .innerJoin('rollEntries as e', (j) =>
        j.onRef('e.coalitionId', '=', 'c.coalitionId').onRef('e.proposalId', '=', 'c.proposalId'),
      )
      .select('c.at')
      .where('c.coalitionId', '=', context.coalition.id)
      .where('c.proposalId', '=', proposal.id)
      .where('e.memberId', '=', member)
      .executeTakeFirst();
    if (!closure && proposal.stage === 'closed') return forbidden('decisions.notOnRoll');
    return { proposal, closedAt: closure?.at ?? null };
  },
  may: ({ actor, now }, { closedAt }, { member }) => mayExplainVote(actor, member, closedAt, now),
  async run({ db, coalition, ids, actor, now }, { proposal }, { member, kind, says }) {
    await db
      .updateTable('voteExplanations')
      .set({ replacedAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .where('memberId', '=', member)
      .where('replacedAt', 'is', null)
      .execute();
    await db
      .insertInto('voteExplanations')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        memberId: member,
        kind,
        says,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value: { proposal: proposal.number } };
  },
});

/** Adds a task that follows from the decision. */
export const addFollowUp = command({
  name: 'decisions.addFollowUp',
  scope: 'coalition',
  summary: 'Add a task that follows from a decision: what, who by name or member, until when.',
  input: z.strictObject({
    proposal: proposalNumber,
    what: line(300).min(3),
    member: z.uuid().optional(),
    who: line(120).default(''),
    dueOn: z.iso.date(),
  }),
  result: z.object({ id: z.uuid() }),
  example: (story) => ({
    proposal: story.proposals.decided,
    what: 'Fetch the fifth instrument from the clinic',
    who: 'Ruth',
    dueOn: story.soon.slice(0, 10),
  }),
  load: (context, { proposal }) => findProposal(context, proposal),
  may: ({ actor }, proposal) => mayAddFollowUp(actor, proposal),
  async run(context, proposal, { what, member, who, dueOn }) {
    const { db, coalition, ids, actor, now } = context;
    if (member === undefined && who === '') return invalid('who', 'way.someoneDoesIt');
    if (member !== undefined && !(await isMember(context, member))) return invalid('member', 'way.noSuchMember');
    if (dueOn < now.toISOString().slice(0, 10)) return invalid('dueOn', 'way.dueAhead');
    const id = ids.next();
    await db
      .insertInto('followUps')
      .values({
        coalitionId: coalition.id,
        id,
        proposalId: proposal.id,
        what,
        memberId: member ?? null,
        who,
        dueOn,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value: { id } };
  },
});

async function isMember({ db, coalition }: TimedContext, member: string): Promise<boolean> {
  const found = await db
    .selectFrom('members')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', member)
    .executeTakeFirst();
  return found !== undefined;
}

/** Says that a task is done, dropped, or open again; dropping says why. */
export const markFollowUp = command({
  name: 'decisions.markFollowUp',
  scope: 'coalition',
  summary: 'Say that a task is done, is dropped and why, or is open again.',
  input: z.strictObject({
    followUp: z.uuid(),
    became: z.enum(['done', 'dropped', 'open']),
    why: text(2000).default(''),
  }),
  result: numbered,
  example: (story) => ({ followUp: story.followUp, became: 'done' as const }),
  async load(context, { followUp }) {
    const row = await context.db
      .selectFrom('followUps as f')
      .innerJoin('proposals as p', (j) =>
        j.onRef('p.coalitionId', '=', 'f.coalitionId').onRef('p.id', '=', 'f.proposalId'),
      )
      .select(['f.memberId', 'f.byPerson', 'p.id', 'p.number'])
      .where('f.coalitionId', '=', context.coalition.id)
      .where('f.id', '=', followUp)
      .executeTakeFirst();
    return row ?? notFound('way.followUpNotFound');
  },
  may: ({ actor }, { memberId, byPerson }) => mayMarkFollowUp(actor, memberId, byPerson),
  async run({ db, coalition, ids, actor, now }, { id, number }, { followUp, became, why }) {
    if (became === 'dropped' && why === '') return invalid('why', 'way.droppedNeedsWhy');
    await db
      .insertInto('followUpSteps')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        followUpId: followUp,
        became,
        why,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id }, value: { proposal: number } };
  },
});
