import { sql } from 'kysely';
import type { Context, TimedContext } from '../kernel/command.ts';
import type { Proposal } from './proposal.ts';

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
    .select([
      's.memberId',
      sql<string[]>`coalesce(array_agg(c.constituency_id) filter (where c.constituency_id is not null), '{}')`.as(
        'constituencies',
      ),
    ])
    .where('s.coalitionId', '=', coalition.id)
    .where('s.status', '=', 'active')
    .where('s.untilAt', 'is', null)
    .groupBy('s.memberId')
    .execute();
  const entries = members.map(({ memberId, constituencies }) => ({
    coalitionId: coalition.id,
    id: ids.next(),
    proposalId,
    memberId,
    weight: 1,
    constituencyIds: constituencies,
  }));
  if (entries.length > 0) await db.insertInto('rollEntries').values(entries).execute();
  return entries.length;
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
