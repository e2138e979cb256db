// Readiness: several people judge the conditions alone, and see all answers together when all have answered or the
// date has come. Invariant: nobody sees an answer before that, and nobody's afterwards by name.
import { z } from 'zod';
import { type Context, command } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { id, instant } from '../kernel/ids.ts';
import { line, text } from '../kernel/text.ts';
import { alternatives, type Condition, conditions, levels, ways } from './conditions.ts';
import { mayAnswer, mayConclude, mayEndStep, mayForm } from './policy.ts';
import { isShown, nextRound, type Round, roundByNumber } from './rounds.ts';

const roundNumber = z.int().positive().max(1_000_000);
const numbered = z.object({ round: z.int() });

/** Asks several people to judge the conditions, each alone. */
export const askReadiness = command({
  name: 'forming.askReadiness',
  scope: 'coalition',
  summary: 'Ask several people to judge, each alone, whether the conditions for a coalition are there.',
  input: z.strictObject({ people: z.array(id).min(2).max(60), dueAt: instant }),
  result: numbered,
  example: (story) => ({ people: [story.people.coordinator, story.people.representative], dueAt: story.soon }),
  load: (context) => nextRound(context),
  may: ({ actor }) => mayForm(actor),
  conflicts: { readiness_rounds_number: conflict('forming.askedAtOnce') },
  async run({ db, coalition, ids, actor, now }, number, { people, dueAt }) {
    if (dueAt <= now) return invalid('dueAt', 'forming.dueInPast');
    const asked = [...new Set(people)];
    if (asked.length < 2) return invalid('people', 'forming.askSeveral');
    const known = await db
      .selectFrom('profiles')
      .select('personId')
      .where('coalitionId', '=', coalition.id)
      .where('personId', 'in', asked)
      .execute();
    if (known.length < asked.length) return invalid('people', 'members.personUnknown');
    const round = ids.next();
    await db
      .insertInto('readinessRounds')
      .values({ coalitionId: coalition.id, id: round, number, askedBy: actor.person!, askedAt: now, dueAt })
      .execute();
    await db
      .insertInto('readinessPeople')
      .values(asked.map((personId) => ({ coalitionId: coalition.id, roundId: round, personId })))
      .execute();
    return { about: { kind: 'readiness', id: round }, value: { round: number } };
  },
});

const answer = z.strictObject({ level: z.enum([...levels, 'unsure']), reason: text(1000).default('') });
type Answers = Record<Condition, z.output<typeof answer>>;
const answers = z.strictObject(
  Object.fromEntries(conditions.map((name) => [name, answer])) as Record<Condition, typeof answer>,
);

interface Asked {
  round: Round;
  /** Was this person asked? */
  asked: boolean;
}

/** Hands in one's own judgement; it may be changed until all are shown. */
export const answerReadiness = command({
  name: 'forming.answerReadiness',
  scope: 'coalition',
  summary: 'Judge each condition for yourself. Nobody sees it before all are shown together, and never by name.',
  input: z.strictObject({ round: roundNumber, answers }),
  result: numbered,
  example: (story) => ({
    round: story.readiness.running,
    answers: Object.fromEntries(conditions.map((name) => [name, { level: 'fair' as const, reason: '' }])) as Record<
      Condition,
      { level: 'fair'; reason: string }
    >,
  }),
  load: askedIn,
  may: ({ now }, { round, asked }) => mayAnswer({ asked, shown: isShown(round, now) }),
  async run({ db, coalition, actor, now }, { round }, input) {
    const mine = { coalitionId: coalition.id, roundId: round.id, personId: actor.person! };
    const rows = Object.entries(input.answers as Answers).map(([condition, { level, reason }]) => ({
      ...mine,
      condition,
      level: level === 'unsure' ? null : levels.indexOf(level) + 1,
      reason,
    }));
    await db
      .insertInto('readinessAnswers')
      .values(rows)
      .onConflict((c) =>
        c.columns(['coalitionId', 'roundId', 'personId', 'condition']).doUpdateSet((eb) => ({
          level: eb.ref('excluded.level'),
          reason: eb.ref('excluded.reason'),
        })),
      )
      .execute();
    await db
      .updateTable('readinessPeople')
      .set({ answeredAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('roundId', '=', round.id)
      .where('personId', '=', actor.person)
      .execute();
    return { about: { kind: 'readiness', id: round.id }, value: { round: round.number } };
  },
});

/** The round under a lock that its answers share one after the other, so that the last one in knows that it is. */
async function askedIn(context: Context, { round: number }: { round: number }): Promise<Asked | Refusal> {
  const round = await roundByNumber(context, number, { lock: true });
  if (!round) return notFound('forming.noRound');
  const { person } = context.actor;
  return { round, asked: person !== null && round.people.has(person) };
}

const step = z.strictObject({
  what: line(300).min(3),
  dueOn: z.iso.date(),
  /** Who takes it on. */
  person: id.optional(),
  /** The condition that it creates. */
  condition: z.enum(conditions).optional(),
});

/** Says which way the coalition goes on after a round, with the first steps and their dates. */
export const conclude = command({
  name: 'forming.conclude',
  scope: 'coalition',
  summary: 'After a round: form now, create the missing conditions first, or choose an alternative, with dated steps.',
  input: z.strictObject({
    round: roundNumber,
    way: z.enum(ways),
    alternative: z.enum(alternatives).optional(),
    reason: text(2000).min(1),
    steps: z.array(step).max(20).default([]),
  }),
  result: numbered,
  example: (story) => ({
    round: story.readiness.shown,
    way: 'create' as const,
    reason: 'The clinic has to be with us first.',
    steps: [
      { what: 'Ask the clinic for its figures', dueOn: story.soon.slice(0, 10), condition: 'resources' as const },
    ],
  }),
  load: askedIn,
  may: ({ actor, now }, { round }) => mayConclude(actor, isShown(round, now)),
  async run({ db, coalition, ids, actor, now }, { round }, { way, alternative, reason, steps }) {
    if (way === 'alternative' && !alternative) return invalid('alternative', 'forming.whichAlternative');
    if (way !== 'form' && steps.length === 0) return invalid('steps', 'forming.stepsNeeded');
    const today = now.toISOString().slice(0, 10);
    const late = steps.findIndex(({ dueOn }) => dueOn < today);
    if (late >= 0) return invalid(`steps.${late}.dueOn`, 'forming.dueInPast');
    const owners = [...new Set(steps.flatMap(({ person }) => person ?? []))];
    const known = owners.length
      ? await db
          .selectFrom('profiles')
          .select('personId')
          .where('coalitionId', '=', coalition.id)
          .where('personId', 'in', owners)
          .execute()
      : [];
    if (known.length < owners.length) return invalid('steps', 'members.personUnknown');
    const conclusionId = ids.next();
    const common = { coalitionId: coalition.id };
    await db
      .insertInto('readinessConclusions')
      .values({
        ...common,
        id: conclusionId,
        roundId: round.id,
        way,
        alternative: way === 'alternative' ? alternative! : null,
        reason,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    if (steps.length > 0) {
      const rows = steps.map(({ what, dueOn, person = null, condition = null }) => ({
        ...common,
        id: ids.next(),
        conclusionId,
        condition,
        what,
        personId: person,
        dueOn,
        madeBy: actor.person!,
        madeAt: now,
      }));
      await db.insertInto('formingSteps').values(rows).execute();
    }
    return { about: { kind: 'readiness', id: round.id }, value: { round: round.number } };
  },
});

/** Says what became of a step. */
export const endStep = command({
  name: 'forming.endStep',
  scope: 'coalition',
  summary: 'Say what became of a step: done, or dropped, with a word on why.',
  input: z.strictObject({ step: id, became: z.enum(['done', 'dropped']), note: text(1000).default('') }),
  result: z.object({ step: id }),
  example: (story) => ({ step: story.formingStep, became: 'done' as const }),
  load: async ({ db, coalition }, { step }) =>
    (await db
      .selectFrom('formingSteps')
      .select(['id', 'personId'])
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', step)
      .executeTakeFirst()) ?? notFound('forming.noStep'),
  may: ({ actor }, found) => mayEndStep(actor, isRefusal(found) ? null : found.personId),
  conflicts: { forming_step_ends_pkey: conflict('forming.stepEnded') },
  async run({ db, coalition, actor, now }, _, { step, became, note }) {
    await db
      .insertInto('formingStepEnds')
      .values({ coalitionId: coalition.id, stepId: step, became, note, byPerson: actor.person!, at: now })
      .execute();
    return { about: { kind: 'formingStep', id: step }, value: { step } };
  },
});
