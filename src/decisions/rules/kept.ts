// The voting rules that a coalition keeps: which are in force, and what a question that is decided by one takes from it.
import { z } from 'zod';
import type { Context } from '../../kernel/command.ts';
import { invalid, type Refusal } from '../../kernel/errors.ts';
import { rule as ruleFields } from '../inputs.ts';

const { ratifyBy: _, ...kept } = ruleFields;

/** Everything of a rule that can be kept: all but the dates of one question. */
export const keptRule = z.strictObject(kept);
export type KeptRule = z.output<typeof keptRule>;

export interface InForce {
  id: string;
  name: string;
  version: number;
  rule: KeptRule;
  adoptedAt: Date;
}

/** Rules in force, in the order in which their first versions were adopted: the founding rule stands first. */
export async function rulesInForce({ db, coalition }: Context): Promise<InForce[]> {
  const rows = await db
    .selectFrom('ruleAdoptions as a')
    .innerJoin('votingRules as r', (j) => j.onRef('r.coalitionId', '=', 'a.coalitionId').onRef('r.id', '=', 'a.ruleId'))
    .innerJoin('votingRuleVersions as v', (j) =>
      j
        .onRef('v.coalitionId', '=', 'a.coalitionId')
        .onRef('v.ruleId', '=', 'a.ruleId')
        .onRef('v.version', '=', 'a.version'),
    )
    .select(['r.id', 'r.name', 'r.createdAt', 'v.version', 'v.rule', 'a.at as adoptedAt'])
    .where('a.coalitionId', '=', coalition.id)
    .orderBy('a.at')
    .orderBy('v.version')
    .execute();
  // A map keeps the place of the first adoption and the content of the latest.
  const latest = new Map<string, InForce>();
  for (const { createdAt: _created, rule, ...row } of rows) latest.set(row.id, { ...row, rule: keptRule.parse(rule) });
  return [...latest.values()];
}

/** May only adopted rules be decided by? Not unless coordinators said so. */
export async function onlyAdopted({ db, coalition }: Context): Promise<boolean> {
  const policy = await db
    .selectFrom('rulePolicies')
    .select('onlyAdopted')
    .where('coalitionId', '=', coalition.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return policy?.onlyAdopted ?? false;
}

export interface ByRule {
  byRule?: string;
  method?: string;
}

/** What was sent, with the rule that it names in place of what it says itself; and which version that was. */
export async function settledByRule<Sent extends ByRule>(
  context: Context,
  sent: Sent,
): Promise<(Sent & { method: string; ruleVersion: number | null }) | Refusal> {
  if (sent.byRule === undefined) {
    if (await onlyAdopted(context)) return invalid('byRule', 'rules.onlyAdopted');
    if (sent.method === undefined) return invalid('method', 'kernel.required');
    return { ...sent, method: sent.method, ruleVersion: null };
  }
  const found = (await rulesInForce(context)).find(({ id }) => id === sent.byRule);
  return found ? { ...sent, ...found.rule, ruleVersion: found.version } : invalid('byRule', 'rules.notInForce');
}
