import { invalid, type Refusal } from '../kernel/errors.ts';
import type { MessageKey } from '../system/i18n/translate.ts';
import type { ProposalInput } from './inputs.ts';
import type { Problem } from './tally/ballot.ts';
import { openQuestion } from './tally/count.ts';
import { ONE } from './tally/exact.ts';

/** `1/2` or `60%` is a share of the roll, `20` a number of members, nothing is no quorum. */
export const quorumOf = (typed: string): { threshold: string } | { weight: string } | null =>
  typed === '' ? null : /[/%]/.test(typed) ? { threshold: typed } : { weight: typed };

/** Asks the method itself whether it can count by these settings, before anybody votes by them. */
export function checkRule({ method, settings, quorum, options }: ProposalInput): Refusal | undefined {
  const opened = openQuestion({
    method,
    settings,
    quorum: quorumOf(quorum),
    options: options.map((name, index) => ({ id: String(index), name })),
    roll: { entries: 1, weight: ONE },
    seed: '',
  });
  return opened.ok ? undefined : refusalOf(fieldOf(opened.problem.key), opened.problem);
}

/** A tally's problem, beside the field that it is about. */
export const refusalOf = (field: string, problem: Problem): Refusal =>
  invalid(field, problem.key, 'variables' in problem ? problem.variables : undefined);

const fields: Partial<Record<MessageKey, string>> = {
  'tally.methodUnknown': 'method',
  'tally.optionsMissing': 'options',
  'tally.optionTwice': 'options',
  'tally.quorumUnreadable': 'quorum',
  'tally.thresholdUnreadable': 'settings.threshold',
  'tally.thresholdUnreachable': 'settings.threshold',
};

const fieldOf = (key: MessageKey): string => fields[key] ?? 'settings';
