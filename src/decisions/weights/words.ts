// Weights in words: the rule, and what made one weight.
import type { Translate } from '../../system/i18n/translate.ts';
import { approximate } from '../tally/exact.ts';
import type { VoterKind } from './voters.ts';
import type { Basis, Because } from './weighing.ts';

export interface WeightsAsTyped {
  voters: VoterKind;
  weights: Record<string, unknown>;
}

/** Who votes and what each vote weighs, a sentence for each part of the rule. */
export function weightsInWords(t: Translate, { voters, weights }: WeightsAsTyped): string[] {
  if (voters === 'persons') return [t('rules.personsVote')];
  const { by = 'equal', perVote = '', perConstituency, cap = '', missing } = weights;
  const said = [t('rules.weighedBy', { by: by as Basis })];
  if (perVote !== '') said.push(t('rules.perVoteSaid', { per: approximate(String(perVote)) }));
  if (perConstituency === true) said.push(t('rules.perConstituencySaid'));
  if (cap !== '') said.push(t('rules.capSaid', { share: String(cap) }));
  if ((by !== 'equal' || perConstituency === true) && missing === 'one') said.push(t('rules.missingSaid'));
  return said;
}

/** What made one weight. */
export function becauseInWords(
  t: Translate,
  { by = 'equal', value = '1', missing, constituencies, before }: Because,
): string {
  const said = [missing ? t('rules.becauseMissing') : t('rules.becauseOf', { by, value: approximate(value) })];
  if (constituencies !== undefined) said.push(t('rules.becauseConstituencies', { count: constituencies }));
  if (before !== undefined) said.push(t('rules.becauseCapped', { before: approximate(before) }));
  return said.join(' · ');
}
