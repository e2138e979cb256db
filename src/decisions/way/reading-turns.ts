// What facilitators did with the hours of one proposal, and which other decisions it is tied to.
import { sql } from 'kysely';
import type { Context } from '../../kernel/command.ts';
import type { Proposal } from '../proposal.ts';
import type { Turn, Way } from './shapes.ts';

/** Extensions, pauses and reopenings in one list, newest first. */
export async function turnsOf({ db, coalition }: Context, { id }: Proposal): Promise<Turn[]> {
  const { rows } = await sql<Turn>`
    select t.kind, t.at, coalesce(n.name, '') as by, t.reason, t.closes_at from (
      select 'extended' as kind, at, by_person, reason, until_at as closes_at, coalition_id from extensions
        where coalition_id = ${coalition.id} and proposal_id = ${id}
      union all
      select 'paused', at, by_person, reason, null, coalition_id from pauses
        where coalition_id = ${coalition.id} and proposal_id = ${id}
      union all
      select 'resumed', ended_at, ended_by, end_reason, null, coalition_id from pauses
        where coalition_id = ${coalition.id} and proposal_id = ${id} and ended_at is not null
      union all
      select 'reopened', at, by_person, reason, closes_at, coalition_id from reopenings
        where coalition_id = ${coalition.id} and proposal_id = ${id}
    ) t
    left join profiles n on n.coalition_id = t.coalition_id and n.person_id = t.by_person
    order by t.at desc`.execute(db);
  return rows;
}

/** The decision that this one would change, and those that would change this one. */
export async function linksOf(
  { db, coalition }: Context,
  { id }: Proposal,
): Promise<Pick<Way, 'changes' | 'changedBy'>> {
  const rows = await db
    .selectFrom('proposals as p')
    .innerJoin('proposals as c', (j) =>
      j.onRef('c.coalitionId', '=', 'p.coalitionId').onRef('c.id', '=', 'p.changesProposalId'),
    )
    .select(['p.id as later', 'p.number as laterNumber', 'c.number as earlierNumber'])
    .where('p.coalitionId', '=', coalition.id)
    .where((eb) => eb.or([eb('p.id', '=', id), eb('p.changesProposalId', '=', id)]))
    .orderBy('p.number')
    .execute();
  return {
    changes: rows.find(({ later }) => later === id)?.earlierNumber ?? null,
    changedBy: rows.filter(({ later }) => later !== id).map(({ laterNumber }) => laterNumber),
  };
}

export const membersOf = ({ db, coalition }: Context): Promise<Way['members']> =>
  db
    .selectFrom('members as m')
    .innerJoin('memberStatuses as s', (j) =>
      j.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id'),
    )
    .select(['m.id', 'm.name'])
    .where('m.coalitionId', '=', coalition.id)
    .where('s.status', '=', 'active')
    .where('s.untilAt', 'is', null)
    .orderBy('m.name')
    .execute();
