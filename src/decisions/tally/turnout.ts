// Who takes part in a count, and the part of an outcome that every method among options tells in the same way.
import type { Message } from '../../system/i18n/translate.ts';
import type { Option, OptionId, Outcome, Paper } from './ballot.ts';
import { isAbstention } from './choices.ts';
import { amount, type Fraction, subtract, sum } from './exact.ts';

export interface Turnout {
  /** The papers that take a side. */
  readonly voting: readonly Paper[];
  readonly weight: Fraction;
  readonly told: Pick<Outcome, 'cast' | 'abstained'>;
}

export function turnout(papers: readonly Paper[]): Turnout {
  const voting = papers.filter((paper) => !isAbstention(paper.choice));
  const weight = sum(voting.map((paper) => paper.weight));
  const cast = voting.length === papers.length ? weight : sum(papers.map((paper) => paper.weight));
  return { voting, weight, told: { cast: amount(cast), abstained: amount(subtract(cast, weight)) } };
}

/** Elected if there are winners; undecided if nobody named an option. */
export function election(
  winners: readonly OptionId[],
  said: () => Message,
): Pick<Outcome, 'result' | 'reason' | 'winners'> {
  return winners.length > 0
    ? { result: 'elected', reason: said(), winners }
    : { result: 'undecided', reason: { key: 'tally.nobodyRanked' }, winners };
}

export function nameOf(options: readonly Option[], id: OptionId): string {
  return options.find((option) => option.id === id)?.name ?? id;
}
