import { sql } from 'kysely';
import type { Context, TimedContext } from '../kernel/command.ts';
import { conflict, type Refusal } from '../kernel/errors.ts';
import type { Proposal } from './proposal.ts';
import type { Group, Roll } from './tally/ballot.ts';
import { readConcurrence } from './tally/concurrence.ts';
import { amount, fraction, multiply, sum } from './tally/exact.ts';
import { type Voter, type VoterKind, votersNow } from './weights/voters.ts';
import { readWeightRule, weigh } from './weights/weighing.ts';

/** Of a proposal, what its roll is made by. */
export interface RollRule {
  voters: VoterKind;
  weights: Record<string, unknown>;
  concurrence?: unknown;
}

import { asksAgain } from './tally/methods.ts';

/**
 * Opens the vote: freezes who may vote, with which weight and for which constituencies. Whoever joins later
 * waits for the next question; whoever leaves keeps the entry, without anybody to cast it.
 * @returns the number of entries, or who lacks what the weights are made of
 */
export async function openRoll(context: TimedContext, id: string, rule: RollRule): Promise<number | Refusal> {
  const { db, coalition, ids, actor, now } = context;
  const weights = readWeightRule(rule.weights);
  if (!weights.ok) throw new Error(`proposal ${id} cannot be weighed: ${weights.problem.key}`);
  const voters = await votersNow(context, rule.voters);
  const weighed = weigh(voters, weights.value);
  if (!weighed.ok) return lacking(voters, weighed);
  const agreeing = await cannotAgree(context, voters, rule);
  if (agreeing) return agreeing;
  await db
    .insertInto('openings')
    .values({ coalitionId: coalition.id, proposalId: id, at: now, byPerson: actor.person })
    .execute();
  const entries = voters.map((voter, at) => ({
    coalitionId: coalition.id,
    id: ids.next(),
    proposalId: id,
    kind: voter.kind,
    memberId: voter.member,
    personId: voter.person,
    weight: amount(weighed.entries[at]!.weight),
    because: { ...weighed.entries[at]!.because },
    constituencyIds: [...voter.constituencies],
    peopleRepresented: voter.people ?? (weights.value.missing === 'one' ? 1 : null),
  }));
  if (entries.length > 0) await db.insertInto('rollEntries').values(entries).execute();
  return entries.length;
}

/** A constituency that must agree and has nobody, or people who must agree and were never counted. */
async function cannotAgree(
  { db, coalition }: TimedContext,
  voters: readonly Voter[],
  { weights, concurrence }: RollRule,
): Promise<Refusal | undefined> {
  const read = readConcurrence(concurrence);
  if (!read.ok || !read.value) return undefined;
  const unknown = voters.flatMap(({ people }, at) => (people === null ? [at] : []));
  if (read.value.people && weights.missing !== 'one' && unknown.length > 0)
    return lacking(voters, { lacks: 'people', who: unknown });
  const empty = read.value.groups.find(({ id }) => !voters.some(({ constituencies }) => constituencies.includes(id)));
  if (!empty) return undefined;
  const named = await db
    .selectFrom('constituencies')
    .select('name')
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', empty.id)
    .executeTakeFirst();
  return conflict('rules.constituencyEmpty', { name: named?.name ?? '–' });
}

/** Why a vote by these weights cannot open: whose number is missing, by name. */
function lacking(voters: readonly Voter[], { lacks, who }: { lacks: string; who: readonly number[] }): Refusal {
  const names = who.slice(0, mostNamed).map((at) => voters[at]!.name);
  const members = `${names.join(', ')}${who.length > mostNamed ? ' …' : ''}`;
  return conflict('rules.lacking', { lacks, members, count: who.length });
}
const mostNamed = 20;

/** What the whole roll weighs, with its people and its constituencies. Entries that are alike are added as one. */
export async function rollTotals({ db, coalition }: Context, proposalId: string): Promise<Roll> {
  const alike = await db
    .selectFrom('rollEntries')
    .select(['weight', 'constituencyIds', sql<number>`count(*)::int`.as('entries')])
    .select(sql<string | null>`sum(people_represented)`.as('people'))
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposalId)
    .groupBy(['weight', 'constituencyIds'])
    .execute();
  const named = await db
    .selectFrom('constituencies')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const total = (rows: typeof alike) => ({
    entries: rows.reduce((all, { entries }) => all + entries, 0),
    weight: sum(rows.map(({ weight, entries }) => multiply(fraction(weight), fraction(entries)))),
  });
  const groups = named.map(
    ({ id, name }): Group => ({ id, name, ...total(alike.filter((row) => row.constituencyIds.includes(id))) }),
  );
  return {
    ...total(alike),
    people: sum(alike.map(({ people }) => fraction(people ?? '0'))),
    groups: groups.filter(({ entries }) => entries > 0),
  };
}

/** Has every member on the roll answered? In a consent question: the present text, for earlier answers lapse. */
export async function everybodyVoted({ db, coalition }: Context, { id, method, version }: Proposal): Promise<boolean> {
  const missing = await db
    .selectFrom('rollEntries as e')
    .leftJoin('ballots as b', (j) =>
      j
        .onRef('b.coalitionId', '=', 'e.coalitionId')
        .onRef('b.entryId', '=', 'e.id')
        .on('b.replacedAt', 'is', null)
        .on('b.version', '>=', asksAgain(method) ? version : 1),
    )
    .select('e.id')
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .where('b.id', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return missing === undefined;
}
