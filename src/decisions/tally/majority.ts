// Majority with a threshold: yes, no or abstain. Simple majority, two thirds, unanimity are one rule with another share.
import { type Checked, type Method, type Outcome, ok, type Paper, type Question } from './ballot.ts';
import { checkAnswer } from './choices.ts';
import { add, amount, approximate, type Fraction, multiply, sum } from './exact.ts';
import { passes, type Raw, readOneOf, readThreshold, type Threshold } from './settings.ts';

export interface MajoritySettings extends Threshold {
  /** The share of what: yes and no votes, all ballots with the abstentions, or everybody on the roll. */
  readonly of: 'votes' | 'ballots' | 'roll';
}

export const majority: Method<MajoritySettings> = {
  name: 'majority',
  title: 'tally.majorityTitle',
  explain: 'tally.majorityExplain',
  shape: 'yes-no-abstain',
  readSettings,
  validate: (choice) => checkAnswer(choice, ['yes', 'no']),
  tally,
};

function readSettings(raw: Raw): Checked<MajoritySettings> {
  const threshold = readThreshold(raw, '1/2');
  if (!threshold.ok) return threshold;
  const of = readOneOf(raw, 'of', ['votes', 'ballots', 'roll'], 'votes');
  return of.ok ? ok({ ...threshold.value, of: of.value }) : of;
}

function tally({ settings, roll }: Question<MajoritySettings>, papers: readonly Paper[]): Outcome {
  const yes = weightOf(papers, 'yes');
  const no = weightOf(papers, 'no');
  const cast = sum(papers.map((paper) => paper.weight));
  const base = settings.of === 'roll' ? roll.weight : settings.of === 'ballots' ? cast : add(yes, no);
  const needed = multiply(base, settings.share);
  const carried = passes(yes, needed, settings.reach);
  return {
    method: majority.name,
    result: carried ? 'carried' : 'rejected',
    reason: {
      key: carried ? 'tally.majorityCarried' : 'tally.majorityRejected',
      variables: {
        yes: approximate(yes),
        base: approximate(base),
        needed: approximate(needed),
        of: settings.of,
        reach: settings.reach,
      },
    },
    winners: [carried ? 'yes' : 'no'],
    cast: amount(cast),
    abstained: amount(weightOf(papers, 'abstain')),
    rounds: [
      {
        totals: [
          { option: 'yes', weight: amount(yes) },
          { option: 'no', weight: amount(no) },
        ],
        exhausted: '0',
        needed: { weight: amount(needed), reach: settings.reach },
        elected: [carried ? 'yes' : 'no'],
        excluded: [],
        transfers: [],
        ties: [],
      },
    ],
  };
}

function weightOf(papers: readonly Paper[], answer: string): Fraction {
  return sum(papers.filter(({ choice }) => 'answer' in choice && choice.answer === answer).map(({ weight }) => weight));
}
