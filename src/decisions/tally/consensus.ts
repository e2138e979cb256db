// Consensus: everybody agrees, or stands aside, or blocks. One block is enough to stop; so are too many who stand aside.
// A new text is a new round in which everybody is asked again. If the rule says so, a question on which there is no
// consensus in a later round falls back to a large majority, which is agreed beforehand and not in the heat.
// C. T. Butler and A. Rothstein, On Conflict and Consensus (1987); the fall-back as in the practice of many assemblies.
import type { Message } from '../../system/i18n/translate.ts';
import { type Checked, type Method, type Outcome, ok, type Paper, type Question } from './ballot.ts';
import { checkAnswer } from './choices.ts';
import { amount, approximate, compare, type Fraction, multiply, readFraction, sum, ZERO } from './exact.ts';
import { passes, type Raw, readThreshold, type Threshold } from './settings.ts';

export interface ConsensusSettings {
  /** More than this share standing aside is no consensus. Of those who agree, stand aside or block. */
  readonly asides: Fraction;
  /** What decides from the second round on when there is no consensus: nothing, or this share of the same. */
  readonly fallback: Threshold | null;
}

export const consensusLines = ['agree', 'aside', 'block', 'abstain', 'lapsed'] as const;
type Line = (typeof consensusLines)[number];

export const consensus: Method<ConsensusSettings> = {
  name: 'consensus',
  title: 'tally.consensusTitle',
  explain: 'tally.consensusExplain',
  shape: 'consensus',
  asksAgain: true,
  readSettings,
  validate: (choice) => checkAnswer(choice, ['agree', 'aside', 'block']),
  present: (question, papers) => papers.filter((paper) => lineOf(question, paper) !== 'lapsed'),
  tally,
};

function readSettings(raw: Raw): Checked<ConsensusSettings> {
  const asides = readFraction(raw.asides ?? '1/3');
  if (!asides || compare(asides, ZERO) < 0)
    return { ok: false, problem: { key: 'tally.thresholdUnreadable', variables: { threshold: String(raw.asides) } } };
  if (raw.fallback === undefined || raw.fallback === 'none') return ok({ asides, fallback: null });
  const threshold = readThreshold({ reach: 'at-least', threshold: raw.fallback }, '');
  return threshold.ok ? ok({ asides, fallback: threshold.value }) : threshold;
}

function tally(question: Question<ConsensusSettings>, papers: readonly Paper[]): Outcome {
  const weights = new Map(consensusLines.map((line) => [line, weightOf(question, papers, line)]));
  const { result, reason, needed } = judge(question, (line) => weights.get(line)!);
  const elected = result === 'carried' ? ['agree'] : [];
  return {
    method: consensus.name,
    result,
    reason,
    winners: elected,
    cast: amount(sum(papers.map(({ weight }) => weight))),
    abstained: amount(weights.get('abstain')!),
    rounds: [
      {
        totals: consensusLines.map((line) => ({ option: line, weight: amount(weights.get(line)!) })),
        exhausted: '0',
        ...(needed && { needed: { weight: amount(needed), reach: question.settings.fallback!.reach } }),
        elected,
        excluded: [],
        transfers: [],
        ties: [],
      },
    ],
  };
}

type Judgement = { result: Outcome['result']; reason: Message; needed?: Fraction };

function judge({ settings, version = 1 }: Question<ConsensusSettings>, weight: (line: Line) => Fraction): Judgement {
  const [agree, aside, block] = [weight('agree'), weight('aside'), weight('block')];
  const said = sum([agree, aside, block]);
  const blocked = compare(block, ZERO) > 0;
  const variables = { agree: approximate(agree), aside: approximate(aside), block: approximate(block) };
  if (compare(agree, ZERO) === 0 && !blocked) return { result: 'rejected', reason: { key: 'tally.consensusNobody' } };
  if (!blocked && compare(aside, multiply(said, settings.asides)) <= 0)
    return { result: 'carried', reason: { key: 'tally.consensusReached', variables } };
  const why = { key: blocked ? ('tally.consensusBlocked' as const) : ('tally.consensusAsides' as const), variables };
  if (!settings.fallback) return { result: 'rejected', reason: why };
  if (version < 2)
    return {
      result: 'undecided',
      reason: { key: 'tally.consensusAgain', variables: { blocked: blocked ? 'yes' : 'no', ...variables } },
    };
  const needed = multiply(said, settings.fallback.share);
  const carried = passes(agree, needed, settings.fallback.reach);
  return {
    result: carried ? 'carried' : 'rejected',
    reason: {
      key: carried ? 'tally.consensusFallbackCarried' : 'tally.consensusFallbackRejected',
      variables: { ...variables, said: approximate(said), needed: approximate(needed) },
    },
    needed,
  };
}

function weightOf(question: Question, papers: readonly Paper[], line: Line): Fraction {
  return sum(papers.filter((paper) => lineOf(question, paper) === line).map(({ weight }) => weight));
}

/** Every answer belongs to its text: to a new one a block is said again, or it no longer stands. */
function lineOf({ version }: Question, paper: Paper): Line {
  const answer = 'answer' in paper.choice ? paper.choice.answer : undefined;
  if (answer !== 'agree' && answer !== 'aside' && answer !== 'block' && answer !== 'abstain')
    throw new TypeError('an answer to a question of consensus was expected');
  return version !== undefined && paper.version !== undefined && paper.version < version ? 'lapsed' : answer;
}
