// What joining writes, by whichever way somebody comes: a voice, the answers, the limits.
import { sql } from 'kysely';
import type { Authority } from '../kernel/actor.ts';
import type { TimedContext } from '../kernel/command.ts';
import { conflict, type Refusal } from '../kernel/errors.ts';
import type { Answers, Kind, Limit } from './fields.ts';
import { tidyWebsite } from './names.ts';
import { tellCoordinators } from './notices.ts';
import { addMember, indexPeople, knowAs, setStatus } from './rows.ts';

export interface Term {
  person: string;
  authority: Authority;
  from?: Date;
  until?: Date | null;
}

/** Lets a person speak for a member. The member's row is locked, so two terms of one person cannot overlap unseen. */
export async function addVoice(context: TimedContext, member: string, term: Term): Promise<string | Refusal> {
  const { db, coalition, ids, now, actor } = context;
  const { person, authority, from = now, until = null } = term;
  const overlapping = await db
    .selectFrom('representatives')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', member)
    .where('personId', '=', person)
    .where((e) => e.or([e('untilAt', 'is', null), e('untilAt', '>', from)]))
    .$if(until !== null, (q) => q.where('fromAt', '<', until!))
    .executeTakeFirst();
  if (overlapping) return conflict('members.alreadySpeaks');
  const id = ids.next();
  await db
    .insertInto('representatives')
    .values({
      coalitionId: coalition.id,
      id,
      memberId: member,
      personId: person,
      authority,
      fromAt: from,
      untilAt: until,
      addedBy: actor.person,
    })
    .execute();
  return id;
}

/** Ends the present and coming terms of a member's voices, of all or of one person. Returns whose they were. */
export async function endVoices(
  { db, coalition, now }: TimedContext,
  member: string,
  person?: string,
): Promise<string[]> {
  const ended = await db
    .updateTable('representatives')
    // A term that had not begun ends where it would have begun.
    .set({ untilAt: sql<Date>`greatest(from_at, ${now}::timestamptz)` })
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', member)
    .where((e) => e.or([e('untilAt', 'is', null), e('untilAt', '>', now)]))
    .$if(person !== undefined, (q) => q.where('personId', '=', person!))
    .returning('personId')
    .execute();
  return ended.map((row) => row.personId);
}

/**
 * Takes back the links of a member that nobody has followed yet: all, or those that one person gave out who may no
 * longer do so. A coordinator still may.
 */
export async function takeBackInvitations({ db, coalition, now }: TimedContext, member: string, by?: string) {
  const coordinates =
    by !== undefined &&
    (await db
      .selectFrom('appointments')
      .select('id')
      .where('coalitionId', '=', coalition.id)
      .where('personId', '=', by)
      .where((e) => e.or([e('untilAt', 'is', null), e('untilAt', '>', now)]))
      .executeTakeFirst());
  if (coordinates) return;
  await db
    .updateTable('invitations')
    .set({ revokedAt: now })
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', member)
    .where('usedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .$if(by !== undefined, (q) => q.where('invitedBy', '=', by!))
    .execute();
}

/** Adds a revision of the answers; earlier ones stay. */
export async function putAnswers(context: TimedContext, member: string, answers: Answers, by = context.actor.person) {
  const { db, coalition, ids, now } = context;
  await db
    .insertInto('joiningAnswers')
    .values({ ...answers, coalitionId: coalition.id, id: ids.next(), memberId: member, at: now, byPerson: by! })
    .execute();
}

/** Makes these the member's present limits: those that are not among them are lifted, those that stay keep their date. */
export async function putLimits(context: TimedContext, member: string, limits: Limit[]): Promise<void> {
  const { db, coalition, ids, now, actor } = context;
  const present = await db
    .selectFrom('limits as l')
    .innerJoin('subjects as s', (join) =>
      join.onRef('s.coalitionId', '=', 'l.coalitionId').onRef('s.id', '=', 'l.subjectId'),
    )
    .select(['l.id', 's.label as subject', 'l.kind', 'l.untilOn as until', 'l.note'])
    .where('l.coalitionId', '=', coalition.id)
    .where('l.memberId', '=', member)
    .where('l.liftedAt', 'is', null)
    .execute();
  const same = (a: Omit<Limit, 'kind'> & { kind: string }, b: typeof a) =>
    a.subject.toLowerCase() === b.subject.toLowerCase() &&
    a.kind === b.kind &&
    a.until === b.until &&
    a.note === b.note;
  const lifted = present.filter((old) => !limits.some((limit) => same(old, limit)));
  if (lifted.length > 0) {
    await db
      .updateTable('limits')
      .set({ liftedAt: now, liftedBy: actor.person })
      .where('coalitionId', '=', coalition.id)
      .where(
        'id',
        'in',
        lifted.map(({ id }) => id),
      )
      .execute();
  }
  for (const { subject, kind, until, note } of limits.filter((limit) => !present.some((old) => same(old, limit)))) {
    await db
      .insertInto('limits')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        memberId: member,
        subjectId: await subjectOf(context, subject),
        kind,
        untilOn: until,
        note,
        createdAt: now,
      })
      .execute();
  }
}

/** The subject of a label, new if nobody used it before. Limits, proposals and actions meet under these. */
export async function subjectOf({ db, coalition, ids }: TimedContext, label: string): Promise<string> {
  const id = ids.next();
  const added = await db
    .insertInto('subjects')
    .values({ coalitionId: coalition.id, id, label })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 1n) return id;
  const known = await db
    .selectFrom('subjects')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where(sql`lower(label)`, '=', sql`lower(${label})`)
    .executeTakeFirstOrThrow();
  return known.id;
}

/** What somebody says who joins or asks to. */
export interface Joining {
  yourName: string;
  as: Kind;
  organization: string;
  website: string;
  place: string;
  authority?: Authority;
  answers?: Answers;
  limits: Limit[];
}

/** Takes an application down: a member that only asks yet, the voice of who asks, and what was said. */
export async function takeApplication(context: TimedContext, joining: Joining, member?: string): Promise<string> {
  const person = context.actor.person!;
  const individual = joining.as === 'individual';
  const id =
    member ??
    (await addMember(
      context,
      {
        kind: joining.as,
        name: individual ? joining.yourName : joining.organization,
        website: tidyWebsite(joining.website)!,
        place: joining.place,
        personId: individual ? person : null,
      },
      'applied',
    ));
  if (member) await setStatus(context, member, 'applied');
  await addVoice(context, id, { person, authority: individual ? 'decides' : joining.authority! });
  if (joining.answers) await putAnswers(context, id, joining.answers);
  await putLimits(context, id, joining.limits);
  await knowAs(context, person, joining.yourName);
  await indexPeople(context, [person]);
  await tellCoordinators(context, individual ? joining.yourName : joining.organization);
  return id;
}
