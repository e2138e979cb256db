// The roster and one member's page of facts.
import { sql } from 'kysely';
import { z } from 'zod';
import { representing } from '../kernel/actor.ts';
import type { TimedContext } from '../kernel/command.ts';
import { invalid, notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { decodeCursor, encodeCursor, paging } from '../kernel/paging.ts';
import { query } from '../kernel/query.ts';
import { nameOrder } from '../system/database/sorting.ts';
import { type Lang, langs } from '../system/i18n/languages.ts';
import { type Kind, type Status, statuses, type Tie, ties } from './fields.ts';
import { searchable } from './names.ts';
import { answersOf, constituenciesOf, contactsOf, limitsOf, voicesOf } from './reading.ts';
import { constituency, givenAnswers, listedMember, presentLimit, shownContact, voice } from './shapes.ts';

/** Who belongs or might, and who belonged. What only asks to join, or was turned away, is the coordinators' to see. */
const everybodySees: Status[] = ['active', 'invited', 'listed', 'left'];

const filters = {
  search: z.string().trim().max(200).optional(),
  status: z.enum(statuses).optional(),
  constituency: id.optional(),
  tie: z.enum(ties).optional(),
  /** Members with a present limit on this subject. */
  subject: z.string().trim().max(60).optional(),
};
type Filters = z.infer<z.ZodObject<typeof filters>>;

/** The members, by name. */
export const roster = query({
  name: 'members.roster',
  scope: 'coalition',
  summary: 'The roster, by name: search it, filter it by status, constituency, tie or the subject of a limit.',
  input: z.strictObject({ ...filters, ...paging, language: z.enum(langs as [Lang, ...Lang[]]).default('en') }),
  output: z.object({ items: z.array(listedMember), next: z.string().nullable(), total: z.int() }),
  example: () => ({ search: 'union' }),
  async run(context, { after, limit, language, ...filters }) {
    const { db } = context;
    const from = after === undefined ? undefined : decodeCursor(after, ['text', 'id']);
    if (after !== undefined && !from) return invalid('after', 'kernel.wrongKind');
    const order = await nameOrder(db, language);
    const rows = await matching(context, filters)
      .select([
        'm.id',
        'm.kind',
        'm.name',
        'm.place',
        'm.website',
        's.status',
        's.fromAt as since',
        'm.tie',
        'm.peopleRepresented',
      ])
      .$if(from !== undefined, (q) =>
        q.where(sql<boolean>`(m.name ${order}, m.id) > (${from?.[0]} ${order}, ${from?.[1]}::uuid)`),
      )
      .orderBy(sql`m.name ${order}`)
      .orderBy('m.id')
      .limit(limit + 1)
      .execute();
    const { total } = await matching(context, filters)
      .select((e) => e.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const shown = rows.slice(0, limit);
    const of = shown.map((row) => row.id);
    const [constituencies, voices] = [await constituenciesOf(context, of), await voicesOf(context, of)];
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({
        ...row,
        kind: row.kind as Kind,
        status: row.status as Status,
        tie: row.tie as Tie | null,
        constituencies: constituencies(row.id),
        voices: voices(row.id).map(({ name, authority }) => ({ name, authority })),
      })),
      next: rows.length > limit && last ? encodeCursor([last.name, last.id]) : null,
      total,
    };
  },
});

function matching(
  { db, coalition, actor, now }: TimedContext,
  { search, status, constituency, tie, subject }: Filters,
) {
  const visible = actor.standing.coordinator || (status && everybodySees.includes(status));
  let list = db
    .selectFrom('members as m')
    .innerJoin('memberStatuses as s', (join) =>
      join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
    )
    .where('m.coalitionId', '=', coalition.id)
    .where('s.status', 'in', status ? (visible ? [status] : ['nothing']) : ['active', 'invited', 'listed']);
  if (search) list = list.where('m.foundBy', 'like', `%${searchable(search).replace(/[\\%_]/g, '\\$&')}%`);
  if (tie) list = list.where('m.tie', '=', tie);
  if (constituency) {
    list = list.where((e) =>
      e.exists(
        e
          .selectFrom('memberConstituencies as mc')
          .select('mc.memberId')
          .where('mc.coalitionId', '=', coalition.id)
          .whereRef('mc.coalitionId', '=', 'm.coalitionId')
          .whereRef('mc.memberId', '=', 'm.id')
          .where('mc.constituencyId', '=', constituency),
      ),
    );
  }
  if (subject) {
    list = list.where((e) =>
      e.exists(
        e
          .selectFrom('limits as l')
          .innerJoin('subjects as t', (join) =>
            join.onRef('t.coalitionId', '=', 'l.coalitionId').onRef('t.id', '=', 'l.subjectId'),
          )
          .select('l.id')
          .where('l.coalitionId', '=', coalition.id)
          .whereRef('l.coalitionId', '=', 'm.coalitionId')
          .whereRef('l.memberId', '=', 'm.id')
          .where('l.liftedAt', 'is', null)
          .where((l) => l.or([l('l.untilOn', 'is', null), l('l.untilOn', '>=', now.toISOString().slice(0, 10))]))
          .where(sql<boolean>`lower(t.label) = lower(${subject})`),
      ),
    );
  }
  return list;
}

const term = voice.extend({ id, person: id, from: z.date(), until: z.date().nullable() });
const shown = listedMember.omit({ voices: true }).extend({
  about: z.string(),
  version: z.int(),
  externalId: z.string().nullable(),
  mergedInto: id.nullable(),
  contacts: z.array(shownContact),
  constituencies: z.array(constituency),
  voices: z.array(term),
  limits: z.array(presentLimit),
  /** Every status it ever had, the newest first. */
  history: z.array(
    z.object({ status: z.enum(statuses), from: z.date(), until: z.date().nullable(), reason: z.string() }),
  ),
  /** For coordinators and the member's own people. */
  answers: z.object({ at: z.date(), answers: givenAnswers }).nullable(),
});
export type ShownMember = z.infer<typeof shown>;

/** One member: contacts for everybody inside, answers for coordinators and its own people. */
export const show = query({
  name: 'members.show',
  scope: 'coalition',
  summary: 'One member with its contacts, voices, limits and history; its answers for coordinators and its own people.',
  input: z.strictObject({ member: id }),
  output: shown,
  example: (story) => ({ member: story.members.tenants }),
  async run(context, { member }) {
    const { db, coalition, actor } = context;
    const row = await db
      .selectFrom('members as m')
      .selectAll('m')
      .where('m.coalitionId', '=', coalition.id)
      .where('m.id', '=', member)
      .executeTakeFirst();
    if (!row) return notFound('members.memberNotFound');
    const history = await db
      .selectFrom('memberStatuses')
      .select(['status', 'fromAt as from', 'untilAt as until', 'reason'])
      .where('coalitionId', '=', coalition.id)
      .where('memberId', '=', member)
      .orderBy('fromAt', 'desc')
      .orderBy('id', 'desc')
      .execute();
    const status = history[0]!.status as Status;
    const { coordinator } = actor.standing;
    if (!coordinator && !everybodySees.includes(status)) return notFound('members.memberNotFound');
    const contacts = (await contactsOf(context, [member]))(member);
    const sees = coordinator || representing(actor, member) !== undefined;
    return {
      id: row.id,
      name: row.name,
      kind: row.kind as Kind,
      place: row.place,
      website: row.website,
      about: row.about,
      tie: row.tie as Tie | null,
      peopleRepresented: row.peopleRepresented,
      version: row.version,
      externalId: row.externalId,
      mergedInto: row.mergedInto,
      status,
      since: history[0]!.from,
      // Whoever left is no longer called by everybody.
      contacts: status === 'left' && !coordinator ? [] : contacts,
      constituencies: (await constituenciesOf(context, [member]))(member),
      voices: (await voicesOf(context, [member]))(member),
      limits: (await limitsOf(context, [member]))(member),
      history: history.map((h) => ({
        ...h,
        status: h.status as Status,
        reason: h.status === 'declined' && !coordinator ? '' : h.reason,
      })),
      answers: (sees && (await answersOf(context, [member])).get(member)) || null,
    };
  },
});
