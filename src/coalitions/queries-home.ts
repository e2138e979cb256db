// What a coalition's home shows of it: what happened, and how it is doing in figures with their date and source.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../kernel/command.ts';
import { invalid } from '../kernel/errors.ts';
import { decodeCursor, encodeCursor, paging } from '../kernel/paging.ts';
import { query } from '../kernel/query.ts';
import { nameAll } from './naming.ts';

const thing = z.object({ name: z.string(), page: z.string().nullable() });
const happening = z.object({
  id: z.uuid(),
  at: z.date(),
  /** What was done, such as `members.leave`; the page says it in the reader's language. */
  verb: z.string(),
  who: z.string(),
  forMember: thing.nullable(),
  about: thing.extend({ kind: z.string(), id: z.uuid() }),
});
export type Happening = z.infer<typeof happening>;

/** What a member asks its own people, and what they say, is for that member's eyes only. */
const atHome = 'mandates.%';
const openly = ['mandates.share'];

/** Who asks to join and who was turned away is not for everybody's eyes. */
const forCoordinators = ['members.apply', 'members.decline', 'members.invite', 'members.revokeInvitation'];

/** What happened, the newest first. */
export const happened = query({
  name: 'coalitions.happened',
  scope: 'coalition',
  summary: 'What happened in the coalition, the newest first: who did what, for which member, to what, when.',
  input: z.strictObject(paging),
  output: z.object({ items: z.array(happening), next: z.string().nullable() }),
  example: () => ({}),
  async run(context, { after, limit }) {
    const { db, coalition, actor } = context;
    const from = after === undefined ? undefined : decodeCursor(after, ['instant', 'id']);
    if (after !== undefined && !from) return invalid('after', 'kernel.wrongKind');
    const own = [coalition.id, ...actor.standing.represents.map(({ member }) => member)];
    const rows = await db
      .selectFrom('activities as a')
      .leftJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 'a.coalitionId').onRef('p.personId', '=', 'a.personId'),
      )
      .select(['a.id', 'a.at', 'a.verb', 'a.forMember', 'a.aboutKind', 'a.aboutId', 'p.name as who'])
      .where('a.coalitionId', '=', coalition.id)
      .$if(!actor.standing.coordinator, (q) => q.where('a.verb', 'not in', forCoordinators))
      .where((e) => e.or([e('a.verb', 'not like', atHome), e('a.verb', 'in', openly), e('a.forMember', 'in', own)]))
      .$if(from !== undefined, (q) =>
        q.where(sql<boolean>`(a.at, a.id) < (${from?.[0]}::timestamptz, ${from?.[1]}::uuid)`),
      )
      .orderBy('a.at', 'desc')
      .orderBy('a.id', 'desc')
      .limit(limit + 1)
      .execute();
    const shown = rows.slice(0, limit);
    const nameOf = await nameAll(
      context,
      shown.flatMap((row) => [
        { kind: row.aboutKind, id: row.aboutId },
        ...(row.forMember ? [{ kind: 'member', id: row.forMember }] : []),
      ]),
    );
    const last = shown.at(-1);
    const said = (kind: string, id: string) => {
      const named = nameOf(kind, id);
      return { name: named?.name ?? '', page: named?.page ?? null };
    };
    return {
      items: shown.map(({ forMember, aboutKind, aboutId, who, ...row }) => ({
        ...row,
        who: who ?? '',
        forMember: forMember === null ? null : said('member', forMember),
        about: { ...said(aboutKind, aboutId), kind: aboutKind, id: aboutId },
      })),
      next: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null,
    };
  },
});

const figure = z.object({
  name: z.enum(['activeMembers', 'peopleRepresented', 'withDecidingVoice', 'mostAffectedHeard', 'closeTies']),
  value: z.int(),
  /** Of how many, where the figure is a share. */
  of: z.int().nullable(),
});
export type Figure = z.infer<typeof figure>;

/** How the coalition is doing, as far as its roster tells. */
export const figures = query({
  name: 'coalitions.figures',
  scope: 'coalition',
  summary: 'How the coalition is doing, as far as its roster tells: figures as of now.',
  input: z.strictObject({}),
  output: z.object({ at: z.date(), source: z.literal('roster'), figures: z.array(figure) }),
  example: () => ({}),
  async run({ db, coalition, now }) {
    const row = await count(db, coalition.id, now);
    return {
      at: now,
      source: 'roster' as const,
      figures: [
        { name: 'activeMembers' as const, value: row.active, of: null },
        { name: 'peopleRepresented' as const, value: row.people, of: null },
        { name: 'mostAffectedHeard' as const, value: row.heard, of: row.mostAffected },
        { name: 'withDecidingVoice' as const, value: row.deciding, of: row.active },
        { name: 'closeTies' as const, value: row.close, of: row.active },
      ],
    };
  },
});

interface Counted {
  active: number;
  people: number;
  deciding: number;
  close: number;
  mostAffected: number;
  heard: number;
}

async function count(db: Context['db'], coalition: string, now: Date): Promise<Counted> {
  const { rows } = await sql<Counted>`
    with active as (
      select m.id, m.people_represented, m.tie, exists (
        select from representatives r
        where r.coalition_id = ${coalition} and r.member_id = m.id and r.authority = 'decides'
          and r.from_at <= ${now} and (r.until_at is null or r.until_at > ${now})
      ) as decides
      from members m
      join member_statuses s on s.coalition_id = m.coalition_id and s.member_id = m.id
      where m.coalition_id = ${coalition} and s.until_at is null and s.status = 'active'
    ),
    affected as (
      select c.id, bool_or(a.decides) is true as heard
      from constituencies c
      left join member_constituencies mc on mc.coalition_id = c.coalition_id and mc.constituency_id = c.id
      left join active a on a.id = mc.member_id
      where c.coalition_id = ${coalition} and c.most_affected
      group by c.id
    )
    select
      (select count(*) from active) as active,
      (select coalesce(sum(people_represented), 0) from active) as people,
      (select count(*) from active where decides) as deciding,
      (select count(*) from active where tie in ('coordination', 'collaboration')) as close,
      (select count(*) from affected) as most_affected,
      (select count(*) from affected where heard) as heard`.execute(db);
  return rows[0]!;
}
