import { z } from 'zod';
import { query } from '../../kernel/query.ts';

const item = z.object({
  /** A question that is at home, one whose time is up there, or a mandate about a text that has changed since. */
  kind: z.enum(['asked', 'over', 'older']),
  number: z.int(),
  question: z.string(),
  member: z.uuid(),
  memberName: z.string(),
  voices: z.int(),
  until: z.date(),
});
type Item = z.infer<typeof item>;

/** What is at home with the people of one's own members. */
export const atHome = query({
  name: 'mandates.atHome',
  scope: 'coalition',
  summary: 'Questions that are at home with the people of your members, and mandates that a newer text has overtaken.',
  input: z.strictObject({}),
  output: z.array(item),
  example: () => ({}),
  async run({ db, coalition, actor, now }) {
    const own = actor.standing.represents.filter((r) => r.authority !== 'observes').map(({ member }) => member);
    if (own.length === 0) return [];
    const rows = await db
      .selectFrom('proposals as p')
      .innerJoin('proposalVersions as v', (j) =>
        j.onRef('v.coalitionId', '=', 'p.coalitionId').onRef('v.proposalId', '=', 'p.id'),
      )
      .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'p.coalitionId').on('m.id', 'in', own))
      .leftJoin('consultations as c', (j) =>
        j
          .onRef('c.coalitionId', '=', 'p.coalitionId')
          .onRef('c.proposalId', '=', 'p.id')
          .onRef('c.memberId', '=', 'm.id')
          .on('c.endedAt', 'is', null),
      )
      .leftJoin('mandates as x', (j) =>
        j
          .onRef('x.coalitionId', '=', 'p.coalitionId')
          .onRef('x.proposalId', '=', 'p.id')
          .onRef('x.memberId', '=', 'm.id')
          .on('x.endedAt', 'is', null),
      )
      .leftJoin('closures as k', (j) =>
        j.onRef('k.coalitionId', '=', 'p.coalitionId').onRef('k.proposalId', '=', 'p.id'),
      )
      .leftJoin('proposalWithdrawals as w', (j) =>
        j.onRef('w.coalitionId', '=', 'p.coalitionId').onRef('w.proposalId', '=', 'p.id'),
      )
      .distinctOn(['p.id', 'm.id'])
      .select(['p.number', 'v.question', 'v.version', 'm.id as member', 'm.name', 'p.closesAt'])
      .select(['c.id as asked', 'c.closesAt as until', 'x.version as about'])
      .select((eb) =>
        eb
          .selectFrom('consultationAnswers as a')
          .select((a) => a.fn.sum<number>('a.voices').as('voices'))
          .whereRef('a.coalitionId', '=', 'c.coalitionId')
          .whereRef('a.consultationId', '=', 'c.id')
          .where('a.replacedAt', 'is', null)
          .as('voices'),
      )
      .where('p.coalitionId', '=', coalition.id)
      .where('p.closesAt', '>', now)
      .where('k.at', 'is', null)
      .where('w.at', 'is', null)
      .where((eb) => eb.or([eb('c.id', 'is not', null), eb('x.id', 'is not', null)]))
      .orderBy('p.id')
      .orderBy('m.id')
      .orderBy('v.version', 'desc')
      .execute();
    return rows.flatMap((row): Item[] => {
      const common = { number: row.number, question: row.question, member: row.member, memberName: row.name };
      const voices = Number(row.voices ?? 0);
      if (row.asked) return [{ kind: row.until! > now ? 'asked' : 'over', ...common, voices, until: row.until! }];
      return row.about! < row.version ? [{ kind: 'older', ...common, voices, until: row.closesAt }] : [];
    });
  },
});
