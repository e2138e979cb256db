// What votes would weigh under a rule, and the numbers that they are weighed by.
import { z } from 'zod';
import { invalid } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { weightsInput } from '../inputs.ts';
import { maySee } from '../policy.ts';
import { amount, divide, sum } from '../tally/exact.ts';
import { factKinds } from './commands.ts';
import { voterKinds, votersNow } from './voters.ts';
import { readWeightRule, weigh } from './weighing.ts';

const voter = z.object({
  member: z.uuid().nullable(),
  person: z.uuid().nullable(),
  name: z.string(),
  people: z.int().nullable(),
  weight: z.string(),
  share: z.string(),
  because: z.record(z.string(), z.json()),
});

/** The roll as it would be if a vote by these weights opened now. */
export const previewRoll = query({
  name: 'decisions.previewRoll',
  scope: 'coalition',
  summary: 'Who would vote with which weight if a vote by these weights opened now, or whose number is missing.',
  input: z.strictObject({ voters: z.enum(voterKinds).default('members'), weights: weightsInput.prefault({}) }),
  output: z.object({
    voters: z.array(voter),
    total: z.string(),
    /** False where there are too few voters for the cap: then all weigh the same. */
    capReachable: z.boolean(),
    /** What is missing and whose: then a vote would not open, and nobody has a weight. */
    lacking: z.object({ lacks: z.string(), names: z.array(z.string()) }).nullable(),
  }),
  example: () => ({ weights: { by: 'people' as const, cap: '25%', missing: 'one' as const } }),
  may: ({ actor }) => maySee(actor),
  async run(context, { voters: kind, weights }) {
    const rule = readWeightRule(weights);
    if (!rule.ok) {
      const { key, variables } = { variables: undefined, ...rule.problem };
      return invalid(key === 'rules.capWrong' ? 'weights.cap' : 'weights.perVote', key, variables);
    }
    const voters = await votersNow(context, kind);
    const weighed = weigh(voters, rule.value);
    if (!weighed.ok) {
      const names = weighed.who.map((at) => voters[at]!.name);
      return { voters: [], total: '0', capReachable: true, lacking: { lacks: weighed.lacks, names } };
    }
    const total = sum(weighed.entries.map(({ weight }) => weight));
    return {
      voters: voters.map(({ member, person, name, people }, at) => {
        const { weight, because } = weighed.entries[at]!;
        const share = amount(divide(weight, total));
        return { member, person, name, people, weight: amount(weight), share, because: { ...because } };
      }),
      total: amount(total),
      capReachable: weighed.capReachable,
      lacking: null,
    };
  },
});

const fact = z.object({ value: z.string(), asOf: z.string(), source: z.string() }).nullable();

/** The newest numbers of each active member. */
export const weightFacts = query({
  name: 'decisions.weightFacts',
  scope: 'coalition',
  summary:
    'The numbers by which votes can be weighed: people represented, dues and contributions, with day and source.',
  input: z.strictObject({}),
  output: z.array(
    z.object({ member: z.uuid(), name: z.string(), people: z.int().nullable(), dues: fact, contribution: fact }),
  ),
  example: () => ({}),
  may: ({ actor }) => maySee(actor),
  async run(context) {
    const { db, coalition } = context;
    const rows = await db
      .selectFrom('weightFacts')
      .distinctOn(['memberId', 'kind'])
      .select(['memberId', 'kind', 'value', 'asOf', 'source'])
      .where('coalitionId', '=', coalition.id)
      .orderBy('memberId')
      .orderBy('kind')
      .orderBy('asOf', 'desc')
      .orderBy('at', 'desc')
      .execute();
    const newest = new Map(
      rows.map(({ memberId, kind, value, asOf, source }) => [
        `${kind} ${memberId}`,
        { value, asOf: asOf as unknown as string, source },
      ]),
    );
    const [dues, contribution] = factKinds;
    return (await votersNow(context, 'members')).map(({ member, name, people }) => ({
      member: member!,
      name,
      people,
      dues: newest.get(`${dues} ${member}`) ?? null,
      contribution: newest.get(`${contribution} ${member}`) ?? null,
    }));
  },
});
