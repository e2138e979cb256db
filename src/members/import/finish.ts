// Putting a checked list on the roster: all of it or nothing, in a handful of statements however long it is.
import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { command, type TimedContext } from '../../kernel/command.ts';
import { conflict, notFound } from '../../kernel/errors.ts';
import { mayKeepRoster } from '../policy.ts';

const changed = conflict('members.rosterChanged');

/** Done by the server for whoever asked for it. */
export const finishImport = command({
  name: 'members.finishImport',
  scope: 'coalition',
  summary: 'Put the rows of a checked list on the roster: all or nothing.',
  input: z.strictObject({ import: z.uuid() }),
  result: z.object({ added: z.int(), changed: z.int() }),
  example: (story) => ({ import: story.imports.writing }),
  async load({ db, coalition }, input) {
    const row = await db
      .selectFrom('imports')
      .select(['id', 'state'])
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', input.import)
      .where('state', '=', 'writing')
      .forUpdate()
      .executeTakeFirst();
    return row ?? notFound('imports.notFound');
  },
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: { members_name_once: changed, members_external_id: changed, members_organization_once: changed },
  async run(context, _, input) {
    const { db, coalition, now } = context;
    if (await somebodyChanged(context, input.import)) return changed;
    await addOrganizations(context, input.import);
    const added = await addMembers(context, input.import);
    const updated = await changeMembers(context, input.import);
    await addPeople(context, input.import);
    await addConstituencies(context, input.import);
    await db
      .updateTable('imports')
      .set({ state: 'done', doneAt: now, problem: null })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', input.import)
      .execute();
    return { about: { kind: 'import', id: input.import }, value: { added, changed: updated } };
  },
});

/** Rows of this import that do something, `r`. */
const rows = (coalition: string, id: string): RawBuilder<unknown> =>
  sql`import_rows r where r.coalition_id = ${coalition} and r.import_id = ${id}`;

async function somebodyChanged({ db, coalition }: TimedContext, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from import_rows r
    left join members m on m.coalition_id = r.coalition_id and m.id = r.member_id and m.version = r.member_version
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'there' and m.id is null limit 1
    `.execute(db);
  return rows.length > 0;
}

/** The organizations as the world knows them: those with a website are shared by all coalitions that list them. */
async function addOrganizations({ db, coalition, now }: TimedContext, id: string): Promise<void> {
  await sql`
    insert into organizations (id, name, website, name_key, website_key, created_at)
    select r.member_id, r.result->>'name', r.result->>'website', r.result->>'nameKey', r.result->>'websiteKey', ${now}
    from ${rows(coalition.id, id)} and r.does = 'add' and r.result->>'kind' = 'organization'
    on conflict do nothing
    `.execute(db);
}

async function addMembers(context: TimedContext, id: string): Promise<number> {
  const { db, coalition, now, actor } = context;
  const added = await sql`
    insert into members (coalition_id, id, kind, organization_id, name, name_key, website, website_key, place, found_by,
      about, people_represented, tie, external_id, created_at)
    select r.coalition_id, r.member_id, r.result->>'kind', coalesce(o.id, p.id), r.result->>'name', r.result->>'nameKey',
      r.result->>'website', r.result->>'websiteKey', r.result->>'place', r.result->>'foundBy', r.result->>'about',
      (r.result->>'peopleRepresented')::int, r.result->>'tie', r.result->>'externalId', ${now}
    from import_rows r
    left join organizations o on o.id = r.member_id
    left join organizations p on p.website_key <> '' and p.website_key = r.result->>'websiteKey' and p.name_key = r.result->>'nameKey'
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'add'
    `.execute(db);
  // The status carries the member's own id: it is its first.
  await sql`
    insert into member_statuses (coalition_id, id, member_id, status, from_at, by_person)
    select r.coalition_id, r.member_id, r.member_id, 'listed', ${now}, ${actor.person}::uuid
    from ${rows(coalition.id, id)} and r.does = 'add'
    `.execute(db);
  return Number(added.numAffectedRows ?? 0);
}

/** Takes over what was chosen, and keeps beside the row what was there. */
async function changeMembers(context: TimedContext, id: string): Promise<number> {
  const { db, coalition, now } = context;
  await sql`
    update import_rows r set before = jsonb_build_object('name', m.name, 'nameKey', m.name_key, 'website', m.website,
      'websiteKey', m.website_key, 'place', m.place, 'foundBy', m.found_by, 'about', m.about,
      'peopleRepresented', m.people_represented, 'tie', m.tie, 'externalId', m.external_id, 'organizationId', m.organization_id,
      'contacts', (select coalesce(jsonb_agg(c.id), '[]') from contacts c where c.coalition_id = ${coalition.id}
        and c.coalition_id = m.coalition_id and c.member_id = m.id))
    from members m
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'there' and cardinality(r.takes) > 0
      and m.coalition_id = r.coalition_id and m.id = r.member_id
    `.execute(db);
  const renamed = await renamedOrganizations(context, id, now);
  const done = await sql`
    update members m set name = r.result->>'name', name_key = r.result->>'nameKey', website = r.result->>'website',
      website_key = r.result->>'websiteKey', place = r.result->>'place', found_by = r.result->>'foundBy',
      about = r.result->>'about', people_represented = (r.result->>'peopleRepresented')::int, tie = r.result->>'tie',
      external_id = r.result->>'externalId', version = m.version + 1,
      organization_id = coalesce((${renamed}::text::jsonb->>m.id::text)::uuid, m.organization_id)
    from import_rows r
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'there' and cardinality(r.takes) > 0
      and m.coalition_id = r.coalition_id and m.id = r.member_id
    `.execute(db);
  return Number(done.numAffectedRows ?? 0);
}

/** Members under a new name or website are another organization to the world: by member, as JSON. */
async function renamedOrganizations({ db, coalition, ids }: TimedContext, id: string, now: Date): Promise<string> {
  const { rows } = await sql<{ member: string; name: string; website: string; nameKey: string; websiteKey: string }>`
    select r.member_id as member, r.result->>'name' as name, r.result->>'website' as website,
      r.result->>'nameKey' as name_key, r.result->>'websiteKey' as website_key
    from import_rows r
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'there'
      and r.result->>'kind' = 'organization' and (r.takes && array['name', 'website'])
    `.execute(db);
  const wanted = JSON.stringify(rows.map((row) => ({ ...row, id: ids.next() })));
  const { rows: found } = await sql<{ member: string; organization: string }>`
    with wanted as (
      select * from jsonb_to_recordset(${wanted}::text::jsonb) as s (id uuid, member uuid, name text, website text, "nameKey" text, "websiteKey" text)
    ), made as (
      insert into organizations (id, name, website, name_key, website_key, created_at)
      select id, name, website, "nameKey", "websiteKey", ${now} from wanted on conflict do nothing returning id
    )
    select w.member, coalesce(o.id, w.id) as organization from wanted w
    left join organizations o on o.website_key <> '' and o.website_key = w."websiteKey" and o.name_key = w."nameKey"
    `.execute(db);
  return JSON.stringify(Object.fromEntries(found.map(({ member, organization }) => [member, organization])));
}

/** The people to turn to, and what they are: for a member that was there, only whom it does not have yet. */
async function addPeople({ db, coalition, ids }: TimedContext, id: string): Promise<void> {
  const { rows } = await sql<{ memberId: string; person: Given }>`
    select r.member_id, p.person from import_rows r, jsonb_array_elements(r.listed->'people') as p (person)
    where r.coalition_id = ${coalition.id} and r.import_id = ${id}
      and (r.does = 'add' or 'contacts' = any(r.takes))
      and not exists (
        select from contacts c where c.coalition_id = ${coalition.id} and c.coalition_id = r.coalition_id
          and c.member_id = r.member_id
          and lower(coalesce(nullif(c.name, ''), c.email)) = lower(coalesce(nullif(p.person->>'name', ''), p.person->>'email')))
    order by r.position
    `.execute(db);
  for (let from = 0; from < rows.length; from += 500) {
    const some = rows.slice(from, from + 500).map((row) => ({ ...row, id: ids.next() }));
    const contacts = some.map(({ id, memberId, person: { roles, ...said } }) => ({ id, memberId, ...said }));
    await sql`
      insert into contacts (coalition_id, id, member_id, name, email, phone, note, external_id)
      select ${coalition.id}::uuid, s.id, s."memberId", s.name, s.email, s.phone, s.note, s."externalId"
      from jsonb_to_recordset(${JSON.stringify(contacts)}::text::jsonb)
        as s (id uuid, "memberId" uuid, name text, email text, phone text, note text, "externalId" text)
      `.execute(db);
    const roles = some.flatMap(({ id, person }) =>
      person.roles.map((role) => ({ ...role, id: ids.next(), contact: id })),
    );
    await sql`
      insert into contact_roles (coalition_id, id, contact_id, role, on_behalf_of, from_on, until_on)
      select ${coalition.id}::uuid, s.id, s.contact, s.role, s."onBehalfOf", s.from, s.until
      from jsonb_to_recordset(${JSON.stringify(roles)}::text::jsonb)
        as s (id uuid, contact uuid, role text, "onBehalfOf" text, "from" text, until text)
      `.execute(db);
  }
}

interface Given {
  name: string;
  email: string;
  phone: string;
  note: string;
  externalId: string;
  roles: { role: string; onBehalfOf: string; from: string; until: string }[];
}

/** Constituencies by their names; those that nobody has named yet are named now. */
async function addConstituencies({ db, coalition, ids }: TimedContext, id: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select distinct on (lower(c.name)) c.name
    from import_rows r, jsonb_array_elements_text(r.listed->'constituencies') as c (name)
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'add'
    order by lower(c.name)
    `.execute(db);
  if (rows.length === 0) return;
  await db
    .insertInto('constituencies')
    .values(rows.map(({ name }) => ({ coalitionId: coalition.id, id: ids.next(), name })))
    .onConflict((c) => c.doNothing())
    .execute();
  await sql`
    insert into member_constituencies (coalition_id, member_id, constituency_id)
    select distinct r.coalition_id, r.member_id, k.id
    from import_rows r
    cross join lateral jsonb_array_elements_text(r.listed->'constituencies') as c (name)
    join constituencies k on k.coalition_id = r.coalition_id and lower(k.name) = lower(c.name)
    where r.coalition_id = ${coalition.id} and r.import_id = ${id} and r.does = 'add'
    on conflict do nothing
    `.execute(db);
}
