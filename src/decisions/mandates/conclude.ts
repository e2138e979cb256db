// What a member's own people said, taken together by that member's own way of deciding. Pure: answers in, mandate out.
import type { Choice, Method, Option, Paper } from '../tally/ballot.ts';
import { amount, fraction } from '../tally/exact.ts';
import { findMethod } from '../tally/methods.ts';
import type { Cast } from '../tally/split.ts';
import { canonical } from './held.ts';

export const ways = ['majority', 'consent', 'one', 'board', 'advisory', 'divided'] as const;
export type Way = (typeof ways)[number];
export const kinds = ['binding', 'guided', 'free', 'ask_again'] as const;
export type Kind = (typeof kinds)[number];

/** One answer from home, in the order given: a choice, a free hand, or "come back when the text has changed". */
export interface Answer {
  says: 'choice' | 'free' | 'ask_again';
  choice: Choice | null;
  /** How many said so: more than one where hands were counted in a meeting. */
  voices: number;
}

/** What it comes to: a mandate's kind and, where there is one, the choice that it binds to or leans towards. */
export interface Conclusion {
  kind: Kind;
  choice: Cast | null;
}

/**
 * Nothing where nobody answered, or where a board decides and has not said yet: that is recorded, not counted.
 * - `majority`: more than half for asking again or for a free hand is that; else what the choices come to, and where
 *   they come to nothing (as many for as against) a free hand.
 * - `consent`: one mind binds; more than one asks again.
 * - `one`: whoever is asked decides; the first answer stands.
 * - `divided`: the member's weight is divided as its people are, where the question's rule lets it.
 * - `advisory`: as a majority, but it guides and never binds.
 */
export function conclude(
  way: Way,
  answers: readonly Answer[],
  method: string,
  options: readonly Option[],
): Conclusion | undefined {
  const [first] = answers;
  if (!first || way === 'board') return undefined;
  if (way === 'one') return alone(first);
  if (way === 'consent') {
    const minds = new Set(answers.map(({ says, choice }) => (choice ? canonical(choice) : says)));
    return minds.size === 1 ? alone(first) : { kind: 'ask_again', choice: null };
  }
  const all = voices(answers);
  for (const says of ['ask_again', 'free'] as const) {
    if (voices(answers.filter((answer) => answer.says === says)) * 2 > all) return { kind: says, choice: null };
  }
  if (way === 'divided') return divided(answers);
  const choice = together(answers, findMethod(method)!, options);
  if (choice === undefined) return { kind: 'free', choice: null };
  return { kind: way === 'advisory' ? 'guided' : 'binding', choice };
}

const alone = ({ says, choice }: Answer): Conclusion =>
  says === 'choice' ? { kind: 'binding', choice } : { kind: says, choice: null };

function divided(answers: readonly Answer[]): Conclusion {
  const minds = new Map<string, Chosen>();
  for (const { choice, voices } of answers) {
    if (!choice) continue;
    const key = canonical(choice);
    minds.set(key, { choice, voices: (minds.get(key)?.voices ?? 0) + voices });
  }
  const [first, ...others] = minds.values();
  if (!first) return { kind: 'free', choice: null };
  if (others.length === 0) return { kind: 'binding', choice: first.choice };
  const all = [first, ...others].reduce((sum, { voices }) => sum + voices, 0);
  const split = [first, ...others].map(({ choice, voices }) => ({
    share: amount(fraction(BigInt(voices), BigInt(all))),
    choice,
  }));
  return { kind: 'binding', choice: { split } };
}

const voices = (answers: readonly Answer[]): number => answers.reduce((sum, answer) => sum + answer.voices, 0);

/** The choices as one choice of the same shape; nothing where they come to none. */
function together(answers: readonly Answer[], method: Method, options: readonly Option[]): Choice | undefined {
  const chosen = answers.flatMap(({ choice, voices }) => (choice ? [{ choice, voices }] : []));
  const taking = chosen.filter(({ choice }) => !('answer' in choice && choice.answer === 'abstain'));
  if (taking.length === 0) return chosen.length > 0 ? { answer: 'abstain' } : undefined;
  switch (method.shape) {
    case 'yes-no-abstain':
      return outweighs(taking, 'yes', 'no');
    case 'consent':
      return outweighs(taking, 'consent', 'object');
    case 'ranking':
      return ranked(taking, options);
    case 'approval':
      return approved(taking, options);
    case 'score':
      return scored(taking, options);
  }
}

type Chosen = { choice: Choice; voices: number };

function outweighs(chosen: Chosen[], one: 'yes' | 'consent', other: 'no' | 'object'): Choice | undefined {
  const weight = (answer: string) =>
    chosen.reduce((sum, { choice, voices }) => sum + ('answer' in choice && choice.answer === answer ? voices : 0), 0);
  const [for_, against] = [weight(one), weight(other)];
  return for_ === against ? undefined : { answer: for_ > against ? one : other };
}

/** The order in which Schulze's method puts the options; level ones in the question's own order. */
function ranked(chosen: Chosen[], options: readonly Option[]): Choice | undefined {
  const schulze = findMethod('schulze')!;
  const settings = schulze.readSettings({});
  if (!settings.ok) return undefined;
  const papers = chosen.map(
    ({ choice, voices }): Paper => ({ weight: fraction(voices), status: 'counted', choice: fullRanking(choice) }),
  );
  const roll = { entries: papers.length, weight: fraction(voices(chosen.map((c) => ({ ...c, says: 'choice' })))) };
  const { order } = schulze.tally({ options, settings: settings.value, roll, seed: '' }, papers);
  return order && { ranking: order.flatMap((level) => level.map((id) => [id])) };
}

const fullRanking = (choice: Choice): Choice => ('ranking' in choice ? choice : { answer: 'abstain' });

/** What more than half approve; where nothing does, what most do. */
function approved(chosen: Chosen[], options: readonly Option[]): Choice | undefined {
  const all = chosen.reduce((sum, { voices }) => sum + voices, 0);
  const support = options.map(({ id }) => ({
    id,
    voices: chosen.reduce(
      (sum, { choice, voices }) => sum + ('approved' in choice && choice.approved.includes(id) ? voices : 0),
      0,
    ),
  }));
  const most = Math.max(...support.map((option) => option.voices));
  const many = support.filter((option) => option.voices * 2 > all);
  const best = many.length > 0 ? many : support.filter((option) => option.voices === most && most > 0);
  return best.length > 0 ? { approved: best.map(({ id }) => id) } : undefined;
}

/** The mean of the scores, rounded down so that shared-out points never exceed what there was to share. */
function scored(chosen: Chosen[], options: readonly Option[]): Choice | undefined {
  const all = chosen.reduce((sum, { voices }) => sum + voices, 0);
  const scores = options.map(({ id }) => {
    const total = chosen.reduce(
      (sum, { choice, voices }) => sum + ('scores' in choice ? (choice.scores[id] ?? 0) * voices : 0),
      0,
    );
    return [id, Math.floor(total / all)] as const;
  });
  return scores.some(([, score]) => score > 0) ? { scores: Object.fromEntries(scores) } : undefined;
}
