import type { Context } from '../kernel/command.ts';
import { invalid, type Refusal } from '../kernel/errors.ts';
import { optionsOf } from './count.ts';
import type { Proposal } from './proposal.ts';
import { refusalOf } from './rule.ts';
import type { Choice } from './tally/ballot.ts';
import { openQuestion } from './tally/count.ts';
import { type Fraction, ONE } from './tally/exact.ts';
import { type Cast, isSplit, readSplit } from './tally/split.ts';

/** Is this an answer to the question, by its own method? The value is the choice to keep. */
export const checkChoice = (context: Context, proposal: Proposal, given: Choice | undefined) =>
  checkCast(context, proposal, given, ONE) as Promise<Choice | Refusal>;

/** The same for a ballot, whose weight may be divided where the rule allows it. */
export async function checkCast(
  context: Context,
  proposal: Proposal,
  given: unknown,
  weight: Fraction,
): Promise<Cast | Refusal> {
  const opened = openQuestion({
    method: proposal.method,
    settings: proposal.settings,
    quorum: proposal.quorum,
    options: await optionsOf(context, proposal.id),
    roll: { entries: 1, weight: ONE },
    seed: proposal.seed,
  });
  if (!opened.ok) throw new Error(`proposal ${proposal.number} cannot be voted on: ${opened.problem.key}`);
  const { method, question } = opened.value;
  const check = (choice: unknown) => method.validate(choice, question);
  if (!isSplit(given)) {
    const checked = check(given);
    return checked.ok ? checked.value : refusalOf('choice', checked.problem);
  }
  // A secret paper tells no parts: shares and weight together would say whose it is.
  const whole = method.shape === 'consent' || method.shape === 'consensus' || proposal.secrecy === 'secret';
  if (!proposal.splitAllowed || whole) return invalid('choice.split', 'decisions.noSplit');
  const split = readSplit(given, weight, check);
  if (split.ok) return split.value;
  return refusalOf(split.part === undefined ? 'choice.split' : `choice.split.${split.part}.share`, split.problem);
}

export const isObjection = (cast: Cast): boolean =>
  'answer' in cast && (cast.answer === 'object' || cast.answer === 'block');
