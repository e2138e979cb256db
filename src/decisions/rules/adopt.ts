import type { Subscriber } from '../../kernel/app.ts';

/** After each of these an outcome may have become final. */
const recounts = ['decisions.close', 'decisions.settle', 'decisions.ratify', 'decisions.refuseRatification'];

/** Puts a rule into force when the decision to adopt it has carried, and nothing of it is provisional any more. */
export const adoptRules: Subscriber = async ({ db, coalition, now }, { verb, aboutId }) => {
  if (!recounts.includes(verb)) return;
  const version = await db
    .selectFrom('votingRuleVersions')
    .select(['ruleId', 'version'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', aboutId)
    .executeTakeFirst();
  if (!version) return;
  const outcome = await db
    .selectFrom('outcomes')
    .select(['result', 'provisionalUntil'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', aboutId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (outcome?.result !== 'carried' || outcome.provisionalUntil !== null) return;
  await db
    .insertInto('ruleAdoptions')
    .values({ coalitionId: coalition.id, ...version, at: now })
    .onConflict((c) => c.doNothing())
    .execute();
};
