// Reading and writing the rows that several commands share. Whoever changes a member holds its row's lock.
import { sql } from 'kysely';
import type { TimedContext } from '../kernel/command.ts';
import { notFound, type Refusal } from '../kernel/errors.ts';
import type { Db } from '../system/database/connect.ts';
import type { Kind, Status } from './fields.ts';
import { nameKey, searchable, websiteKey } from './names.ts';
import type { Voice } from './policy.ts';

export interface Member {
  id: string;
  kind: Kind;
  name: string;
  website: string;
  personId: string | null;
  organizationId: string | null;
  version: number;
  status: Status;
  /** Until when each of those who speak for it does so; null is without an end. */
  voices: (Date | null)[];
}

/** Whether anybody speaks for the member at a moment. */
export const voiceOf = ({ id, voices }: Member, now: Date): Voice => ({
  member: id,
  spokenFor: voices.some((until) => until === null || until > now),
});

/** Finds a member and locks it until the end of the command, so that its status and its voices stand still. */
export async function lockMember(db: Db, coalition: string, id: string): Promise<Member | Refusal> {
  const row = await db
    .selectFrom('members')
    .select(['kind', 'name', 'website', 'personId', 'organizationId', 'version'])
    .where('coalitionId', '=', coalition)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return notFound('members.memberNotFound');
  const { status } = await db
    .selectFrom('memberStatuses')
    .select('status')
    .where('coalitionId', '=', coalition)
    .where('memberId', '=', id)
    .where('untilAt', 'is', null)
    .executeTakeFirstOrThrow();
  const voices = await db
    .selectFrom('representatives')
    .select('untilAt')
    .where('coalitionId', '=', coalition)
    .where('memberId', '=', id)
    .execute();
  return {
    ...row,
    id,
    kind: row.kind as Kind,
    status: status as Status,
    voices: voices.map(({ untilAt }) => untilAt),
  };
}

export interface NewMember {
  kind: Kind;
  name: string;
  website?: string;
  place?: string;
  about?: string;
  peopleRepresented?: number | null;
  tie?: string | null;
  externalId?: string | null;
  personId?: string | null;
}

/** Adds a member in its first status. An application claims no name yet: it may come from somebody already listed. */
export async function addMember(context: TimedContext, member: NewMember, status: Status): Promise<string> {
  const { db, coalition, ids, now } = context;
  const id = ids.next();
  const named = member.kind === 'organization' && status !== 'applied';
  await db
    .insertInto('members')
    .values({
      ...member,
      coalitionId: coalition.id,
      id,
      nameKey: named ? nameKey(member.name) : null,
      websiteKey: websiteKey(member.website ?? ''),
      foundBy: searchable(`${member.name} ${member.place ?? ''}`),
      organizationId: named ? await organizationOf(context, member.name, member.website ?? '') : null,
      createdAt: now,
    })
    .execute();
  await addStatus(context, id, status);
  return id;
}

/** Ends the present status and begins another. */
export async function setStatus(context: TimedContext, member: string, status: Status, reason = ''): Promise<void> {
  await context.db
    .updateTable('memberStatuses')
    .set({ untilAt: context.now })
    .where('coalitionId', '=', context.coalition.id)
    .where('memberId', '=', member)
    .where('untilAt', 'is', null)
    .execute();
  await addStatus(context, member, status, reason);
}

async function addStatus(
  { db, coalition, ids, now, actor }: TimedContext,
  member: string,
  status: Status,
  reason = '',
) {
  await db
    .insertInto('memberStatuses')
    .values({
      coalitionId: coalition.id,
      id: ids.next(),
      memberId: member,
      status,
      fromAt: now,
      byPerson: actor.person,
      reason,
    })
    .execute();
}

/** The organization as the world knows it: the same row for every coalition that gives it the same name and website. */
export async function organizationOf({ db, ids, now }: TimedContext, name: string, website: string): Promise<string> {
  const id = ids.next();
  const keys = { nameKey: nameKey(name), websiteKey: websiteKey(website) };
  const added = await db
    .insertInto('organizations')
    .values({ id, name, website, ...keys, createdAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 1n) return id;
  const known = await db
    .selectFrom('organizations')
    .select('id')
    .where('websiteKey', '=', keys.websiteKey)
    .where('nameKey', '=', keys.nameKey)
    .executeTakeFirstOrThrow();
  return known.id;
}

/** The name under which the coalition knows a person from now on. */
export async function knowAs({ db, coalition }: TimedContext, person: string, name: string): Promise<void> {
  await db
    .insertInto('profiles')
    .values({ coalitionId: coalition.id, personId: person, name })
    .onConflict((conflict) => conflict.columns(['coalitionId', 'personId']).doUpdateSet({ name }))
    .execute();
}

/**
 * Brings the index of who may enter up to date for these people: inside while they coordinate or speak for a member,
 * as an applicant while they asked to join (also after a "no", to read its reason), else not at all.
 */
export async function indexPeople({ db, coalition, now }: TimedContext, people: string[]): Promise<void> {
  for (const person of new Set(people)) {
    const { rows } = await sql<{ as: 'inside' | 'applicant' }>`
      select 'inside' as "as" from appointments
      where coalition_id = ${coalition.id} and person_id = ${person} and (until_at is null or until_at > ${now})
      union
      select case when s.status = 'active' then 'inside' else 'applicant' end
      from representatives r
      join member_statuses s on s.coalition_id = r.coalition_id and s.member_id = r.member_id and s.until_at is null
      where r.coalition_id = ${coalition.id} and r.person_id = ${person}
        and ((s.status in ('active', 'applied') and (r.until_at is null or r.until_at > ${now})) or s.status = 'declined')
      `.execute(db);
    const at = { personId: person, coalitionId: coalition.id };
    if (rows.length === 0) {
      await db
        .deleteFrom('membershipIndex')
        .where('personId', '=', person)
        .where('coalitionId', '=', coalition.id)
        .execute();
      continue;
    }
    const applicant = rows.every((row) => row.as === 'applicant');
    await db
      .insertInto('membershipIndex')
      .values({ ...at, applicant })
      .onConflict((conflict) => conflict.columns(['personId', 'coalitionId']).doUpdateSet({ applicant }))
      .execute();
  }
}
