// Advice: the proposer asks members, or people outside, before deciding what the text says; and writes down what they said.
import { z } from 'zod';
import { command } from '../../kernel/command.ts';
import { conflict, invalid, notFound } from '../../kernel/errors.ts';
import { line, text } from '../../kernel/text.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal } from '../proposal.ts';
import { mayAskAdvice, mayRecordAdvice } from './policy.ts';

const numbered = z.object({ proposal: z.int(), id: z.uuid() });

/** Asks a member, or somebody by name, for advice. */
export const askAdvice = command({
  name: 'decisions.askAdvice',
  scope: 'coalition',
  summary: 'Ask a member, or somebody by name, for advice on a proposal.',
  input: z.strictObject({
    proposal: proposalNumber,
    member: z.uuid().optional(),
    who: line(120).default(''),
    asks: text(2000).min(3),
  }),
  result: numbered,
  example: (story) => ({
    proposal: story.proposals.discussed,
    who: 'The harbour master',
    asks: 'Who answers for the trucks that wait outside the gate?',
  }),
  load: (context, { proposal }) => findProposal(context, proposal),
  may: ({ actor }, proposal) => mayAskAdvice(actor, proposal),
  async run({ db, coalition, ids, actor, now }, proposal, { member, who, asks }) {
    if ((member === undefined) === (who === '')) return invalid('who', 'way.askOne');
    if (member !== undefined) {
      const known = await db
        .selectFrom('members')
        .select('id')
        .where('coalitionId', '=', coalition.id)
        .where('id', '=', member)
        .executeTakeFirst();
      if (!known) return invalid('member', 'way.noSuchMember');
    }
    const id = ids.next();
    await db
      .insertInto('adviceRequests')
      .values({
        coalitionId: coalition.id,
        id,
        proposalId: proposal.id,
        memberId: member ?? null,
        who,
        asks,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    const value = { proposal: proposal.number, id };
    return { about: { kind: 'proposal', id: proposal.id }, for: member, value };
  },
});

/** Writes down the advice that was given: by the member itself, or by whoever asked. */
export const recordAdvice = command({
  name: 'decisions.recordAdvice',
  scope: 'coalition',
  summary: 'Write down the advice that was given: for your member, or as whoever asked for it.',
  input: z.strictObject({ request: z.uuid(), says: text(5000).min(1) }),
  result: numbered,
  example: (story) => ({ request: story.adviceAsked, says: 'Begin with the clinic: everybody trusts its numbers.' }),
  async load(context, { request }) {
    const row = await context.db
      .selectFrom('adviceRequests as r')
      .innerJoin('proposals as p', (j) =>
        j.onRef('p.coalitionId', '=', 'r.coalitionId').onRef('p.id', '=', 'r.proposalId'),
      )
      .select(['r.memberId', 'p.id', 'p.number', 'p.proposedBy'])
      .where('r.coalitionId', '=', context.coalition.id)
      .where('r.id', '=', request)
      .executeTakeFirst();
    return row ?? notFound('way.adviceNotFound');
  },
  may: ({ actor }, { memberId, proposedBy }) => mayRecordAdvice(actor, memberId, proposedBy),
  conflicts: { advice_pkey: conflict('way.adviceGiven') },
  async run({ db, coalition, actor, now }, { id, number, memberId }, { request, says }) {
    await db
      .insertInto('advice')
      .values({ coalitionId: coalition.id, requestId: request, says, byPerson: actor.person!, at: now })
      .execute();
    const value = { proposal: number, id: request };
    return { about: { kind: 'proposal', id }, for: memberId ?? undefined, value };
  },
});
