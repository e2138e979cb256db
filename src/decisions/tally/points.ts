// Methods that add up: every ballot gives each option some points, and the most points win.
import type { Message } from '../../system/i18n/translate.ts';
import type { Choice, Method, OptionId, Outcome, Paper, Question, Round } from './ballot.ts';
import { add, amount, approximate, compare, type Fraction, multiply, ZERO } from './exact.ts';
import { fillSeats } from './seats.ts';
import type { Totals } from './ties.ts';
import { election, nameOf, type Turnout, turnout } from './turnout.ts';

export type Points = Iterable<readonly [OptionId, Fraction]>;

interface Adding<Settings> extends Omit<Method<Settings>, 'tally'> {
  readonly counts: NonNullable<Round['counts']>;
  points(choice: Choice, question: Question<Settings>): Points;
  said(variables: { winners: string; held: number; of: number }): Message;
}

export function addingMethod<Settings extends { readonly seats: number }>(adding: Adding<Settings>): Method<Settings> {
  const { counts, points, said, ...about } = adding;
  return { ...about, tally: (question, papers) => tally(adding, question, papers) };
}

function tally<Settings extends { readonly seats: number }>(
  adding: Adding<Settings>,
  question: Question<Settings>,
  papers: readonly Paper[],
): Outcome {
  const taking = turnout(papers);
  const totals = addUp(question.options, taking.voting, (choice) => adding.points(choice, question));
  const { name: method, counts, said } = adding;
  return outcomeOfPoints(question, totals, taking, { method, counts, said });
}

type Words = {
  readonly method: string;
  readonly counts: NonNullable<Round['counts']>;
  said(variables: { winners: string; held: number; of: number }): Message;
};

/** The most points win. */
export function outcomeOfPoints(
  { options, settings, seed }: Question<{ readonly seats: number }>,
  totals: Totals,
  { told, weight }: Pick<Turnout, 'told' | 'weight'>,
  { method, counts, said }: Words,
): Outcome {
  const order = orderOf(totals);
  const best = totals.get(order[0]?.[0] ?? '') ?? ZERO;
  const { winners, ties } =
    compare(best, ZERO) > 0 ? fillSeats(order, settings.seats, seed) : { winners: [], ties: [] };
  return {
    method,
    ...election(winners, () =>
      said({
        winners: winners.map((id) => nameOf(options, id)).join(', '),
        held: approximate(best),
        of: approximate(weight),
      }),
    ),
    ...told,
    order,
    rounds: [tellPoints(totals, counts, winners, ties)],
  };
}

export function addUp(
  options: Question['options'],
  papers: readonly Paper[],
  points: (choice: Choice) => Points,
): Map<OptionId, Fraction> {
  const totals = new Map<OptionId, Fraction>(options.map(({ id }) => [id, ZERO]));
  for (const { choice, weight } of papers) {
    for (const [id, given] of points(choice)) totals.set(id, add(totals.get(id) ?? ZERO, multiply(weight, given)));
  }
  return totals;
}

/** Most points first; options with the same points stand level. */
export function orderOf(totals: Totals): OptionId[][] {
  const sorted = [...totals].sort(([, a], [, b]) => compare(b, a));
  const order: OptionId[][] = [];
  for (const [place, [id, total]] of sorted.entries()) {
    if (place > 0 && compare(sorted[place - 1]![1], total) === 0) order.at(-1)!.push(id);
    else order.push([id]);
  }
  return order;
}

export function tellPoints(
  totals: Totals,
  counts: Round['counts'],
  elected: readonly OptionId[],
  ties: Round['ties'],
): Round {
  return {
    counts,
    totals: [...totals].map(([option, total]) => ({ option, weight: amount(total) })),
    exhausted: '0',
    elected,
    excluded: [],
    transfers: [],
    ties,
  };
}
