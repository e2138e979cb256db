// Who would stand on a roll that opened now, and what is known of each that a vote may be weighed by.
import { sql } from 'kysely';
import type { TimedContext } from '../../kernel/command.ts';
import { fraction } from '../tally/exact.ts';
import type { Weighable } from './weighing.ts';

export const voterKinds = ['members', 'persons'] as const;
export type VoterKind = (typeof voterKinds)[number];

/** Somebody who would have a place on the roll. A seat of a body is to come as another kind of these. */
export interface Voter extends Weighable {
  readonly kind: 'member' | 'person';
  readonly member: string | null;
  readonly person: string | null;
  readonly name: string;
}

export const votersNow = (context: TimedContext, kind: VoterKind): Promise<Voter[]> =>
  kind === 'persons' ? personsNow(context) : membersNow(context);

/** Every active member, by name. */
async function membersNow({ db, coalition, now }: TimedContext): Promise<Voter[]> {
  const members = await db
    .selectFrom('memberStatuses as s')
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 's.coalitionId').onRef('m.id', '=', 's.memberId'))
    .leftJoin('memberConstituencies as c', (j) =>
      j.onRef('c.coalitionId', '=', 's.coalitionId').onRef('c.memberId', '=', 's.memberId'),
    )
    .select(['m.id', 'm.name', 'm.kind', 'm.peopleRepresented', constituencies.as('constituencies')])
    .where('s.coalitionId', '=', coalition.id)
    .where('s.status', '=', 'active')
    .where('s.untilAt', 'is', null)
    .groupBy(['m.id', 'm.name', 'm.kind', 'm.peopleRepresented'])
    .orderBy('m.name')
    .orderBy('m.id')
    .execute();
  const facts = await db
    .selectFrom('weightFacts')
    .distinctOn(['memberId', 'kind'])
    .select(['memberId', 'kind', 'value'])
    .where('coalitionId', '=', coalition.id)
    .where('asOf', '<=', now.toISOString().slice(0, 10) as never)
    .orderBy('memberId')
    .orderBy('kind')
    .orderBy('asOf', 'desc')
    .orderBy('at', 'desc')
    .execute();
  const known = new Map(facts.map(({ memberId, kind, value }) => [`${kind} ${memberId}`, fraction(value)]));
  return members.map((row) => ({
    kind: 'member',
    member: row.id,
    person: null,
    name: row.name,
    // Whoever belongs as a person is one person.
    people: row.peopleRepresented ?? (row.kind === 'individual' ? 1 : null),
    dues: known.get(`dues ${row.id}`) ?? null,
    contribution: known.get(`contribution ${row.id}`) ?? null,
    constituencies: row.constituencies,
  }));
}

const constituencies = sql<
  string[]
>`coalesce(array_agg(distinct c.constituency_id) filter (where c.constituency_id is not null), '{}')`;

/** Everybody who speaks for an active member and does not only observe, once, however many members she speaks for. */
async function personsNow({ db, coalition, now }: TimedContext): Promise<Voter[]> {
  const persons = await db
    .selectFrom('representatives as r')
    .innerJoin('memberStatuses as s', (j) =>
      j.onRef('s.coalitionId', '=', 'r.coalitionId').onRef('s.memberId', '=', 'r.memberId'),
    )
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'r.coalitionId').onRef('n.personId', '=', 'r.personId'),
    )
    .leftJoin('memberConstituencies as c', (j) =>
      j.onRef('c.coalitionId', '=', 'r.coalitionId').onRef('c.memberId', '=', 'r.memberId'),
    )
    .select(['r.personId', 'n.name', constituencies.as('constituencies')])
    .where('r.coalitionId', '=', coalition.id)
    .where('r.authority', '!=', 'observes')
    .where('r.fromAt', '<=', now)
    .where((where) => where.or([where('r.untilAt', 'is', null), where('r.untilAt', '>', now)]))
    .where('s.status', '=', 'active')
    .where('s.untilAt', 'is', null)
    .groupBy(['r.personId', 'n.name'])
    .orderBy('n.name')
    .orderBy('r.personId')
    .execute();
  return persons.map((row) => ({
    kind: 'person',
    member: null,
    person: row.personId,
    name: row.name ?? '',
    people: null,
    dues: null,
    contribution: null,
    constituencies: row.constituencies,
  }));
}
