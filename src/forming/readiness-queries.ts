import { z } from 'zod';
import type { TimedContext } from '../kernel/command.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { alternatives, type Condition, conditions, type Level, levels, ways } from './conditions.ts';
import { changesSince, readRound, summarize } from './readiness.ts';
import { isShown, type Round, rounds } from './rounds.ts';

const condition = z.enum(conditions);
const place = z.number().nullable();
const summary = z.object({
  condition,
  answers: z.int(),
  unsure: z.int(),
  low: place,
  middle: place,
  high: place,
  together: z.boolean().nullable(),
  spread: z.array(z.int()).nullable(),
});
const reading = z.object({
  way: z.enum(ways),
  lacking: z.array(condition),
  unknown: z.array(condition),
  apart: z.array(condition),
  smaller: z.boolean(),
});
const step = z.object({
  id,
  what: z.string(),
  condition: condition.nullable(),
  person: id.nullable(),
  personName: z.string(),
  dueOn: z.string(),
  ended: z.object({ became: z.enum(['done', 'dropped']), note: z.string(), at: z.date() }).nullable(),
});
const conclusion = z.object({
  way: z.enum(ways),
  alternative: z.enum(alternatives).nullable(),
  reason: z.string(),
  by: z.string(),
  at: z.date(),
});
const roundHead = z.object({
  number: z.int(),
  askedAt: z.date(),
  dueAt: z.date(),
  asked: z.int(),
  answered: z.int(),
  shown: z.boolean(),
});
const shownRound = roundHead.extend({
  people: z.array(z.object({ person: id, name: z.string(), answered: z.boolean() })),
  /** The asker's own answers, while they may still be changed. */
  mine: z.record(z.string(), z.object({ level: z.enum([...levels, 'unsure']), reason: z.string() })).nullable(),
  /** Null before it is shown, and where fewer than three answered. */
  summaries: z.array(summary).nullable(),
  reading: reading.nullable(),
  /** By how many levels the middle moved since the round before. */
  changes: z.record(z.string(), z.number()),
  /** What people gave as reasons, without their names and in the order of the alphabet. */
  reasons: z.array(z.object({ condition, reason: z.string() })),
  conclusions: z.array(conclusion),
});
export type ShownRound = z.infer<typeof shownRound>;
export type RoundHead = z.infer<typeof roundHead>;
export type Step = z.infer<typeof step>;

/** All rounds, the newest first. */
export const readinessRounds = query({
  name: 'forming.readinessRounds',
  scope: 'coalition',
  summary: 'The rounds in which people judged the conditions for a coalition, the newest first.',
  input: z.strictObject({}),
  output: z.array(roundHead),
  example: () => ({}),
  run: async (context) => (await rounds(context)).reverse().map((round) => head(round, context.now)),
});

/** One round: who was asked, what came of it, and what changed since the one before. */
export const readinessRound = query({
  name: 'forming.readinessRound',
  scope: 'coalition',
  summary: 'One round of readiness: its people, and, once shown, what all answers say together, never by name.',
  input: z.strictObject({ round: z.int().positive().max(1_000_000) }),
  output: shownRound,
  example: (story) => ({ round: story.readiness.shown }),
  async run(context, { round: number }) {
    const all = await rounds(context);
    const round = all.find((one) => one.number === number);
    if (!round) return notFound('forming.noRound');
    const shown = isShown(round, context.now);
    const before = all.findLast((one) => one.number < number && isShown(one, context.now));
    const answers = await answersOf(context, [round.id, ...(before ? [before.id] : [])]);
    const of = answers.get(round.id) ?? new Map();
    const summaries = shown ? summarize([...of.values()].map(levelsOf)) : null;
    const earlier = before ? summarize([...(answers.get(before.id) ?? new Map()).values()].map(levelsOf)) : null;
    return {
      ...head(round, context.now),
      people: await peopleOf(context, round),
      mine: shown ? null : mine(of.get(context.actor.person ?? '')),
      summaries,
      reading: summaries && readRound(summaries),
      changes: summaries ? changesSince(summaries, earlier) : {},
      reasons: summaries ? reasonsOf([...of.values()]) : [],
      conclusions: await conclusionsOf(context, round),
    };
  },
});

/** The steps that were agreed on, what is due first standing first. */
export const formingSteps = query({
  name: 'forming.steps',
  scope: 'coalition',
  summary: 'The dated steps agreed on while forming the coalition, open ones first.',
  input: z.strictObject({}),
  output: z.array(step),
  example: () => ({}),
  async run({ db, coalition }) {
    const rows = await db
      .selectFrom('formingSteps as s')
      .leftJoin('formingStepEnds as e', (join) =>
        join.onRef('e.coalitionId', '=', 's.coalitionId').onRef('e.stepId', '=', 's.id'),
      )
      .leftJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 's.coalitionId').onRef('p.personId', '=', 's.personId'),
      )
      .select(['s.id', 's.what', 's.condition', 's.personId', 's.dueOn', 'p.name', 'e.became', 'e.note', 'e.at'])
      .where('s.coalitionId', '=', coalition.id)
      .orderBy('s.dueOn')
      .orderBy('s.id')
      .execute();
    const steps = rows.map(
      ({ became, note, at, name, personId, ...row }) =>
        ({
          ...row,
          person: personId,
          personName: name ?? '',
          ended: became && { became, note: note ?? '', at },
        }) as unknown as Step,
    );
    return [...steps.filter(({ ended }) => !ended), ...steps.filter(({ ended }) => ended)];
  },
});

const head = ({ number, askedAt, dueAt, asked, answered, ...round }: Round, now: Date): RoundHead => ({
  number,
  askedAt,
  dueAt,
  asked,
  answered,
  shown: isShown({ number, askedAt, dueAt, asked, answered, ...round }, now),
});

type Given = Map<Condition, { level: number | null; reason: string }>;

/** What was answered, by round and person. It leaves this file only summed up. */
async function answersOf(
  { db, coalition }: TimedContext,
  roundIds: string[],
): Promise<Map<string, Map<string, Given>>> {
  const rows = await db
    .selectFrom('readinessAnswers')
    .select(['roundId', 'personId', 'condition', 'level', 'reason'])
    .where('coalitionId', '=', coalition.id)
    .where('roundId', 'in', roundIds)
    .execute();
  const found = new Map<string, Map<string, Given>>();
  for (const { roundId, personId, condition, level, reason } of rows) {
    const round = found.get(roundId) ?? new Map<string, Given>();
    const person = round.get(personId) ?? (new Map() as Given);
    person.set(condition as Condition, { level, reason });
    found.set(roundId, round.set(personId, person));
  }
  return found;
}

const levelName = (level: number | null): Level | null => (level === null ? null : levels[level - 1]!);

const levelsOf = (given: Given): Partial<Record<Condition, Level | null>> =>
  Object.fromEntries([...given].map(([condition, { level }]) => [condition, levelName(level)]));

const mine = (given: Given | undefined): ShownRound['mine'] =>
  given
    ? Object.fromEntries(
        [...given].map(([condition, { level, reason }]) => [
          condition,
          { level: levelName(level) ?? 'unsure', reason },
        ]),
      )
    : null;

/** In the order of the alphabet, so that their order tells nothing of who gave them. */
const reasonsOf = (all: Given[]): ShownRound['reasons'] =>
  conditions.flatMap((condition) =>
    all
      .map((given) => given.get(condition)?.reason ?? '')
      .filter(Boolean)
      .sort()
      .map((reason) => ({ condition, reason })),
  );

async function peopleOf({ db, coalition }: TimedContext, { id }: Round): Promise<ShownRound['people']> {
  const rows = await db
    .selectFrom('readinessPeople as r')
    .leftJoin('profiles as p', (join) =>
      join.onRef('p.coalitionId', '=', 'r.coalitionId').onRef('p.personId', '=', 'r.personId'),
    )
    .select(['r.personId', 'p.name', 'r.answeredAt'])
    .where('r.coalitionId', '=', coalition.id)
    .where('r.roundId', '=', id)
    .orderBy('p.name')
    .execute();
  return rows.map(({ personId, name, answeredAt }) => ({
    person: personId,
    name: name ?? '',
    answered: answeredAt !== null,
  }));
}

async function conclusionsOf({ db, coalition }: TimedContext, { id }: Round): Promise<ShownRound['conclusions']> {
  const rows = await db
    .selectFrom('readinessConclusions as c')
    .leftJoin('profiles as p', (join) =>
      join.onRef('p.coalitionId', '=', 'c.coalitionId').onRef('p.personId', '=', 'c.byPerson'),
    )
    .select(['c.way', 'c.alternative', 'c.reason', 'c.at', 'p.name'])
    .where('c.coalitionId', '=', coalition.id)
    .where('c.roundId', '=', id)
    .orderBy('c.at', 'desc')
    .execute();
  return rows.map(({ name, ...row }) => ({ ...row, by: name ?? '' })) as ShownRound['conclusions'];
}
