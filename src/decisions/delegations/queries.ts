import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { query } from '../../kernel/query.ts';
import { scopes } from './carry.ts';

const delegation = z.object({
  id,
  from: id,
  fromName: z.string(),
  to: id,
  toName: z.string(),
  scope: z.enum(scopes),
  proposal: z.int().nullable(),
  question: z.string().nullable(),
  subject: z.string().nullable(),
  until: z.date().nullable(),
  by: z.string(),
  at: z.date(),
  endedAt: z.date().nullable(),
  endedWhy: z.enum(['revoked', 'laid_down', 'expired']).nullable(),
});
export type DelegationView = z.infer<typeof delegation>;

/** Who lends its voice to whom: everybody may know, for it counts in everybody's decisions. */
export const delegations = query({
  name: 'delegations.list',
  scope: 'coalition',
  summary: 'Who lends its voice to whom, the newest first; those that have ended stay in the list.',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(delegation),
    /** What can be lent for: subjects and undecided questions, and to whom. */
    subjects: z.array(z.object({ id, label: z.string() })),
    questions: z.array(z.object({ number: z.int(), question: z.string() })),
    members: z.array(z.object({ id, name: z.string() })),
  }),
  example: () => ({}),
  async run({ db, coalition, now }) {
    const rows = await db
      .selectFrom('delegations as d')
      .innerJoin('members as f', (j) =>
        j.onRef('f.coalitionId', '=', 'd.coalitionId').onRef('f.id', '=', 'd.fromMember'),
      )
      .innerJoin('members as r', (j) => j.onRef('r.coalitionId', '=', 'd.coalitionId').onRef('r.id', '=', 'd.toMember'))
      .leftJoin('proposals as p', (j) =>
        j.onRef('p.coalitionId', '=', 'd.coalitionId').onRef('p.id', '=', 'd.proposalId'),
      )
      .leftJoin('proposalVersions as v', (j) =>
        j
          .onRef('v.coalitionId', '=', 'd.coalitionId')
          .onRef('v.proposalId', '=', 'd.proposalId')
          .on('v.version', '=', 1),
      )
      .leftJoin('subjects as s', (j) =>
        j.onRef('s.coalitionId', '=', 'd.coalitionId').onRef('s.id', '=', 'd.subjectId'),
      )
      .leftJoin('profiles as n', (j) =>
        j.onRef('n.coalitionId', '=', 'd.coalitionId').onRef('n.personId', '=', 'd.givenBy'),
      )
      .select(['d.id', 'd.fromMember as from', 'f.name as fromName', 'd.toMember as to', 'r.name as toName', 'd.scope'])
      .select(['p.number as proposal', 'v.question', 's.label as subject', 'd.untilAt as until', 'n.name as giver'])
      .select(['d.givenAt as at', 'd.endedAt', 'd.endedWhy'])
      .where('d.coalitionId', '=', coalition.id)
      .orderBy('d.givenAt', 'desc')
      .orderBy('d.id', 'desc')
      .limit(500)
      .execute();
    const subjects = await db
      .selectFrom('subjects')
      .select(['id', 'label'])
      .where('coalitionId', '=', coalition.id)
      .orderBy('label')
      .limit(500)
      .execute();
    const questions = await db
      .selectFrom('proposals as p')
      .innerJoin('proposalVersions as v', (j) =>
        j.onRef('v.coalitionId', '=', 'p.coalitionId').onRef('v.proposalId', '=', 'p.id').on('v.version', '=', 1),
      )
      .leftJoin('closures as c', (j) =>
        j.onRef('c.coalitionId', '=', 'p.coalitionId').onRef('c.proposalId', '=', 'p.id'),
      )
      .leftJoin('proposalWithdrawals as w', (j) =>
        j.onRef('w.coalitionId', '=', 'p.coalitionId').onRef('w.proposalId', '=', 'p.id'),
      )
      .select(['p.number', 'v.question'])
      .where('p.coalitionId', '=', coalition.id)
      .where('p.closesAt', '>', now)
      .where('p.delegationAllowed', '=', true)
      .where('c.at', 'is', null)
      .where('w.at', 'is', null)
      .orderBy('p.number', 'desc')
      .limit(200)
      .execute();
    const members = await db
      .selectFrom('members as m')
      .innerJoin('memberStatuses as s', (j) =>
        j.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id'),
      )
      .select(['m.id', 'm.name'])
      .where('m.coalitionId', '=', coalition.id)
      .where('s.status', '=', 'active')
      .where('s.untilAt', 'is', null)
      .orderBy('m.name')
      .execute();
    return {
      items: rows.map(({ giver, ...row }) => {
        const expired = !row.endedAt && row.until !== null && row.until <= now;
        return {
          ...row,
          scope: row.scope as DelegationView['scope'],
          by: giver ?? '',
          endedAt: expired ? row.until : row.endedAt,
          endedWhy: expired ? ('expired' as const) : (row.endedWhy as DelegationView['endedWhy']),
        };
      }),
      subjects,
      questions,
      members,
    };
  },
});
