import type { TimedContext } from '../kernel/command.ts';
import { invalid, type Refusal } from '../kernel/errors.ts';
import type { MessageKey } from '../system/i18n/translate.ts';
import type { ProposalInput } from './inputs.ts';
import type { KeptRule } from './rules/kept.ts';
import type { Problem } from './tally/ballot.ts';
import { readConcurrence } from './tally/concurrence.ts';
import { openQuestion } from './tally/count.ts';
import { compare, fraction, multiply, ONE, readFraction } from './tally/exact.ts';
import { votersNow } from './weights/voters.ts';
import { readWeightRule } from './weights/weighing.ts';

/** `1/2` or `60%` is a share of the roll, `20` a number of members, nothing is no quorum. */
export const quorumOf = (typed: string): { threshold: string } | { weight: string } | null =>
  typed === '' ? null : /[/%]/.test(typed) ? { threshold: typed } : { weight: typed };

/** A rule, with the options of the question that it is for. */
type RuleWithOptions = KeptRule & { options: readonly string[]; costs: readonly string[] };

/** What depends on who belongs today. */
export const checkCoalition = async (context: TimedContext, rule: KeptRule): Promise<Refusal | undefined> =>
  (await checkCap(context, rule)) ?? (await checkConcurrence(context, rule));

/** Asks the method itself whether it can count by these settings, before anybody votes by them. */
export function checkRule(input: RuleWithOptions): Refusal | undefined {
  const { method, settings, quorum, headQuorum, concurrence, options, costs } = input;
  const opened = openQuestion({
    method,
    settings,
    quorum: quorumOf(quorum),
    headQuorum: quorumOf(headQuorum),
    concurrence,
    options: options.map((name, index) => ({ id: String(index), name, cost: costs[index] })),
    roll: { entries: 1, weight: ONE },
    seed: '',
  });
  if (!opened.ok) return refusalOf(fieldOf(opened.problem.key, input), opened.problem);
  return checkWeights(input);
}

/** Weights that cannot be read, or that persons do not have. */
function checkWeights({ voters, weights }: Pick<ProposalInput, 'voters' | 'weights'>): Refusal | undefined {
  const read = readWeightRule(weights);
  if (!read.ok) return refusalOf(fields[read.problem.key] ?? 'weights.by', read.problem);
  const { by, perConstituency, cap } = read.value;
  if (voters === 'persons' && (by !== 'equal' || perConstituency || cap))
    return invalid('voters', 'rules.personsEqual');
  return undefined;
}

/** A cap that the members of today could not keep. If members leave later, all weigh the same: the nearest to it. */
async function checkCap(
  context: TimedContext,
  { voters, weights }: Pick<ProposalInput, 'voters' | 'weights'>,
): Promise<Refusal | undefined> {
  const cap = readFraction(weights.cap);
  if (!cap) return undefined;
  const members = (await votersNow(context, voters)).length;
  if (compare(multiply(cap, fraction(members)), ONE) >= 0) return undefined;
  const least = members === 0 ? '100%' : `1/${members}`;
  return invalid('weights.cap', 'rules.capTooLow', { share: weights.cap, members, least });
}

/** Constituencies that must agree, and to which nobody on the roll of today would belong. */
async function checkConcurrence(
  context: TimedContext,
  { voters, concurrence }: Pick<ProposalInput, 'voters' | 'concurrence'>,
): Promise<Refusal | undefined> {
  const { groups, members, people } = concurrence;
  if (voters === 'persons' && (members !== '' || people !== ''))
    return invalid(`concurrence.${members === '' ? 'people' : 'members'}`, 'rules.personsNoPeople');
  if (groups.length === 0) return undefined;
  const { db, coalition } = context;
  const known = await db
    .selectFrom('constituencies')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .execute();
  const belonging = new Set((await votersNow(context, voters)).flatMap(({ constituencies }) => constituencies));
  for (const [at, { id }] of groups.entries()) {
    const name = known.find((one) => one.id === id)?.name;
    if (name === undefined) return invalid(`concurrence.groups.${at}.id`, 'rules.constituencyUnknown');
    if (!belonging.has(id)) return invalid(`concurrence.groups.${at}.id`, 'rules.constituencyEmpty', { name });
  }
  return undefined;
}

/** Nothing where nobody must agree besides. */
export const concurrenceOf = (typed: ProposalInput['concurrence']): ProposalInput['concurrence'] | null =>
  typed.groups.length === 0 && typed.members === '' && typed.people === '' ? null : typed;

/** A tally's problem, beside the field that it is about. */
export const refusalOf = (field: string, problem: Problem): Refusal =>
  invalid(field, problem.key, 'variables' in problem ? problem.variables : undefined);

const fields: Partial<Record<MessageKey, string>> = {
  'tally.methodUnknown': 'method',
  'tally.optionsMissing': 'options',
  'tally.optionTwice': 'options',
  'tally.costUnreadable': 'options',
  'tally.budgetUnreadable': 'settings.budget',
  'tally.seatsUnreadable': 'settings.seats',
  'tally.maxUnreadable': 'settings.max',
  'tally.quorumUnreadable': 'quorum',
  'tally.headQuorumUnreadable': 'headQuorum',
  'tally.concurrenceUnreadable': 'concurrence.groups',
  'tally.concurrenceTwice': 'concurrence.groups',
  'tally.concurrenceConsent': 'concurrence.groups',
  'tally.concurrenceSeats': 'concurrence.groups',
  'rules.perVoteWrong': 'weights.perVote',
  'rules.capWrong': 'weights.cap',
  'tally.thresholdUnreadable': 'settings.threshold',
  'tally.thresholdUnreachable': 'settings.threshold',
};

const fieldOf = (key: MessageKey, { concurrence }: Pick<ProposalInput, 'concurrence'>): string =>
  key === 'tally.concurrenceThreshold' ? `concurrence.${wrongThreshold(concurrence)}` : (fields[key] ?? 'settings');

function wrongThreshold({ groups, members }: ProposalInput['concurrence']): string {
  const wrong = (threshold: string) => !readConcurrence({ members: threshold }).ok;
  const at = groups.findIndex(({ threshold }) => wrong(threshold));
  return at >= 0 ? `groups.${at}.threshold` : wrong(members) ? 'members' : 'people';
}
