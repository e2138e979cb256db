// What if we decided by another rule? Nothing is kept: the rule comes with the question.
import { z } from 'zod';
import { amount } from '../decisions/tally/exact.ts';
import type { TimedContext } from '../kernel/command.ts';
import { invalid } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { kinds } from '../members/fields.ts';
import { weighings } from './weighing.ts';
import { concurrences, quotas, whatIf as reckon, type Voter } from './whatif.ts';

/** A fraction of a second on a small machine: others wait for the answer too. */
const MOST_STEPS = 5e7;

const exact = z.string().regex(/^\d+(?:\/\d+)?$/);
const memberPower = z.object({
  member: id,
  name: z.string(),
  kind: z.enum(kinds),
  /** How many people it says it represents. */
  people: z.int().nullable(),
  peopleShare: exact,
  /** Belongs to a constituency that the issue hits hardest. */
  mostAffected: z.boolean(),
  weight: exact,
  weightShare: exact,
  banzhaf: exact,
  shapley: exact,
  /** The chance that its vote decides, if all others toss a coin. */
  decides: exact,
  /** The share of all winning coalitions that it could bring down. */
  prevents: exact,
  noPower: z.boolean(),
  veto: z.boolean(),
  winsAlone: z.boolean(),
});
export type ShownPower = z.infer<typeof memberPower>;

export const whatIf = query({
  name: 'power.whatIf',
  scope: 'coalition',
  summary: 'The power of each member under a voting rule: Banzhaf and Shapley-Shubik indices, exact, with vetoes.',
  input: z.strictObject({
    weights: z.enum(weighings).default('equal'),
    cap: z.int().min(1).max(100).default(25),
    peoplePerVote: z.int().min(1).max(1_000_000).default(1),
    quota: z.enum(quotas).default('1/2'),
    concurrence: z.enum(concurrences).default('none'),
    doubleMajority: z.boolean().default(false),
  }),
  output: z.object({
    members: z.array(memberPower),
    /** All of these must be reached together. */
    requirements: z.array(
      z.object({
        of: z.enum(['votes', 'members', 'people', 'affected']),
        constituency: z.string().nullable(),
        reach: z.enum(['more', 'at-least']),
        quota: exact,
        total: exact,
      }),
    ),
    /** The share of all divisions of the members into yes and no that carry a question. */
    acts: exact,
    leastWinning: z.int(),
    leastBlocking: z.int(),
    /** Organizations that have not said how many people they represent; they count as nobody. */
    notSaid: z.int(),
  }),
  example: () => ({ weights: 'capped' as const, cap: 25, doubleMajority: true }),
  async run(context, rule) {
    const members = await votersOf(context);
    if (members.length === 0) return invalid('', 'power.nobodyYet');
    const voters = members.map(({ people, kind, affected }): Voter => ({ people: counted(people, kind), affected }));
    if (voters.every(({ people }) => people === 0) && (rule.weights !== 'equal' || rule.doubleMajority))
      return invalid('weights', 'power.nobodyCounted');
    if (rule.concurrence !== 'none' && voters.every(({ affected }) => affected.length === 0))
      return invalid('concurrence', 'power.nobodyAffected');
    const found = reckon(voters, { ...rule, by: rule.weights }, MOST_STEPS);
    if (!found.ok) {
      const { key, variables } = { variables: undefined, ...found.problem };
      return invalid('peoplePerVote', key, variables);
    }
    const { parts, power } = found.value;
    return {
      members: members.map(({ affected, ...member }, at) => {
        const { weight, weightShare, peopleShare, ...own } = found.value.members[at]!;
        return {
          ...member,
          mostAffected: affected.length > 0,
          peopleShare: amount(peopleShare),
          weight: amount(weight),
          weightShare: amount(weightShare),
          banzhaf: amount(own.banzhaf),
          shapley: amount(own.shapley),
          decides: amount(own.absolute),
          prevents: amount(own.prevents),
          noPower: own.dummy,
          veto: own.veto,
          winsAlone: own.winsAlone,
        };
      }),
      requirements: parts.map(({ of, name, reach, quota, total }) => ({
        of,
        constituency: name,
        reach,
        quota: amount(quota),
        total: amount(total),
      })),
      acts: amount(power.acts),
      leastWinning: power.leastWinning,
      leastBlocking: power.leastBlocking,
      notSaid: members.filter(({ people, kind }) => people === null && kind === 'organization').length,
    };
  },
});

/** Whoever belongs as a person is one person. */
const counted = (people: number | null, kind: string): number => people ?? (kind === 'individual' ? 1 : 0);

/** Those who would be on the roll of a vote that opens now, those who speak for most people first. */
async function votersOf({ db, coalition }: TimedContext) {
  const members = await db
    .selectFrom('memberStatuses as s')
    .innerJoin('members as m', (join) =>
      join.onRef('m.coalitionId', '=', 's.coalitionId').onRef('m.id', '=', 's.memberId'),
    )
    .select(['m.id as member', 'm.name', 'm.kind', 'm.peopleRepresented as people'])
    .where('s.coalitionId', '=', coalition.id)
    .where('s.status', '=', 'active')
    .where('s.untilAt', 'is', null)
    .orderBy('m.peopleRepresented', (order) => order.desc().nullsLast())
    .orderBy('m.name')
    .orderBy('m.id')
    .execute();
  const affected = await db
    .selectFrom('memberConstituencies as mc')
    .innerJoin('constituencies as c', (join) =>
      join.onRef('c.coalitionId', '=', 'mc.coalitionId').onRef('c.id', '=', 'mc.constituencyId'),
    )
    .select(['mc.memberId', 'c.id', 'c.name'])
    .where('mc.coalitionId', '=', coalition.id)
    .where('c.mostAffected', '=', true)
    .orderBy('c.name')
    .orderBy('c.id')
    .execute();
  const of = Map.groupBy(affected, ({ memberId }) => memberId);
  return members.map((row) => ({
    ...row,
    kind: row.kind as ShownPower['kind'],
    affected: (of.get(row.member) ?? []).map(({ id, name }) => ({ id, name })),
  }));
}
