// Joining from both sides: what somebody sees who comes, and what coordinators see of those who do.
import { z } from 'zod';
import { isInsider } from '../kernel/actor.ts';
import type { TimedContext } from '../kernel/command.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { authorities, type Kind, kinds, type Status, statuses } from './fields.ts';
import { nameKey } from './names.ts';
import { mayKeepRoster } from './policy.ts';
import { answersOf, limitsOf, voicesOf } from './reading.ts';
import { givenAnswers, named, presentLimit } from './shapes.ts';

/** What became of one's own wish to join. */
export const myApplication = query({
  name: 'members.myApplication',
  scope: 'coalition',
  reach: 'anyone',
  summary:
    'What became of your own asking to join: waiting, welcomed or declined with its reason; null if you never asked.',
  input: z.strictObject({}),
  output: z
    .object({
      member: id,
      name: z.string(),
      kind: z.enum(kinds),
      status: z.enum(statuses),
      since: z.date(),
      reason: z.string(),
    })
    .nullable(),
  example: () => ({}),
  async run({ db, coalition, actor }) {
    const nothing = coalition.audience === 'members' && !isInsider(actor) ? notFound('kernel.coalitionNotFound') : null;
    if (actor.person === null) return nothing;
    const row = await db
      .selectFrom('representatives as r')
      .innerJoin('members as m', (join) =>
        join.onRef('m.coalitionId', '=', 'r.coalitionId').onRef('m.id', '=', 'r.memberId'),
      )
      .innerJoin('memberStatuses as s', (join) =>
        join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
      )
      .select(['m.id as member', 'm.name', 'm.kind', 's.status', 's.fromAt as since', 's.reason'])
      .where('r.coalitionId', '=', coalition.id)
      .where('r.personId', '=', actor.person)
      .where('s.status', 'in', ['applied', 'declined'])
      .orderBy('s.fromAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? { ...row, kind: row.kind as Kind, status: row.status as Status } : nothing;
  },
});

const application = z.object({
  member: id,
  name: z.string(),
  kind: z.enum(kinds),
  place: z.string(),
  website: z.string(),
  since: z.date(),
  by: z.array(z.object({ name: z.string(), authority: z.enum(authorities) })),
  answers: givenAnswers.nullable(),
  limits: z.array(presentLimit),
  /** On the roster already, by the same name or website. */
  same: z.array(named),
});
export type Application = z.infer<typeof application>;

/** Who asks to join, the longest waiting first, with everything they said. */
export const applications = query({
  name: 'members.applications',
  scope: 'coalition',
  summary: 'Who asks to join, the longest waiting first, with their answers; and who on the roster may be the same.',
  input: z.strictObject({}),
  output: z.array(application),
  example: () => ({}),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context) {
    const rows = await presentMembers(context, 'applied');
    const of = rows.map((row) => row.id);
    const [voices, limits, answers] = [
      await voicesOf(context, of),
      await limitsOf(context, of),
      await answersOf(context, of),
    ];
    const same = await sames(context, rows);
    return rows.map(({ id, websiteKey: _, ...row }) => ({
      ...row,
      member: id,
      kind: row.kind as Kind,
      by: voices(id).map(({ name, authority }) => ({ name, authority })),
      answers: answers.get(id)?.answers ?? null,
      limits: limits(id),
      same: same(id),
    }));
  },
});

const presentMembers = ({ db, coalition }: TimedContext, status: Status) =>
  db
    .selectFrom('members as m')
    .innerJoin('memberStatuses as s', (join) =>
      join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
    )
    .select(['m.id', 'm.name', 'm.kind', 'm.place', 'm.website', 'm.websiteKey', 's.fromAt as since'])
    .where('m.coalitionId', '=', coalition.id)
    .where('s.status', '=', status)
    .orderBy('s.fromAt')
    .limit(200)
    .execute();

async function sames(
  { db, coalition }: TimedContext,
  rows: { id: string; name: string; kind: string; websiteKey: string }[],
) {
  const organizations = rows.filter((row) => row.kind === 'organization');
  const keys = organizations.map((row) => nameKey(row.name));
  const sites = organizations.map((row) => row.websiteKey).filter((key) => key !== '');
  const known =
    keys.length === 0
      ? []
      : await db
          .selectFrom('members')
          .select(['id', 'name', 'nameKey', 'websiteKey'])
          .where('coalitionId', '=', coalition.id)
          .where('nameKey', 'is not', null)
          .where((e) => e.or([e('nameKey', 'in', keys), ...(sites.length > 0 ? [e('websiteKey', 'in', sites)] : [])]))
          .execute();
  return (of: string) => {
    const row = organizations.find((row) => row.id === of);
    if (!row) return [];
    return known
      .filter(
        (k) =>
          k.id !== of && (k.nameKey === nameKey(row.name) || (k.websiteKey !== '' && k.websiteKey === row.websiteKey)),
      )
      .map(({ id, name }) => ({ id, name }));
  };
}

/** What the members answered to the same questions, side by side: to revisit together. */
export const answersSideBySide = query({
  name: 'members.answersSideBySide',
  scope: 'coalition',
  summary: 'What the active members answered to the joining questions, side by side.',
  input: z.strictObject({}),
  output: z.array(
    z.object({ member: id, name: z.string(), at: z.date(), answers: givenAnswers, limits: z.array(presentLimit) }),
  ),
  example: () => ({}),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context) {
    const rows = await presentMembers(context, 'active');
    const of = rows.map((row) => row.id);
    const [answers, limits] = [await answersOf(context, of), await limitsOf(context, of)];
    return rows.flatMap(({ id, name }) => {
      const given = answers.get(id);
      return given ? [{ member: id, name, ...given, limits: limits(id) }] : [];
    });
  },
});
