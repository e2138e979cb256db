// Lending one's voice to another member, and ending it, from either side. Giving binds the member: whoever decides may.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { type Context, command, type TimedContext, type Verdict } from '../../kernel/command.ts';
import { conflict, forbidden, invalid, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { id, instant } from '../../kernel/ids.ts';
import { proposalNumber } from '../inputs.ts';
import { isUndecided } from '../mandates/policy.ts';
import { maySpeakFor } from '../policy.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { cycleWith, type Delegation, scopes } from './carry.ts';

/** Whoever must ask first cannot give the member's voice away; whoever decides can. */
export function mayDelegate(actor: Actor, member: string): Verdict {
  const spoken = maySpeakFor(actor, member);
  if ('refused' in spoken) return spoken;
  return spoken.authority === 'decides' || forbidden('delegations.decidersOnly');
}

/** Lends a member's voice to another one. */
export const delegate = command({
  name: 'delegations.delegate',
  scope: 'coalition',
  summary: "Lend a member's voice to another member: for one question, for a subject, or until a date.",
  input: z.strictObject({
    from: id,
    to: id,
    scope: z.enum(scopes),
    /** The question, where the scope is one. */
    proposal: proposalNumber.optional(),
    /** The subject, where the scope is a topic. */
    subject: id.optional(),
    /** When it ends by itself. A period needs one. */
    until: instant.optional(),
  }),
  result: z.object({ delegation: id }),
  example: (story) => ({
    from: story.members.tenants,
    to: story.members.parents,
    scope: 'question' as const,
    proposal: story.proposals.open,
  }),
  async load(context, { proposal }): Promise<{ proposal: Proposal | null } | Refusal> {
    const found = proposal === undefined ? null : await findProposal(context, proposal, 'share');
    return isRefusal(found) ? found : { proposal: found };
  },
  may: ({ actor }, _, { from }) => mayDelegate(actor, from),
  conflicts: { delegations_once: conflict('delegations.givenAlready') },
  async run(context, { proposal }, input) {
    const { db, coalition, ids, actor, now } = context;
    const wrong = checkScope(input, proposal, now);
    if (wrong) return wrong;
    await oneAtATime(context);
    await endExpired(context);
    const added: Delegation = {
      id: ids.next(),
      from: input.from,
      to: input.to,
      scope: input.scope,
      proposal: input.scope === 'question' ? proposal!.id : null,
      subject: input.scope === 'topic' ? input.subject! : null,
      givenAt: now,
    };
    const refused = (await checkReceiver(context, proposal, input.to)) ?? (await checkCycle(context, added));
    if (refused) return refused;
    await db
      .insertInto('delegations')
      .values({
        coalitionId: coalition.id,
        id: added.id,
        fromMember: added.from,
        toMember: added.to,
        scope: added.scope,
        proposalId: added.proposal,
        subjectId: added.subject,
        untilAt: input.until ?? null,
        givenBy: actor.person!,
        givenAt: now,
      })
      .execute();
    return { about: { kind: 'member', id: input.to }, for: input.from, value: { delegation: added.id } };
  },
});

type Sent = z.output<(typeof delegate)['input']>;

function checkScope({ from, to, scope, subject, until }: Sent, proposal: Proposal | null, now: Date) {
  if (from === to) return invalid('to', 'delegations.toOneself');
  if (scope === 'topic' && !subject) return invalid('subject', 'delegations.whichTopic');
  if (scope === 'period' && !until) return invalid('until', 'delegations.untilWhen');
  if (until && until <= now) return invalid('until', 'mandates.deadlinePassed');
  if (scope !== 'question') return undefined;
  if (!proposal) return invalid('proposal', 'delegations.whichQuestion');
  const undecided = isUndecided(proposal, now);
  if (undecided !== true) return undecided;
  return proposal.delegationAllowed ? undefined : invalid('proposal', 'delegations.notAllowed');
}

/** Two that are given at once must not close a cycle past each other. */
async function oneAtATime({ db, coalition }: TimedContext): Promise<void> {
  await db
    .insertInto('counters')
    .values({ coalitionId: coalition.id, name: 'delegations', value: 1 })
    .onConflict((c) => c.columns(['coalitionId', 'name']).doUpdateSet({ value: sql`counters.value + 1` }))
    .execute();
}

/** What has run out makes room for a new one of its kind. */
async function endExpired({ db, coalition, now }: TimedContext): Promise<void> {
  await db
    .updateTable('delegations')
    .set({ endedAt: now, endedWhy: 'expired' })
    .where('coalitionId', '=', coalition.id)
    .where('untilAt', '<=', now)
    .where('endedAt', 'is', null)
    .execute();
}

async function checkReceiver({ db, coalition }: Context, proposal: Proposal | null, to: string) {
  const active = await db
    .selectFrom('memberStatuses')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', to)
    .where('status', '=', 'active')
    .where('untilAt', 'is', null)
    .executeTakeFirst();
  if (!active) return invalid('to', 'delegations.notAMember');
  if (proposal?.stage !== 'open') return undefined;
  const onRoll = await db
    .selectFrom('rollEntries')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal.id)
    .where('memberId', '=', to)
    .executeTakeFirst();
  return onRoll ? undefined : invalid('to', 'delegations.notOnRoll');
}

async function checkCycle({ db, coalition }: Context, added: Delegation): Promise<Refusal | undefined> {
  const present = await db
    .selectFrom('delegations')
    .select(['id', 'fromMember as from', 'toMember as to', 'scope', 'proposalId as proposal', 'subjectId as subject'])
    .select('givenAt')
    .where('coalitionId', '=', coalition.id)
    .where('endedAt', 'is', null)
    .execute();
  const subjects = await db
    .selectFrom('proposalSubjects')
    .select(['proposalId', 'subjectId'])
    .where('coalitionId', '=', coalition.id)
    .execute();
  const subjectsOf = (proposal: string) =>
    new Set(subjects.filter(({ proposalId }) => proposalId === proposal).map(({ subjectId }) => subjectId));
  const cycle = cycleWith(added, present as Delegation[], subjectsOf);
  if (!cycle) return undefined;
  const names = await db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .where('id', 'in', cycle)
    .execute();
  const named = new Map(names.map(({ id: member, name }) => [member, name]));
  return invalid('to', 'delegations.cycle', { way: cycle.map((member) => named.get(member) ?? '').join(' → ') });
}

/** Ends a delegation: the member takes its voice back, or the other one lays it down. */
export const endDelegation = command({
  name: 'delegations.end',
  scope: 'coalition',
  summary: 'End a delegation: take the voice back, or lay down the one that was lent to you.',
  input: z.strictObject({ delegation: id }),
  result: z.object({ delegation: id, why: z.enum(['revoked', 'laid_down']) }),
  example: (story) => ({ delegation: story.delegations.given }),
  async load({ db, coalition }, { delegation }) {
    const row = await db
      .selectFrom('delegations')
      .select(['id', 'fromMember as from', 'toMember as to', 'endedAt'])
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', delegation)
      .forUpdate()
      .executeTakeFirst();
    return row ?? notFound('delegations.notFound');
  },
  may({ actor }, { from, to }) {
    const speaks = (member: string) => !('refused' in maySpeakFor(actor, member));
    return speaks(from) || speaks(to) || forbidden('decisions.notYourMember');
  },
  async run({ db, coalition, actor, now }, { id: delegation, from, to, endedAt }) {
    if (endedAt) return conflict('delegations.endedAlready');
    const own = !('refused' in maySpeakFor(actor, from));
    const why = own ? ('revoked' as const) : ('laid_down' as const);
    await db
      .updateTable('delegations')
      .set({ endedAt: now, endedWhy: why, endedBy: actor.person })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', delegation)
      .execute();
    return {
      about: { kind: 'member', id: own ? to : from },
      for: own ? from : to,
      verb: own ? undefined : 'delegations.layDown',
      value: { delegation, why },
    };
  },
});
