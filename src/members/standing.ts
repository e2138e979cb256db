import { sql } from 'kysely';
import type { Authority, Standing } from '../kernel/actor.ts';
import type { Db } from '../system/database/connect.ts';

interface Row {
  id: string;
  member: string | null;
  memberName: string;
  authority: Authority;
}

/**
 * Who somebody is inside a coalition at a moment: whether they coordinate it, and for which of its active members they
 * speak. One query, because every request asks it.
 */
export async function findStanding(db: Db, coalition: string, person: string, at: Date): Promise<Standing> {
  const { rows } = await sql<Row>`
    select a.id, null::uuid as member, '' as member_name, '' as authority
    from appointments a
    where a.coalition_id = ${coalition} and a.person_id = ${person} and a.role = 'coordinator'
      and a.from_at <= ${at} and (a.until_at is null or a.until_at > ${at})
    union all
    select r.id, m.id, m.name, r.authority
    from representatives r
    join members m on m.coalition_id = r.coalition_id and m.id = r.member_id
    join member_statuses s on s.coalition_id = m.coalition_id and s.member_id = m.id
    where r.coalition_id = ${coalition} and r.person_id = ${person}
      and r.from_at <= ${at} and (r.until_at is null or r.until_at > ${at})
      and s.status = 'active' and s.until_at is null`.execute(db);
  const represents = rows.filter((row) => row.member !== null);
  return {
    coordinator: represents.length < rows.length,
    represents: represents
      .map(({ id, member, memberName, authority }) => ({ representative: id, member: member!, memberName, authority }))
      .sort((a, b) => (a.memberName < b.memberName ? -1 : 1)),
  };
}
