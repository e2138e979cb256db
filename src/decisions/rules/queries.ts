// The rules that a coalition keeps, with their versions and the decisions that adopted them.
import { z } from 'zod';
import type { TimedContext } from '../../kernel/command.ts';
import { notFound } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { maySee } from '../policy.ts';
import { namedConcurrence } from '../reading.ts';
import { concurrenceOf, quorumOf } from '../rule.ts';
import { decision } from '../shapes.ts';
import { type KeptRule, keptRule, onlyAdopted, rulesInForce } from './kept.ts';

/** A rule in the form in which decisions tell theirs. */
const told = decision.pick({
  method: true,
  settings: true,
  quorum: true,
  headQuorum: true,
  voters: true,
  weights: true,
  concurrence: true,
  silence: true,
  judgedBy: true,
  ratificationAllowed: true,
});
export type ToldRule = z.infer<typeof told>;

const listed = z.object({ id: z.uuid(), name: z.string(), version: z.int(), adoptedAt: z.date(), rule: told });

/** Rules in force, the founding one first. */
export const rules = query({
  name: 'decisions.rules',
  scope: 'coalition',
  summary: 'The voting rules in force, the founding one first, and whether only they may be decided by.',
  input: z.strictObject({}),
  output: z.object({
    inForce: z.array(listed),
    /** Put to the vote and not adopted: open ones and those that fell. */
    proposed: z.array(z.object({ id: z.uuid(), name: z.string(), version: z.int(), proposal: z.int() })),
    onlyAdopted: z.boolean(),
  }),
  example: () => ({}),
  may: ({ actor }) => maySee(actor),
  async run(context) {
    const { db, coalition } = context;
    const inForce = [];
    for (const { rule, ...one } of await rulesInForce(context))
      inForce.push({ ...one, rule: await tell(context, rule) });
    const proposed = await db
      .selectFrom('votingRuleVersions as v')
      .innerJoin('votingRules as r', (j) =>
        j.onRef('r.coalitionId', '=', 'v.coalitionId').onRef('r.id', '=', 'v.ruleId'),
      )
      .innerJoin('proposals as p', (j) =>
        j.onRef('p.coalitionId', '=', 'v.coalitionId').onRef('p.id', '=', 'v.proposalId'),
      )
      .leftJoin('ruleAdoptions as a', (j) =>
        j
          .onRef('a.coalitionId', '=', 'v.coalitionId')
          .onRef('a.ruleId', '=', 'v.ruleId')
          .onRef('a.version', '=', 'v.version'),
      )
      .select(['r.id', 'r.name', 'v.version', 'p.number as proposal'])
      .where('v.coalitionId', '=', coalition.id)
      .where('a.at', 'is', null)
      .orderBy('p.number', 'desc')
      .limit(50)
      .execute();
    return { inForce, proposed, onlyAdopted: await onlyAdopted(context) };
  },
});

/** One rule with all its versions. */
export const showRule = query({
  name: 'decisions.rule',
  scope: 'coalition',
  summary: 'One voting rule: its versions, newest first, and the decisions that were asked to adopt them.',
  input: z.strictObject({ rule: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    versions: z.array(
      z.object({
        version: z.int(),
        writtenBy: z.string(),
        at: z.date(),
        adoptedAt: z.date().nullable(),
        proposal: z.int().nullable(),
        rule: told,
        /** As it was typed, to begin a change from. */
        typed: keptRule,
      }),
    ),
  }),
  example: (story) => ({ rule: story.rules.founding }),
  may: ({ actor }) => maySee(actor),
  async run(context, { rule: id }) {
    const { db, coalition } = context;
    const rows = await db
      .selectFrom('votingRuleVersions as v')
      .innerJoin('votingRules as r', (j) =>
        j.onRef('r.coalitionId', '=', 'v.coalitionId').onRef('r.id', '=', 'v.ruleId'),
      )
      .leftJoin('proposals as p', (j) =>
        j.onRef('p.coalitionId', '=', 'v.coalitionId').onRef('p.id', '=', 'v.proposalId'),
      )
      .leftJoin('ruleAdoptions as a', (j) =>
        j
          .onRef('a.coalitionId', '=', 'v.coalitionId')
          .onRef('a.ruleId', '=', 'v.ruleId')
          .onRef('a.version', '=', 'v.version'),
      )
      .leftJoin('profiles as n', (j) =>
        j.onRef('n.coalitionId', '=', 'v.coalitionId').onRef('n.personId', '=', 'v.writtenBy'),
      )
      .select(['r.name', 'v.version', 'v.rule', 'v.at', 'n.name as writer', 'p.number', 'a.at as adoptedAt'])
      .where('v.coalitionId', '=', coalition.id)
      .where('v.ruleId', '=', id)
      .orderBy('v.version', 'desc')
      .execute();
    const [newest] = rows;
    if (!newest) return notFound('rules.ruleNotFound');
    const versions = [];
    for (const { version, writer, at, adoptedAt, number, rule } of rows) {
      const typed = keptRule.parse(rule);
      const own = { version, writtenBy: writer ?? '', at, adoptedAt, proposal: number };
      versions.push({ ...own, typed, rule: await tell(context, typed) });
    }
    return { id, name: newest.name, versions };
  },
});

async function tell(context: TimedContext, rule: KeptRule): Promise<ToldRule> {
  const { method, settings, voters, weights, ratificationAllowed, ratificationSilence, objectionsJudgedBy } = rule;
  return {
    ...{ method, settings, voters, weights, ratificationAllowed },
    quorum: quorumOf(rule.quorum),
    headQuorum: quorumOf(rule.headQuorum),
    concurrence: await namedConcurrence(context, { concurrence: concurrenceOf(rule.concurrence) }),
    silence: ratificationSilence,
    judgedBy: objectionsJudgedBy,
  };
}
