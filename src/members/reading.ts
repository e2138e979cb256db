// What several queries read about members: for many at once, so that a list costs as many queries as a page.
import type { Authority } from '../kernel/actor.ts';
import type { TimedContext } from '../kernel/command.ts';
import type { LimitKind } from './fields.ts';
import type { GivenAnswers, PresentLimit, ShownContact } from './shapes.ts';

type Reading = Pick<TimedContext, 'db' | 'coalition' | 'now'>;

/** The constituencies of each of these members. */
export async function constituenciesOf({ db, coalition }: Reading, members: string[]) {
  const rows = await db
    .selectFrom('memberConstituencies as mc')
    .innerJoin('constituencies as c', (join) =>
      join.onRef('c.coalitionId', '=', 'mc.coalitionId').onRef('c.id', '=', 'mc.constituencyId'),
    )
    .select(['mc.memberId', 'c.id', 'c.name', 'c.mostAffected'])
    .where('mc.coalitionId', '=', coalition.id)
    .where('mc.memberId', 'in', among(members))
    .orderBy('c.name')
    .execute();
  return grouped(rows, ({ memberId: _, ...row }) => row);
}

/** Who speaks for each of these members at present, and whose term is still to come. */
export async function voicesOf({ db, coalition, now }: Reading, members: string[]) {
  const rows = await db
    .selectFrom('representatives as r')
    .leftJoin('profiles as p', (join) =>
      join.onRef('p.coalitionId', '=', 'r.coalitionId').onRef('p.personId', '=', 'r.personId'),
    )
    .select([
      'r.memberId',
      'r.id',
      'r.personId as person',
      'p.name',
      'r.authority',
      'r.fromAt as from',
      'r.untilAt as until',
    ])
    .where('r.coalitionId', '=', coalition.id)
    .where('r.memberId', 'in', among(members))
    .where((e) => e.or([e('r.untilAt', 'is', null), e('r.untilAt', '>', now)]))
    .orderBy('r.fromAt')
    .orderBy('r.id')
    .execute();
  return grouped(rows, ({ memberId: _, name, authority, ...row }) => ({
    ...row,
    name: name ?? '',
    authority: authority as Authority,
  }));
}

/** Whom to turn to at each of these members, and what they are there. */
export async function contactsOf({ db, coalition }: Reading, members: string[]) {
  const rows = await db
    .selectFrom('contacts')
    .select(['id', 'memberId', 'name', 'email', 'phone', 'note', 'externalId'])
    .where('coalitionId', '=', coalition.id)
    .where('memberId', 'in', among(members))
    .orderBy('id')
    .execute();
  const roles = await db
    .selectFrom('contactRoles as k')
    .innerJoin('contacts as c', (join) =>
      join.onRef('c.coalitionId', '=', 'k.coalitionId').onRef('c.id', '=', 'k.contactId'),
    )
    .leftJoin('members as m', (join) =>
      join.onRef('m.coalitionId', '=', 'k.coalitionId').onRef('m.externalId', '=', 'k.onBehalfOf'),
    )
    .select(['c.id as memberId', 'k.role', 'k.fromOn as from', 'k.untilOn as until'])
    .select((e) => e.fn.coalesce('m.name', 'k.onBehalfOf').as('onBehalfOf'))
    .where('k.coalitionId', '=', coalition.id)
    .where('c.coalitionId', '=', coalition.id)
    .where('c.memberId', 'in', among(members))
    .orderBy('k.id')
    .execute();
  const rolesOf = grouped(roles, ({ memberId: _, ...role }) => role);
  return grouped(rows, ({ memberId: _, id, ...row }): ShownContact => ({ ...row, roles: rolesOf(id) }));
}

/** The limits that each of these members has set and that have not run out. */
export async function limitsOf({ db, coalition, now }: Reading, members: string[]) {
  const rows = await db
    .selectFrom('limits as l')
    .innerJoin('subjects as s', (join) =>
      join.onRef('s.coalitionId', '=', 'l.coalitionId').onRef('s.id', '=', 'l.subjectId'),
    )
    .select(['l.memberId', 's.label as subject', 'l.kind', 'l.untilOn as until', 'l.note'])
    .where('l.coalitionId', '=', coalition.id)
    .where('l.memberId', 'in', among(members))
    .where('l.liftedAt', 'is', null)
    .where((e) => e.or([e('l.untilOn', 'is', null), e('l.untilOn', '>=', now.toISOString().slice(0, 10))]))
    .orderBy('s.label')
    .execute();
  return grouped(rows, ({ memberId: _, kind, ...row }): PresentLimit => ({ ...row, kind: kind as LimitKind }));
}

/** The newest answers of each of these members. */
export async function answersOf({ db, coalition }: Reading, members: string[]) {
  const rows = await db
    .selectFrom('joiningAnswers')
    .distinctOn('memberId')
    .select(['memberId', 'at', 'whoWeAre', 'whyWeAreHere', 'whatWeBring', 'ourLimits', 'canWeDecide', 'sensitiveAbout'])
    .where('coalitionId', '=', coalition.id)
    .where('memberId', 'in', among(members))
    .orderBy('memberId')
    .orderBy('at', 'desc')
    .execute();
  return new Map(rows.map(({ memberId, at, ...answers }) => [memberId, { at, answers: answers as GivenAnswers }]));
}

// `in ()` is no SQL.
const among = (members: string[]): string[] =>
  members.length > 0 ? members : ['00000000-0000-0000-0000-000000000000'];

function grouped<Row extends { memberId: string }, Shown>(rows: Row[], show: (row: Row) => Shown) {
  const groups = new Map<string, Shown[]>();
  for (const row of rows) {
    const group = groups.get(row.memberId) ?? [];
    group.push(show(row));
    groups.set(row.memberId, group);
  }
  return (member: string): Shown[] => groups.get(member) ?? [];
}
