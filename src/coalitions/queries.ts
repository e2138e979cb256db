import { z } from 'zod';
import { notFound } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import { stages } from './commands.ts';

const coalition = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  purpose: z.string(),
  place: z.string(),
  issues: z.array(z.string()),
  languages: z.array(z.string()),
  stage: z.enum(stages),
  audience: z.enum(['public', 'members']),
  foundedAt: z.date(),
});
export type Coalition = z.infer<typeof coalition>;

const summary = coalition
  .pick({ id: true, slug: true, name: true, purpose: true, place: true, stage: true })
  /** Only asked to join, and waits or was declined. */
  .extend({ applicant: z.boolean() });
export type Summary = z.infer<typeof summary>;

/** What a coalition says of itself. Public ones say it to everybody. */
export const describeCoalition = query({
  name: 'coalitions.show',
  scope: 'coalition',
  reach: 'anyone',
  summary: 'What a coalition says of itself.',
  input: z.strictObject({}),
  output: coalition,
  example: () => ({}),
  async run({ db, coalition, actor }) {
    if (coalition.audience === 'members' && !actor.standing.coordinator && actor.standing.represents.length === 0) {
      return notFound('kernel.coalitionNotFound');
    }
    const row = await db.selectFrom('coalitions').selectAll().where('id', '=', coalition.id).executeTakeFirstOrThrow();
    return row as Coalition;
  },
});

/** The coalitions that the person belongs to or asked to join. */
export const mine = query({
  name: 'coalitions.mine',
  scope: 'person',
  summary: 'The coalitions you belong to or asked to join.',
  input: z.strictObject({}),
  output: z.array(summary),
  example: () => ({}),
  async run({ db, actor }) {
    const rows = await db
      .selectFrom('membershipIndex as m')
      .innerJoin('coalitions as c', 'c.id', 'm.coalitionId')
      .select(['c.id', 'c.slug', 'c.name', 'c.purpose', 'c.place', 'c.stage', 'm.applicant'])
      .where('m.personId', '=', actor.person)
      .orderBy('c.name')
      .execute();
    return rows as Summary[];
  },
});

/** Who coordinates the coalition, the longest serving first. */
export const coordinators = query({
  name: 'coalitions.coordinators',
  scope: 'coalition',
  summary: 'Who coordinates the coalition, the longest serving first.',
  input: z.strictObject({}),
  output: z.array(z.object({ person: z.uuid(), name: z.string(), since: z.date() })),
  example: () => ({}),
  async run({ db, coalition, now }) {
    const rows = await db
      .selectFrom('appointments as a')
      .leftJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 'a.coalitionId').onRef('p.personId', '=', 'a.personId'),
      )
      .select(['a.personId as person', 'p.name', 'a.fromAt as since'])
      .where('a.coalitionId', '=', coalition.id)
      .where('a.role', '=', 'coordinator')
      .where((e) => e.or([e('a.untilAt', 'is', null), e('a.untilAt', '>', now)]))
      .orderBy('a.fromAt')
      .execute();
    return rows.map((row) => ({ ...row, name: row.name ?? '' }));
  },
});
