// Rules that are kept. Coordinators set the founding one, once; from then on rules are adopted and changed by decisions.
import { sql } from 'kysely';
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../../kernel/command.ts';
import { conflict, forbidden, invalid, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { instant } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { checkTimes, putProposal } from '../commands.ts';
import { mayPropose } from '../policy.ts';
import { nextNumber } from '../proposal.ts';
import { openRoll } from '../roll.ts';
import { checkCoalition, checkRule } from '../rule.ts';
import { findMethod } from '../tally/methods.ts';
import { type InForce, type KeptRule, keptRule, rulesInForce } from './kept.ts';

const name = line(80).min(2);
const coordinates = ({ actor }: TimedContext) => actor.standing.coordinator || forbidden('kernel.coordinatorsOnly');
const nameTaken = {
  voting_rules_name: conflict('rules.nameTaken'),
  voting_rule_versions_pkey: conflict('rules.newerVersion'),
};

/**
 * The first rule of a coalition, by which all others are adopted. Nobody could decide on it yet, so it is set; and set again
 * where it was mistyped, but only until the first rule has been put to the vote under it.
 */
export const setFoundingRule = command({
  name: 'decisions.setFoundingRule',
  scope: 'coalition',
  summary: 'Set the rule by which a coalition adopts all its other rules, until the first is put to the vote under it.',
  input: keptRule.extend({ name }),
  result: z.object({ rule: z.uuid() }),
  example: () => ({
    name: 'How we decide on rules',
    method: 'majority',
    settings: { threshold: '2/3' },
    quorum: '1/2',
  }),
  may: (context) => coordinates(context),
  conflicts: nameTaken,
  async run(context, _, { name, ...rule }) {
    await oneAtATime(context);
    const { founding, asked } = await loadRules(context);
    if (asked) return conflict('rules.foundedAlready');
    if (founding && founding.name.toLowerCase() !== name.toLowerCase())
      return invalid('name', 'rules.foundingKeepsName', { name: founding.name });
    const wrong = (await checkKept(context, rule)) ?? decidesItself(rule);
    if (wrong) return wrong;
    const { db, coalition, now } = context;
    const id = founding?.id ?? (await putRule(context, name));
    const version = (founding?.version ?? 0) + 1;
    await putVersion(context, { id, version, rule, proposal: null });
    await db.insertInto('ruleAdoptions').values({ coalitionId: coalition.id, ruleId: id, version, at: now }).execute();
    return { about: { kind: 'rule', id }, value: { rule: id } };
  },
});

/** Asks the coalition to adopt a new rule, or a new version of one; the founding rule decides. */
export const proposeRule = command({
  name: 'decisions.proposeRule',
  scope: 'coalition',
  summary: 'Ask the coalition to adopt a voting rule, or a new version of one. It is in force when that carries.',
  input: keptRule.extend({
    /** The rule that is to be changed; a new one has a name instead. */
    rule: z.uuid().optional(),
    name: name.optional(),
    question: line(300).min(5),
    background: text(20_000).default(''),
    opensAt: instant.optional(),
    closesAt: instant,
  }),
  result: z.object({ proposal: z.int(), rule: z.uuid(), version: z.int() }),
  example: (story) => ({
    name: 'Spending money',
    question: 'Shall we adopt a rule for spending money?',
    method: 'majority',
    settings: { threshold: '2/3' },
    weights: { cap: '25%' },
    closesAt: story.soon,
  }),
  load: loadRules,
  may: ({ actor }) => mayPropose(actor),
  conflicts: nameTaken,
  async run(context, { known, founding }, input) {
    if (!founding) return conflict('rules.foundFirst');
    const { rule: changed, name, question, background, opensAt, closesAt, ...rule } = input;
    const wrong =
      (await checkKept(context, rule)) ??
      (changed === founding.id ? decidesItself(rule) : undefined) ??
      checkTimes({ opensAt, closesAt }, context.now);
    if (wrong) return wrong;
    if (changed === undefined && name === undefined) return invalid('name', 'kernel.required');
    if (changed !== undefined && !known.has(changed)) return notFound('rules.ruleNotFound');
    const id = changed ?? (await putRule(context, name!));
    const version = (known.get(id) ?? 0) + 1;
    const number = await nextNumber(context);
    const texts = { question, background, opensAt, closesAt, options: [], costs: [], subjects: [] };
    const asked = { ...texts, ...founding.rule, byRule: founding.id, ruleVersion: founding.version };
    const proposal = await putProposal(context, number, asked, null);
    await putVersion(context, { id, version, rule, proposal });
    if (opensAt && opensAt <= context.now) {
      const opened = await openRoll(context, proposal, founding.rule);
      if (isRefusal(opened)) return opened;
    }
    // It is a proposal like any other: its hours and mails hang on that verb.
    return {
      about: { kind: 'proposal', id: proposal },
      verb: 'decisions.propose',
      value: { proposal: number, rule: id, version },
    };
  },
});

/** Says whether questions may bring a rule of their own, or only adopted rules may be decided by. */
export const setRulePolicy = command({
  name: 'decisions.setRulePolicy',
  scope: 'coalition',
  summary: 'Say whether only adopted rules may be decided by.',
  input: z.strictObject({ onlyAdopted: z.boolean() }),
  result: z.object({ onlyAdopted: z.boolean() }),
  example: () => ({ onlyAdopted: false }),
  load: rulesInForce,
  may: (context) => coordinates(context),
  async run({ db, coalition, ids, actor, now }, known, { onlyAdopted }) {
    if (onlyAdopted && known.length === 0) return conflict('rules.foundFirst');
    await db
      .insertInto('rulePolicies')
      .values({ coalitionId: coalition.id, id: ids.next(), onlyAdopted, byPerson: actor.person!, at: now })
      .execute();
    return { about: { kind: 'coalition', id: coalition.id }, value: { onlyAdopted } };
  },
});

/** Two coordinators who set the founding rule at once wait for each other at this row. */
const oneAtATime = ({ db, coalition }: TimedContext) =>
  db
    .insertInto('counters')
    .values({ coalitionId: coalition.id, name: 'rules', value: 1 })
    .onConflict((c) => c.columns(['coalitionId', 'name']).doUpdateSet({ value: sql`counters.value + 1` }))
    .execute();

interface Known {
  founding: InForce | undefined;
  /** Was a rule ever put to the vote? */
  asked: boolean;
  known: Map<string, number>;
}

/** The founding rule, and the newest version of every rule, adopted or not. */
async function loadRules(context: Context): Promise<Known> {
  const { db, coalition } = context;
  const [founding] = await rulesInForce(context);
  const versions = await db
    .selectFrom('votingRuleVersions')
    .select((eb) => ['ruleId', eb.fn.max('version').as('version'), eb.fn.count<number>('proposalId').as('asked')])
    .where('coalitionId', '=', coalition.id)
    .groupBy('ruleId')
    .execute();
  const asked = versions.some((one) => Number(one.asked) > 0);
  return { founding, asked, known: new Map(versions.map(({ ruleId, version }) => [ruleId, version])) };
}

/** A rule must be one that could be counted by, whatever the options. */
async function checkKept(context: TimedContext, rule: KeptRule): Promise<Refusal | undefined> {
  return checkRule({ ...rule, options: ['A', 'B'], costs: ['1', '1'] }) ?? checkCoalition(context, rule);
}

/** Whether to adopt a rule is answered by yes or no, or by consent. */
function decidesItself({ method }: KeptRule): Refusal | undefined {
  const shape = findMethod(method)?.shape;
  return shape === 'yes-no-abstain' || shape === 'consent' || shape === 'consensus'
    ? undefined
    : invalid('method', 'rules.mustAnswer');
}

async function putRule({ db, coalition, ids, now }: TimedContext, name: string): Promise<string> {
  const id = ids.next();
  await db.insertInto('votingRules').values({ coalitionId: coalition.id, id, name, createdAt: now }).execute();
  return id;
}

interface Version {
  id: string;
  version: number;
  rule: KeptRule;
  proposal: string | null;
}

const putVersion = ({ db, coalition, actor, now }: TimedContext, { id, version, rule, proposal }: Version) =>
  db
    .insertInto('votingRuleVersions')
    .values({
      coalitionId: coalition.id,
      ruleId: id,
      version,
      rule: { ...rule } as never,
      proposalId: proposal,
      writtenBy: actor.person!,
      at: now,
    })
    .execute();
