// How decisions are spoken of: statuses, rules and choices in the reader's language.
import type { Message, MessageKey, Translate } from '../system/i18n/translate.ts';
import type { Status } from './register.ts';
import type { Decision } from './shapes.ts';
import type { Count } from './tally/count.ts';
import { approximate, readFraction } from './tally/exact.ts';
import { dividesMoney, findMethod } from './tally/methods.ts';
import { isSplit } from './tally/split.ts';
import { weightsInWords } from './weights/words.ts';

export const statusKey: Record<Status, MessageKey & `decisions.status${string}`> = {
  discussion: 'decisions.statusDiscussion',
  open: 'decisions.statusOpen',
  counting: 'decisions.statusCounting',
  provisional: 'decisions.statusProvisional',
  decided: 'decisions.statusDecided',
  withdrawn: 'decisions.statusWithdrawn',
};

/** The sign beside the word; see Status in the design system. */
export const statusSign = {
  discussion: 'quiet',
  open: 'open',
  counting: 'waiting',
  provisional: 'provisional',
  decided: 'done',
  withdrawn: 'ended',
} as const satisfies Record<Status, string>;

export const methodTitle = (t: Translate, method: string): string => {
  const known = findMethod(method);
  return known ? t(known.title as 'tally.majorityTitle') : method;
};

export const methodExplained = (t: Translate, method: string): string => {
  const known = findMethod(method);
  return known ? t(known.explain as 'tally.majorityExplain') : '';
};

/** What of a decision its rule is. */
type RuleToTell = Pick<
  Decision,
  | 'method'
  | 'settings'
  | 'quorum'
  | 'headQuorum'
  | 'concurrence'
  | 'voters'
  | 'weights'
  | 'ratificationAllowed'
  | 'silence'
  | 'judgedBy'
> &
  /** A rule that is kept says nothing of these: each question does. */
  Partial<Pick<Decision, 'mandateRequired' | 'mandateDeviation' | 'splitAllowed' | 'delegationAllowed'>>;

/** The rule, a sentence for each of its parts. */
export function ruleInWords(
  t: Translate,
  {
    method,
    settings,
    quorum,
    headQuorum,
    concurrence,
    voters,
    weights,
    ratificationAllowed,
    silence,
    judgedBy,
    ...rest
  }: RuleToTell,
): string[] {
  const sentences = weightsInWords(t, { voters, weights });
  if (findMethod(method)?.shape === 'yes-no-abstain') {
    const threshold = String(settings.threshold ?? '1/2');
    const reach = String(settings.reach ?? (approximate(readFraction(threshold)!) === 0.5 ? 'more' : 'at-least'));
    const of = String(settings.of ?? 'votes');
    sentences.push(
      t('decisions.ruleThreshold', {
        threshold: shareInWords(t, threshold),
        reach: reach === 'more' ? 'more' : 'least',
        of,
      }),
    );
  }
  if (method === 'consensus') {
    sentences.push(t('decisions.ruleConsensus', { asides: shareInWords(t, String(settings.asides ?? '1/3')) }));
    const fallback = String(settings.fallback ?? 'none');
    sentences.push(
      fallback === 'none'
        ? t('decisions.ruleNoFallback')
        : t('decisions.ruleFallback', { share: shareInWords(t, fallback) }),
    );
  }
  if (settings.budget !== undefined && dividesMoney(method))
    sentences.push(t('decisions.ruleBudget', { sum: approximate(String(settings.budget)) }));
  if (method === 'consent')
    sentences.push(t(judgedBy === 'objectors' ? 'decisions.ruleObjectors' : 'decisions.ruleCoordinators'));
  if (quorum === null) sentences.push(t('decisions.ruleNoQuorum'));
  else if (quorum.weight !== undefined)
    sentences.push(t('decisions.ruleQuorumNumber', { number: approximate(String(quorum.weight)) }));
  else sentences.push(t('decisions.ruleQuorum', { share: shareInWords(t, String(quorum.threshold)) }));
  if (headQuorum?.weight !== undefined)
    sentences.push(t('rules.headQuorumSaidNumber', { number: approximate(String(headQuorum.weight)) }));
  else if (headQuorum)
    sentences.push(t('rules.headQuorumSaid', { share: shareInWords(t, String(headQuorum.threshold)) }));
  sentences.push(...concurrenceInWords(t, method, concurrence));
  if (!ratificationAllowed) sentences.push(t('decisions.ruleNoRatification'));
  else sentences.push(t(silence === 'stands' ? 'decisions.ruleSilenceStands' : 'decisions.ruleSilenceLapses'));
  if (rest.delegationAllowed === false) sentences.push(t('delegations.ruleForbids'));
  if (rest.splitAllowed) sentences.push(t('decisions.ruleSplit'));
  if (rest.mandateRequired) sentences.push(t('mandates.ruleRequired'));
  if (rest.mandateDeviation)
    sentences.push(t(rest.mandateDeviation === 'marked' ? 'mandates.ruleMarked' : 'mandates.ruleRefused'));
  return sentences;
}

function concurrenceInWords(t: Translate, method: string, concurrence: Decision['concurrence']): string[] {
  if (!concurrence) return [];
  const { groups, members, people } = concurrence;
  const share = (threshold: string) => (threshold === '1/2' ? t('rules.moreThanHalf') : shareInWords(t, threshold));
  const said = groups.map(({ name, threshold }) =>
    t('rules.concurrenceSaid', { group: name, share: share(threshold) }),
  );
  if (members !== '') said.push(t('rules.doubleMembersSaid', { share: share(members) }));
  if (people !== '') said.push(t('rules.doublePeopleSaid', { share: share(people) }));
  if (findMethod(method)?.shape !== 'yes-no-abstain') said.push(t('rules.concurrenceOptions'));
  return said;
}

/** Halves, thirds and quarters have words; other shares are written as they were typed. */
export function shareInWords(t: Translate, share: string): string {
  const words: Record<string, MessageKey> = {
    '1/4': 'decisions.shareQuarter',
    '1/3': 'decisions.shareThird',
    '1/2': 'decisions.shareHalf',
    '2/3': 'decisions.shareTwoThirds',
    '3/4': 'decisions.shareThreeQuarters',
    '1': 'decisions.shareAll',
    '1/1': 'decisions.shareAll',
  };
  const key = words[share];
  return key ? t(key as 'decisions.shareHalf') : share;
}

/** What a voter said, in words. */
export function choiceInWords(
  t: Translate,
  choice: Record<string, unknown> | null,
  options: Decision['options'],
): string {
  if (choice === null) return '';
  const named = (id: string) => options.find((option) => option.id === id)?.name ?? id;
  if (isSplit(choice)) {
    return choice.split
      .map(({ share, choice: part }) =>
        t('decisions.share', {
          percent: String(Math.round(approximate(share) * 1000) / 10),
          choice: choiceInWords(t, part as unknown as Record<string, unknown>, options),
        }),
      )
      .join(' · ');
  }
  if (typeof choice.answer === 'string') return t('decisions.answer', { answer: choice.answer });
  if (Array.isArray(choice.ranking))
    return (choice.ranking as string[][]).map((rank) => rank.map(named).join(' = ')).join(' › ');
  if (Array.isArray(choice.approved)) return (choice.approved as string[]).map(named).join(', ');
  if (typeof choice.scores === 'object' && choice.scores !== null) {
    return Object.entries(choice.scores)
      .map(([id, score]) => `${named(id)} ${score}`)
      .join(', ');
  }
  return '';
}

/** What came out, in one word or in the winner's name. */
export function resultInWords(
  t: Translate,
  outcome: Decision['outcomes'][number],
  options: Decision['options'],
): string {
  const { winners = [] } = (outcome.count as unknown as { outcome: { winners: string[] } }).outcome;
  const names = winners.map((id) => options.find((option) => option.id === id)?.name ?? id);
  return t('decisions.result', {
    result: outcome.result === 'no-quorum' ? 'noQuorum' : outcome.result,
    winner: names.join(', '),
  });
}

/** What the newest count says in a sentence: whose agreement was missing, or how the votes stand. */
export function reasonOf({ result, count }: Decision['outcomes'][number]): Message {
  const { outcome, concurrence } = count as unknown as Count;
  const overruled = concurrence && result !== outcome.result && result !== 'no-quorum';
  return (overruled && concurrence.reason) || outcome.reason;
}
