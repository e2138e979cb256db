// What the way to decisions brings to the home: decisions to look at again, and tasks.
import { z } from 'zod';
import type { TimedContext } from '../../kernel/command.ts';
import { query } from '../../kernel/query.ts';
import { maySee } from '../policy.ts';

const item = z.object({
  kind: z.enum(['revisit', 'task']),
  number: z.int(),
  /** The question, or the task. */
  what: z.string(),
  memberName: z.string(),
  until: z.date(),
});
export type WayItem = z.infer<typeof item>;

/** What waits on the way: decisions whose date to look again has come, tasks of one's members. */
export const wayWaiting = query({
  name: 'decisions.wayWaiting',
  scope: 'coalition',
  summary: 'Decisions whose date to look again has come, and open tasks of your members, soonest first.',
  input: z.strictObject({}),
  output: z.array(item),
  example: () => ({}),
  may: ({ actor }) => maySee(actor),
  async run(context) {
    const [again, tasks] = await Promise.all([toRevisit(context), tasksOf(context)]);
    return [...again, ...tasks].sort((a, b) => a.until.getTime() - b.until.getTime());
  },
});

const dayOf = (day: unknown): Date => new Date(`${String(day).slice(0, 10)}T12:00:00Z`);

async function toRevisit({ db, coalition, actor, now }: TimedContext): Promise<WayItem[]> {
  if (!actor.standing.coordinator) return [];
  const rows = await db
    .selectFrom('proposals as p')
    .innerJoin('closures as c', (j) =>
      j.onRef('c.coalitionId', '=', 'p.coalitionId').onRef('c.proposalId', '=', 'p.id'),
    )
    .innerJoin('proposalVersions as v', (j) =>
      j.onRef('v.coalitionId', '=', 'p.coalitionId').onRef('v.proposalId', '=', 'p.id'),
    )
    .distinctOn('p.number')
    .select(['p.number', 'p.revisitOn', 'v.question'])
    .where('p.coalitionId', '=', coalition.id)
    .where('p.revisitOn', '<=', now.toISOString().slice(0, 10) as never)
    .orderBy('p.number')
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map(({ number, question, revisitOn }) => ({
    kind: 'revisit' as const,
    number,
    what: question,
    memberName: '',
    until: dayOf(revisitOn),
  }));
}

async function tasksOf({ db, coalition, actor }: TimedContext): Promise<WayItem[]> {
  const members = actor.standing.represents
    .filter(({ authority }) => authority !== 'observes')
    .map(({ member }) => member);
  if (members.length === 0) return [];
  const rows = await db
    .selectFrom('followUps as f')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'f.coalitionId').onRef('p.id', '=', 'f.proposalId'),
    )
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'f.coalitionId').onRef('m.id', '=', 'f.memberId'))
    .leftJoin('followUpSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'f.coalitionId').onRef('s.followUpId', '=', 'f.id'),
    )
    .distinctOn('f.id')
    .select(['p.number', 'f.what', 'f.dueOn', 'm.name', 's.became'])
    .where('f.coalitionId', '=', coalition.id)
    .where('f.memberId', 'in', members)
    .orderBy('f.id')
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
  return rows
    .filter(({ became }) => became === null || became === 'open')
    .map(({ number, what, dueOn, name }) => ({
      kind: 'task' as const,
      number,
      what,
      memberName: name,
      until: dayOf(dueOn),
    }));
}
