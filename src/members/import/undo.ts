// Taking an import back. Whatever points at a member that it added keeps that member: the database is asked which tables
// do, so that a capability which comes to know members later is heard without being named here.
import { sql } from 'kysely';
import type { TimedContext } from '../../kernel/command.ts';

/** What comes with a member and goes with it. */
const own = ['member_statuses', 'contacts', 'member_constituencies', 'import_rows'];

export async function undo(context: TimedContext, id: string) {
  const { db, coalition, actor, now } = context;
  await keepWhatIsUsed(context, id);
  const restored = await restore(context, id);
  const removed = await remove(context, id);
  const { stays } = await db
    .selectFrom('importRows')
    .select((e) => e.fn.countAll<number>().as('stays'))
    .where('coalitionId', '=', coalition.id)
    .where('importId', '=', id)
    .where('keptBecause', 'is not', null)
    .executeTakeFirstOrThrow();
  await db
    .updateTable('imports')
    .set({ state: 'undone', undoneAt: now, undoneBy: actor.person })
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', id)
    .execute();
  return { removed, restored, stays };
}

/** Notes at each row why its member stays as it is. */
async function keepWhatIsUsed(context: TimedContext, id: string): Promise<void> {
  const { db, coalition } = context;
  await sql`
    update import_rows r set kept_because = case when m.version <> coalesce(r.member_version + 1, 1) then 'edited' else 'standing' end
    from members m
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and m.coalition_id = r.coalition_id and m.id = r.member_id
      and ((r.does = 'there' and cardinality(r.takes) > 0 and m.version <> r.member_version + 1)
        or (r.does = 'add' and (m.version <> 1 or m.person_id is not null or m.tie is distinct from r.result->>'tie'
          or exists (select from member_statuses s where s.coalition_id = ${coalition.id} and s.coalition_id = m.coalition_id
            and s.member_id = m.id and s.status <> 'listed'))))
    `.execute(db);
  // Invitations stand outside the coalition's rows, without a key into them.
  await keepWhere(context, id, 'invitations', 'member_id');
  for (const { table, column } of await pointingAtMembers(context)) await keepWhere(context, id, table, column);
}

async function pointingAtMembers({ db }: TimedContext): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select k.conrelid::regclass::text as "table", a.attname as "column"
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
    where k.contype = 'f' and k.confrelid = 'members'::regclass and cardinality(k.conkey) = 2
      and has_table_privilege(k.conrelid, 'select') and k.conrelid::regclass::text <> all (${own})
    order by 1, 2
    `.execute(db);
  return rows;
}

const keepWhere = ({ db, coalition }: TimedContext, id: string, table: string, column: string) =>
  sql`
    update import_rows r set kept_because = ${table}
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'add' and r.kept_because is null
      and exists (select from ${sql.table(table)} t where t.coalition_id = ${coalition.id} and t.${sql.ref(column)} = r.member_id)
    `.execute(db);

/** What was taken over goes back, where nobody has changed it since. */
async function restore({ db, coalition }: TimedContext, id: string): Promise<number> {
  await sql`
    delete from contacts c using import_rows r
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'there' and r.kept_because is null
      and 'contacts' = any(r.takes) and c.coalition_id = ${coalition.id} and c.coalition_id = r.coalition_id and c.member_id = r.member_id
      and exists (select from jsonb_array_elements(r.listed->'people') as p (person)
        where p.person->>'name' = c.name and p.person->>'email' = c.email)
      and not coalesce(r.before->'contacts' ? c.id::text, false)
    `.execute(db);
  const done = await sql`
    update members m set name = r.before->>'name', name_key = r.before->>'nameKey', website = r.before->>'website',
      website_key = r.before->>'websiteKey', place = r.before->>'place', found_by = r.before->>'foundBy',
      about = r.before->>'about', people_represented = (r.before->>'peopleRepresented')::int, tie = r.before->>'tie',
      external_id = r.before->>'externalId', organization_id = (r.before->>'organizationId')::uuid, version = m.version + 1
    from import_rows r
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'there' and r.before is not null
      and r.kept_because is null and m.coalition_id = r.coalition_id and m.id = r.member_id
    `.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

/** Whoever the import added and nothing was built on. */
async function remove({ db, coalition }: TimedContext, id: string): Promise<number> {
  const gone = sql`
    select r.member_id from import_rows r
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'add' and r.kept_because is null`;
  // Roles go with their contacts.
  for (const table of ['contacts', 'member_constituencies', 'member_statuses'])
    await sql`delete from ${sql.table(table)} where coalition_id = ${coalition.id} and member_id in (${gone})`.execute(
      db,
    );
  const done = await sql`delete from members where coalition_id = ${coalition.id} and id in (${gone})`.execute(db);
  return Number(done.numAffectedRows ?? 0);
}
