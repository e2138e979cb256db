// Participatory budgets by equal shares: every voter has the same part of the money, and a project is paid for by those
// who support it, each in proportion to what it is worth to them. The project that costs its voters least for each unit
// of worth comes first. D. Peters, G. Pierczyński and P. Skowron, "Proportional Participatory Budgeting with Additive
// Utilities", NeurIPS 2021, arXiv:2008.13276. What is left over is completed as is said in `Completion`.
import { type Checked, type Method, type OptionId, ok, type Paper, type Round, refuse } from './ballot.ts';
import {
  type Bought,
  type BudgetSettings,
  budgetMethod,
  greedily,
  pick,
  readBudget,
  type Spending,
  supportOf,
  tellProject,
} from './budget.ts';
import { approvedOf, checkApproval, checkScores, scoresOf, shown } from './choices.ts';
import { add, compare, divide, type Fraction, fraction, multiply, ONE, subtract, sum, ZERO } from './exact.ts';
import { type Raw, readOneOf } from './settings.ts';

export interface SharesSettings extends BudgetSettings {
  /** What an approved project is worth to whoever approves it: what it costs, or one like every other. */
  readonly worth: 'cost' | 'one';
  /** With points: the most that a project can be given. */
  readonly max: number;
  readonly completion: Completion;
}

/**
 * Equal shares alone may leave money over. `add-one`: the voters' parts are raised together, a hundredth at a time, as
 * long as what is bought then still fits into the sum (and at most to ten times); what is left after that, like with
 * `greedy`, goes to the projects with the most support that fit. `none` leaves it over.
 */
export type Completion = 'add-one' | 'greedy' | 'none';

const about = {
  title: 'tally.budgetSharesTitle',
  explain: 'tally.budgetSharesExplain',
  readSettings,
} as const;

export const budgetShares: Method<SharesSettings> = budgetMethod(
  {
    ...about,
    name: 'budget-shares',
    shape: 'approval',
    validate: (choice, { options }) => checkApproval(choice, options),
  },
  (spending) => {
    const cost = new Map(spending.projects.map(({ id, cost }) => [id, cost]));
    const worth = (id: OptionId) => (spending.settings.worth === 'cost' ? cost.get(id)! : ONE);
    return spend(spending, ({ choice }) => approvedOf(choice).map((id) => [id, worth(id)] as const));
  },
);

export const budgetPoints: Method<SharesSettings> = budgetMethod(
  {
    ...about,
    name: 'budget-points',
    title: 'tally.budgetPointsTitle',
    explain: 'tally.budgetPointsExplain',
    shape: 'score',
    validate: (choice, { options, settings }) => checkScores(choice, options, settings.max),
  },
  (spending) =>
    spend(spending, ({ choice }) =>
      scoresOf(choice)
        .filter(([, given]) => given > 0)
        .map(([id, given]) => [id, fraction(given)] as const),
    ),
);

function readSettings(raw: Raw): Checked<SharesSettings> {
  const budget = readBudget(raw);
  if (!budget.ok) return budget;
  const worth = readOneOf(raw, 'worth', ['cost', 'one'], 'cost');
  if (!worth.ok) return worth;
  const completion = readOneOf(raw, 'completion', ['add-one', 'greedy', 'none'], 'add-one');
  if (!completion.ok) return completion;
  const max = Number(raw.max ?? 5);
  if (!Number.isSafeInteger(max) || max < 1 || max > 1000)
    return refuse({ key: 'tally.maxUnreadable', variables: { max: shown(raw.max) } });
  return ok({ budget: budget.value, worth: worth.value, completion: completion.value, max });
}

type Worths = (paper: Paper) => readonly (readonly [OptionId, Fraction])[];

/** Voters who say the same have the same purse at every moment, and are reckoned as one. */
interface Group {
  readonly weight: Fraction;
  readonly worth: ReadonlyMap<OptionId, Fraction>;
  purse: Fraction;
}

function spend(spending: Spending<SharesSettings>, worths: Worths): Round[] {
  const { settings, projects, voters, weight } = spending;
  const groups = groupsOf(voters, worths);
  const share = divide(settings.budget, weight);
  let rounds = equalShares(spending, groups, share);
  if (settings.completion === 'none') return rounds;
  if (settings.completion === 'add-one') rounds = raised(spending, groups, share, rounds);
  const bought = boughtBy(spending, rounds);
  const support = supportOf(projects, voters, (paper) =>
    worths(paper).map(([id, one]) => [id, multiply(one, paper.weight)]),
  );
  return [...rounds, ...greedily(spending, support, bought)];
}

function groupsOf(voters: readonly Paper[], worths: Worths): Group[] {
  const groups = new Map<string, Group>();
  for (const paper of voters) {
    const worth = worths(paper).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify(worth.map(([id, { n, d }]) => [id, `${n}/${d}`]));
    const same = groups.get(key);
    groups.set(key, {
      weight: same ? add(same.weight, paper.weight) : paper.weight,
      worth: same?.worth ?? new Map(worth),
      purse: ZERO,
    });
  }
  // In an order of their own, so that the order of the papers cannot matter.
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function equalShares({ projects, seed }: Spending<SharesSettings>, groups: readonly Group[], share: Fraction): Round[] {
  for (const group of groups) group.purse = share;
  const rounds: Round[] = [];
  const open = new Map(
    projects.map(({ id, cost }) => [id, { cost, supporters: groups.filter(({ worth }) => worth.has(id)) }]),
  );
  for (;;) {
    const rates = new Map<OptionId, Fraction>();
    for (const [id, { cost, supporters }] of open) {
      const rate = rateOf(id, cost, supporters);
      if (rate) rates.set(id, rate);
      // Purses only get emptier: what cannot be paid now never can.
      else open.delete(id);
    }
    if (rates.size === 0) return rounds;
    const { picked, ties } = pick(rates, 'lowest', seed);
    const rate = rates.get(picked)!;
    for (const group of open.get(picked)!.supporters) {
      const due = multiply(rate, group.worth.get(picked)!);
      group.purse = compare(group.purse, due) <= 0 ? ZERO : subtract(group.purse, due);
    }
    open.delete(picked);
    rounds.push(tellProject(rates, 'rate', picked, ties));
  }
}

/** The least rate at which the supporters pay the cost, each in proportion to the worth or else all that they have. */
function rateOf(id: OptionId, cost: Fraction, supporters: readonly Group[]): Fraction | undefined {
  let due = cost;
  let paying = sum(supporters.map(({ weight, worth }) => multiply(weight, worth.get(id)!)));
  // Whoever is exhausted at the lowest rate comes first.
  const limits = supporters
    .map((group) => ({ group, limit: divide(group.purse, group.worth.get(id)!) }))
    .sort((a, b) => compare(a.limit, b.limit));
  for (const { group, limit } of limits) {
    if (paying.n === 0n) return undefined;
    const rate = divide(due, paying);
    if (compare(rate, limit) <= 0) return rate;
    due = subtract(due, multiply(group.weight, group.purse));
    paying = subtract(paying, multiply(group.weight, group.worth.get(id)!));
  }
  return undefined;
}

const STEPS = 900;

function raised(
  spending: Spending<SharesSettings>,
  groups: readonly Group[],
  share: Fraction,
  first: Round[],
): Round[] {
  const { budget } = spending.settings;
  const wanted = spending.projects.filter(({ id }) => groups.some(({ worth }) => worth.has(id))).length;
  let best = first;
  for (let step = 1; step <= STEPS && best.length < wanted; step += 1) {
    const left = subtract(budget, boughtBy(spending, best).spent);
    const cheapest = spending.projects.filter(({ id, cost }) => isOpen(best, id) && compare(cost, left) <= 0);
    if (cheapest.length === 0) break;
    const next = equalShares(spending, groups, multiply(share, fraction(BigInt(100 + step), 100n)));
    if (compare(boughtBy(spending, next).spent, budget) > 0) break;
    best = next;
  }
  return best;
}

const isOpen = (rounds: readonly Round[], id: OptionId): boolean => !rounds.some(({ elected }) => elected.includes(id));

function boughtBy({ projects }: Spending<SharesSettings>, rounds: readonly Round[]): Bought {
  const funded = new Set(rounds.flatMap(({ elected }) => elected));
  return { funded, spent: sum(projects.filter(({ id }) => funded.has(id)).map(({ cost }) => cost)) };
}
