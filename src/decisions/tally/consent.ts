// Consent: the question is not who is for it, but whether anyone has a reasoned objection. Only standing objections
// block. An objection that nobody has judged yet leaves the matter open. A new version of the text asks everybody
// anew: consents and stand-asides to an older one lapse, objections stay until they are integrated or withdrawn.
import type { Message } from '../../system/i18n/translate.ts';
import { type Method, type Outcome, ok, type Paper, type Question } from './ballot.ts';
import { checkAnswer } from './choices.ts';
import { amount, approximate, compare, type Fraction, sum, ZERO } from './exact.ts';

/** What one paper means now; also the lines of the result, in this order. */
export const consentLines = [
  'consent',
  'abstain',
  'raised',
  'standing',
  'integrated',
  'withdrawn',
  'dismissed',
  'lapsed',
] as const;
export type ConsentLine = (typeof consentLines)[number];

export const consent: Method<Record<string, never>> = {
  name: 'consent',
  title: 'tally.consentTitle',
  explain: 'tally.consentExplain',
  shape: 'consent',
  asksAgain: true,
  readSettings: () => ok({}),
  validate: (choice) => checkAnswer(choice, ['consent', 'object']),
  present: (question, papers) => papers.filter((paper) => lineOf(question, paper) !== 'lapsed'),
  tally,
};

function tally(question: Question<Record<string, never>>, papers: readonly Paper[]): Outcome {
  const weights = new Map(consentLines.map((line) => [line, weightOf(question, papers, line)]));
  const some = (line: ConsentLine) => compare(weights.get(line) ?? ZERO, ZERO) > 0;
  const result = some('standing')
    ? 'rejected'
    : some('raised')
      ? 'undecided'
      : some('consent')
        ? 'carried'
        : 'rejected';
  return {
    method: consent.name,
    result,
    reason: reason(weights),
    winners: result === 'carried' ? ['consent'] : [],
    cast: amount(sum(papers.map((paper) => paper.weight))),
    abstained: amount(weights.get('abstain') ?? ZERO),
    rounds: [
      {
        totals: consentLines.map((line) => ({ option: line, weight: amount(weights.get(line) ?? ZERO) })),
        exhausted: '0',
        elected: result === 'carried' ? ['consent'] : [],
        excluded: [],
        transfers: [],
        ties: [],
      },
    ],
  };
}

function reason(weights: ReadonlyMap<ConsentLine, Fraction>): Message {
  const weight = (line: ConsentLine) => approximate(weights.get(line) ?? ZERO);
  if (weight('standing')) return { key: 'tally.consentBlocked', variables: { standing: weight('standing') } };
  if (weight('raised')) return { key: 'tally.consentOpen', variables: { raised: weight('raised') } };
  if (weight('consent')) return { key: 'tally.consentCarried', variables: { consent: weight('consent') } };
  return { key: 'tally.consentNobody' };
}

function weightOf(question: Question, papers: readonly Paper[], line: ConsentLine): Fraction {
  return sum(papers.filter((paper) => lineOf(question, paper) === line).map(({ weight }) => weight));
}

function lineOf({ version }: Question, paper: Paper): ConsentLine {
  const older = version !== undefined && paper.version !== undefined && paper.version < version;
  const answer = 'answer' in paper.choice ? paper.choice.answer : undefined;
  if (answer === 'object') {
    const state = paper.objection ?? 'raised';
    // Settled by a text that came later: whoever objected is asked again, like everybody.
    return older && state !== 'standing' && state !== 'raised' ? 'lapsed' : state;
  }
  if (answer !== 'consent' && answer !== 'abstain') throw new TypeError('an answer to a consent question was expected');
  return older ? 'lapsed' : answer;
}
