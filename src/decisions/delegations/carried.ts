// The delegations that hold for one question at a moment, and whose ballot carries whom by them. Computed, not written
// down: an own ballot cast a second before the close takes the voice home, and nothing has to be undone.
import type { TimedContext } from '../../kernel/command.ts';
import { keepsTo, type Mandate, stateOf } from '../mandates/held.ts';
import type { Proposal } from '../proposal.ts';
import type { Cast } from '../tally/split.ts';
import { carriers, type Delegation } from './carry.ts';

export interface Carried {
  member: string;
  memberName: string;
  weight: string;
  constituencyIds: string[];
  peopleRepresented: number | null;
  /** From the one it lent its voice to, to the one whose ballot carries it. */
  way: readonly string[];
  wayNames: readonly string[];
  /** The member's own binding mandate says something else than the ballot: then its voice stays at home. */
  againstMandate: boolean;
}

/**
 * Who is carried by whose ballot. As of the closure where the question is closed: what is ended or given later changes
 * nothing. A rule may forbid delegation; and a secret ballot, which nobody can read, carries nobody.
 */
export async function carriedOf(context: TimedContext, proposal: Proposal): Promise<Carried[]> {
  if (!proposal.delegationAllowed || proposal.secrecy === 'secret') return [];
  const at = await momentOf(context, proposal);
  const delegations = await delegationsAt(context, proposal, at);
  if (delegations.length === 0) return [];
  const roll = new Map((await rollWithBallots(context, proposal)).map((entry) => [entry.member, entry]));
  const voted = [...roll.values()].filter(({ cast }) => cast !== null).map(({ member }) => member);
  const ways = carriers(new Set(roll.keys()), new Set(voted), delegations);
  if (ways.size === 0) return [];
  const mandates = await mandatesAt(context, proposal, [...ways.keys()], at);
  return [...ways].map(([member, way]) => {
    const { cast: _, ...entry } = roll.get(member)!;
    const mandate = mandates.get(member);
    return {
      ...entry,
      way,
      wayNames: way.map((step) => roll.get(step)!.memberName),
      againstMandate: mandate !== undefined && !keepsTo(mandate, roll.get(way.at(-1)!)!.cast!),
    };
  });
}

/** The same, for those who read the decision. That a mandate keeps a voice at home is told to the two sides only. */
export async function carriedViews(context: TimedContext, proposal: Proposal) {
  const own = new Set(context.actor.standing.represents.map(({ member }) => member));
  return (await carriedOf(context, proposal))
    .filter(({ member, way, againstMandate }) => !againstMandate || own.has(member) || own.has(way.at(-1)!))
    .map(({ member, memberName, way, wayNames, againstMandate }) => ({
      member,
      memberName,
      way: way.map((step, index) => ({ member: step, name: wayNames[index]! })),
      againstMandate,
    }));
}

async function rollWithBallots({ db, coalition }: TimedContext, { id }: Proposal) {
  const rows = await db
    .selectFrom('rollEntries as e')
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('ballots as b', (j) =>
      j.onRef('b.coalitionId', '=', 'e.coalitionId').onRef('b.entryId', '=', 'e.id').on('b.replacedAt', 'is', null),
    )
    .select(['e.memberId as member', 'm.name as memberName', 'e.weight', 'e.constituencyIds', 'e.peopleRepresented'])
    .select('b.choice as cast')
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .orderBy('m.name')
    .execute();
  return rows.map(({ cast, ...row }) => ({
    ...row,
    member: row.member!,
    cast: isReadable(cast) ? (cast as unknown as Cast) : null,
  }));
}

const isReadable = (cast: unknown): boolean =>
  typeof cast === 'object' && cast !== null && Object.keys(cast).length > 0;

async function momentOf({ db, coalition, now }: TimedContext, { id, stage }: Proposal): Promise<Date> {
  if (stage !== 'closed') return now;
  const row = await db
    .selectFrom('closures')
    .select('at')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', id)
    .executeTakeFirst();
  return row?.at ?? now;
}

/** In force then, between two members that both belonged then: a delegation ends when either leaves. */
async function delegationsAt({ db, coalition }: TimedContext, { id }: Proposal, at: Date): Promise<Delegation[]> {
  const rows = await db
    .selectFrom('delegations as d')
    .innerJoin('memberStatuses as f', (j) =>
      j.onRef('f.coalitionId', '=', 'd.coalitionId').onRef('f.memberId', '=', 'd.fromMember'),
    )
    .innerJoin('memberStatuses as r', (j) =>
      j.onRef('r.coalitionId', '=', 'd.coalitionId').onRef('r.memberId', '=', 'd.toMember'),
    )
    .leftJoin('proposalSubjects as s', (j) =>
      j
        .onRef('s.coalitionId', '=', 'd.coalitionId')
        .onRef('s.subjectId', '=', 'd.subjectId')
        .on('s.proposalId', '=', id),
    )
    .select(['d.id', 'd.fromMember as from', 'd.toMember as to', 'd.scope', 'd.proposalId as proposal'])
    .select(['d.subjectId as subject', 'd.givenAt'])
    .where('d.coalitionId', '=', coalition.id)
    .where('d.givenAt', '<=', at)
    .where((e) => e.or([e('d.untilAt', 'is', null), e('d.untilAt', '>', at)]))
    .where((e) => e.or([e('d.endedAt', 'is', null), e('d.endedAt', '>', at)]))
    .where((e) => e.or([e('d.scope', '=', 'period'), e('d.proposalId', '=', id), e('s.proposalId', 'is not', null)]))
    .where('f.status', '=', 'active')
    .where('f.fromAt', '<=', at)
    .where((e) => e.or([e('f.untilAt', 'is', null), e('f.untilAt', '>', at)]))
    .where('r.status', '=', 'active')
    .where('r.fromAt', '<=', at)
    .where((e) => e.or([e('r.untilAt', 'is', null), e('r.untilAt', '>', at)]))
    .execute();
  return rows as Delegation[];
}

async function mandatesAt({ db, coalition }: TimedContext, proposal: Proposal, members: string[], at: Date) {
  const rows = await db
    .selectFrom('mandates')
    .select(['memberId', 'kind', 'choice', 'version', 'goodUntil'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal.id)
    .where('memberId', 'in', members)
    .where('endedAt', 'is', null)
    .execute();
  const held = rows.filter(
    (row) => stateOf({ ...row, endedWhy: null } as unknown as Mandate, proposal.version, at) === 'in_force',
  );
  return new Map(held.map((row) => [row.memberId, row as unknown as Pick<Mandate, 'kind' | 'choice'>]));
}
