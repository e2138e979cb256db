// The words and the people that forms offer to choose from.
import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { constituency } from './shapes.ts';

/** The groups that members answer to, and how many members answer to each. */
export const constituencies = query({
  name: 'members.constituencies',
  scope: 'coalition',
  summary: 'The groups that members answer to, with the number of active members that answer to each.',
  input: z.strictObject({}),
  output: z.array(constituency.extend({ members: z.int() })),
  example: () => ({}),
  async run({ db, coalition }) {
    return db
      .selectFrom('constituencies as c')
      .leftJoin('memberConstituencies as mc', (join) =>
        join.onRef('mc.coalitionId', '=', 'c.coalitionId').onRef('mc.constituencyId', '=', 'c.id'),
      )
      .leftJoin('memberStatuses as s', (join) =>
        join
          .onRef('s.coalitionId', '=', 'mc.coalitionId')
          .onRef('s.memberId', '=', 'mc.memberId')
          .on('s.untilAt', 'is', null)
          .on('s.status', '=', 'active'),
      )
      .select((e) => ['c.id', 'c.name', 'c.mostAffected', e.fn.count<number>('s.id').as('members')])
      .where('c.coalitionId', '=', coalition.id)
      .groupBy(['c.id', 'c.name', 'c.mostAffected'])
      .orderBy('c.name')
      .execute();
  },
});

/** The words under which limits, proposals and actions meet. */
export const subjects = query({
  name: 'members.subjects',
  scope: 'coalition',
  summary: 'The subjects under which limits, proposals and actions meet.',
  input: z.strictObject({}),
  output: z.array(z.object({ id, label: z.string() })),
  example: () => ({}),
  run: ({ db, coalition }) =>
    db
      .selectFrom('subjects')
      .select(['id', 'label'])
      .where('coalitionId', '=', coalition.id)
      .orderBy('label')
      .execute(),
});

/** The people whom the coalition knows by name and who belong to it at present. */
export const people = query({
  name: 'members.people',
  scope: 'coalition',
  summary: 'The people who coordinate the coalition or speak for a member at present.',
  input: z.strictObject({}),
  output: z.array(z.object({ person: id, name: z.string() })),
  example: () => ({}),
  async run({ db, coalition, now }) {
    return db
      .selectFrom('profiles as p')
      .select(['p.personId as person', 'p.name'])
      .where('p.coalitionId', '=', coalition.id)
      .where((e) =>
        e.or([
          e.exists(
            e
              .selectFrom('appointments as a')
              .select('a.id')
              .where('a.coalitionId', '=', coalition.id)
              .whereRef('a.coalitionId', '=', 'p.coalitionId')
              .whereRef('a.personId', '=', 'p.personId')
              .where('a.untilAt', 'is', null),
          ),
          e.exists(
            e
              .selectFrom('representatives as r')
              .innerJoin('memberStatuses as s', (join) =>
                join
                  .onRef('s.coalitionId', '=', 'r.coalitionId')
                  .onRef('s.memberId', '=', 'r.memberId')
                  .on('s.untilAt', 'is', null)
                  .on('s.status', '=', 'active'),
              )
              .select('r.id')
              .where('r.coalitionId', '=', coalition.id)
              .whereRef('r.coalitionId', '=', 'p.coalitionId')
              .whereRef('r.personId', '=', 'p.personId')
              .where((r) => r.or([r('r.untilAt', 'is', null), r('r.untilAt', '>', now)])),
          ),
        ]),
      )
      .orderBy('p.name')
      .execute();
  },
});
