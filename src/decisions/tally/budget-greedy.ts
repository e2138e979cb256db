// Participatory budgets the usual way: the projects that most approve, one after the other, as long as the money
// reaches. Easy to follow by hand; a majority can spend all of it.
// N. Talmon and P. Faliszewski, "A framework for approval-based budgeting methods", AAAI 2019 (greedy, by approvals).
import { ok } from './ballot.ts';
import { type BudgetSettings, budgetMethod, greedily, readBudget, supportOf } from './budget.ts';
import { approvedOf, checkApproval } from './choices.ts';
import { ZERO } from './exact.ts';

export const budgetGreedy = budgetMethod<BudgetSettings>(
  {
    name: 'budget-greedy',
    title: 'tally.budgetGreedyTitle',
    explain: 'tally.budgetGreedyExplain',
    shape: 'approval',
    readSettings(raw) {
      const budget = readBudget(raw);
      return budget.ok ? ok({ budget: budget.value }) : budget;
    },
    validate: (choice, { options }) => checkApproval(choice, options),
  },
  (spending) => {
    const support = supportOf(spending.projects, spending.voters, ({ choice, weight }) =>
      approvedOf(choice).map((id) => [id, weight] as const),
    );
    return greedily(spending, support, { funded: new Set(), spent: ZERO });
  },
);
