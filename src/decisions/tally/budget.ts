// Dividing a sum of money among projects that each cost something: what the methods for it have in common.
import {
  type Checked,
  type Method,
  type Option,
  type OptionId,
  type Outcome,
  ok,
  type Paper,
  type Question,
  type Round,
  refuse,
  type TieBreak,
} from './ballot.ts';
import { shown } from './choices.ts';
import { add, amount, approximate, compare, type Fraction, readFraction, subtract, sum, ZERO } from './exact.ts';
import type { Raw } from './settings.ts';
import { furthest, lot, type Totals } from './ties.ts';
import { election, nameOf, turnout } from './turnout.ts';

export interface BudgetSettings {
  /** The sum to be divided. */
  readonly budget: Fraction;
}

/** What a project's method has to know. */
export interface Spending<Settings extends BudgetSettings> {
  readonly settings: Settings;
  readonly projects: readonly Project[];
  readonly voters: readonly Paper[];
  /** Weight of everybody who voted. */
  readonly weight: Fraction;
  readonly seed: string;
}

export interface Project {
  readonly id: OptionId;
  readonly cost: Fraction;
}

type About<Settings> = Omit<Method<Settings>, 'tally' | 'dividesMoney'>;

/** `spend` answers with one round for each project that is funded. */
export function budgetMethod<Settings extends BudgetSettings>(
  about: About<Settings>,
  spend: (spending: Spending<Settings>) => Round[],
): Method<Settings> {
  return { ...about, dividesMoney: true, tally: (question, papers) => tally(about.name, question, papers, spend) };
}

export function readBudget(raw: Raw): Checked<Fraction> {
  const budget = readFraction(raw.budget);
  return budget && compare(budget, ZERO) > 0
    ? ok(budget)
    : refuse({ key: 'tally.budgetUnreadable', variables: { budget: shown(raw.budget ?? '') } });
}

function tally<Settings extends BudgetSettings>(
  method: string,
  { options, settings, seed }: Question<Settings>,
  papers: readonly Paper[],
  spend: (spending: Spending<Settings>) => Round[],
): Outcome {
  const { voting, told, weight } = turnout(papers);
  const projects = options.map((option) => ({ id: option.id, cost: costOf(option) }));
  const rounds = weight.n === 0n ? [] : spend({ settings, projects, voters: voting, weight, seed });
  const winners = rounds.flatMap(({ elected }) => elected);
  const spent = sum(projects.filter(({ id }) => winners.includes(id)).map(({ cost }) => cost));
  return {
    method,
    ...election(winners, () => ({
      key: 'tally.budgetFunded',
      variables: {
        winners: winners.map((id) => nameOf(options, id)).join(', '),
        spent: approximate(spent),
        left: approximate(subtract(settings.budget, spent)),
      },
    })),
    ...told,
    rounds,
    budget: { sum: amount(settings.budget), spent: amount(spent) },
  };
}

/** An option without a cost is refused before anybody votes (see count.ts). */
function costOf({ cost, name }: Option): Fraction {
  const read = readFraction(cost);
  if (!read || compare(read, ZERO) <= 0) throw new TypeError(`what ${name} costs was expected`);
  return read;
}

/** One project funded: what each that could be had offered, and which was taken. */
export function tellProject(
  offers: Totals,
  counts: Round['counts'],
  picked: OptionId,
  ties: readonly TieBreak[],
): Round {
  return {
    counts,
    totals: [...offers].map(([option, offer]) => ({ option, weight: amount(offer) })),
    exhausted: '0',
    elected: [picked],
    excluded: [],
    transfers: [],
    ties,
  };
}

/** The highest or lowest offer; the lot decides among those that stand level. */
export function pick(
  offers: Totals,
  purpose: 'highest' | 'lowest',
  seed: string,
): { picked: OptionId; ties: TieBreak[] } {
  const level = furthest([...offers.keys()], offers, purpose === 'highest' ? 'elected' : 'excluded');
  const [picked] = level.length === 1 ? level : lot(seed, level);
  return {
    picked: picked!,
    ties: level.length === 1 ? [] : [{ among: level, picked: picked!, for: 'elected', by: 'seed' }],
  };
}

export interface Bought {
  readonly funded: Set<OptionId>;
  readonly spent: Fraction;
}

/** The most support first, as far as the money reaches: what is too dear is passed over. */
export function greedily(
  { settings, projects, seed }: Spending<BudgetSettings>,
  support: Totals,
  already: Bought,
): Round[] {
  const rounds: Round[] = [];
  let left = subtract(settings.budget, already.spent);
  const funded = new Set(already.funded);
  for (;;) {
    const offers = new Map<OptionId, Fraction>();
    for (const { id, cost } of projects) {
      const given = support.get(id) ?? ZERO;
      if (!funded.has(id) && compare(cost, left) <= 0 && compare(given, ZERO) > 0) offers.set(id, given);
    }
    if (offers.size === 0) return rounds;
    const { picked, ties } = pick(offers, 'highest', seed);
    funded.add(picked);
    left = subtract(left, projects.find(({ id }) => id === picked)!.cost);
    rounds.push(tellProject(offers, 'points', picked, ties));
  }
}

/** All that the voters give each project together. */
export function supportOf(
  projects: readonly Project[],
  voters: readonly Paper[],
  gives: (paper: Paper) => Iterable<readonly [OptionId, Fraction]>,
): Map<OptionId, Fraction> {
  const support = new Map<OptionId, Fraction>(projects.map(({ id }) => [id, ZERO]));
  for (const paper of voters)
    for (const [id, given] of gives(paper)) support.set(id, add(support.get(id) ?? ZERO, given));
  return support;
}
