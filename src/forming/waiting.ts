import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';

/** What waits for the reader while the coalition is being formed. */
export const formingWaits = query({
  name: 'forming.waiting',
  scope: 'coalition',
  summary: 'Rounds of readiness that wait for your answers, and open steps that you took on.',
  input: z.strictObject({}),
  output: z.object({
    rounds: z.array(z.object({ number: z.int(), dueAt: z.date() })),
    steps: z.array(z.object({ id, what: z.string(), dueOn: z.string() })),
  }),
  example: () => ({}),
  async run({ db, coalition, actor, now }) {
    if (actor.person === null) return { rounds: [], steps: [] };
    const rounds = await db
      .selectFrom('readinessPeople as p')
      .innerJoin('readinessRounds as r', (join) =>
        join.onRef('r.coalitionId', '=', 'p.coalitionId').onRef('r.id', '=', 'p.roundId'),
      )
      .select(['r.number', 'r.dueAt'])
      .where('p.coalitionId', '=', coalition.id)
      .where('p.personId', '=', actor.person)
      .where('p.answeredAt', 'is', null)
      .where('r.dueAt', '>', now)
      .orderBy('r.dueAt')
      .execute();
    const steps = await db
      .selectFrom('formingSteps as s')
      .leftJoin('formingStepEnds as e', (join) =>
        join.onRef('e.coalitionId', '=', 's.coalitionId').onRef('e.stepId', '=', 's.id'),
      )
      .select(['s.id', 's.what', 's.dueOn'])
      .where('s.coalitionId', '=', coalition.id)
      .where('s.personId', '=', actor.person)
      .where('e.stepId', 'is', null)
      .orderBy('s.dueOn')
      .execute();
    return { rounds, steps: steps.map(({ dueOn, ...step }) => ({ ...step, dueOn: String(dueOn) })) };
  },
});
