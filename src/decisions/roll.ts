import { sql } from 'kysely';
import type { Context, TimedContext } from '../kernel/command.ts';
import type { Proposal } from './proposal.ts';
import type { Group, Roll } from './tally/ballot.ts';
import { fraction, multiply, sum } from './tally/exact.ts';

/**
 * Opens the vote: freezes who may vote, with which weight and for which constituencies. Whoever joins later
 * waits for the next question; whoever leaves keeps the entry, without anybody to cast it.
 * @returns the number of entries
 */
export async function openRoll({ db, coalition, ids, actor, now }: TimedContext, proposalId: string): Promise<number> {
  await db
    .insertInto('openings')
    .values({ coalitionId: coalition.id, proposalId, at: now, byPerson: actor.person })
    .execute();
  const members = await db
    .selectFrom('memberStatuses as s')
    .leftJoin('memberConstituencies as c', (j) =>
      j.onRef('c.coalitionId', '=', 's.coalitionId').onRef('c.memberId', '=', 's.memberId'),
    )
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 's.coalitionId').onRef('m.id', '=', 's.memberId'))
    .select([
      's.memberId',
      'm.kind',
      'm.peopleRepresented',
      sql<string[]>`coalesce(array_agg(c.constituency_id) filter (where c.constituency_id is not null), '{}')`.as(
        'constituencies',
      ),
    ])
    .where('s.coalitionId', '=', coalition.id)
    .where('s.status', '=', 'active')
    .where('s.untilAt', 'is', null)
    .groupBy(['s.memberId', 'm.kind', 'm.peopleRepresented'])
    .execute();
  const entries = members.map(({ memberId, kind, peopleRepresented, constituencies }) => ({
    coalitionId: coalition.id,
    id: ids.next(),
    proposalId,
    memberId,
    weight: '1',
    constituencyIds: constituencies,
    // Whoever belongs as a person is one person.
    peopleRepresented: peopleRepresented ?? (kind === 'individual' ? 1 : null),
  }));
  if (entries.length > 0) await db.insertInto('rollEntries').values(entries).execute();
  return entries.length;
}

/** What the whole roll weighs, with its people and its constituencies. Entries that are alike are added as one. */
export async function rollTotals({ db, coalition }: Context, proposalId: string): Promise<Roll> {
  const alike = await db
    .selectFrom('rollEntries')
    .select(['weight', 'constituencyIds', sql<number>`count(*)::int`.as('entries')])
    .select(sql<string | null>`sum(people_represented)`.as('people'))
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposalId)
    .groupBy(['weight', 'constituencyIds'])
    .execute();
  const named = await db
    .selectFrom('constituencies')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const total = (rows: typeof alike) => ({
    entries: rows.reduce((all, { entries }) => all + entries, 0),
    weight: sum(rows.map(({ weight, entries }) => multiply(fraction(weight), fraction(entries)))),
  });
  const groups = named.map(
    ({ id, name }): Group => ({ id, name, ...total(alike.filter((row) => row.constituencyIds.includes(id))) }),
  );
  return {
    ...total(alike),
    people: sum(alike.map(({ people }) => fraction(people ?? '0'))),
    groups: groups.filter(({ entries }) => entries > 0),
  };
}

/** Has every member on the roll answered? In a consent question: the present text, for earlier answers lapse. */
export async function everybodyVoted({ db, coalition }: Context, { id, method, version }: Proposal): Promise<boolean> {
  const missing = await db
    .selectFrom('rollEntries as e')
    .leftJoin('ballots as b', (j) =>
      j
        .onRef('b.coalitionId', '=', 'e.coalitionId')
        .onRef('b.entryId', '=', 'e.id')
        .on('b.replacedAt', 'is', null)
        .on('b.version', '>=', method === 'consent' ? version : 1),
    )
    .select('e.id')
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .where('b.id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return missing === undefined;
}
