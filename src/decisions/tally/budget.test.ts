// Dividing money: the example in Pabulib's description of its format, reckoned by hand, and what the methods promise.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, paper } from '../../../test/support/ballots.ts';
import type { Option, Outcome, Paper } from './ballot.ts';
import { readBallotFile } from './ballot-file.ts';
import { budgetGreedy } from './budget-greedy.ts';
import { budgetPoints, budgetShares } from './budget-shares.ts';
import { approvedOf } from './choices.ts';
import { count } from './count.ts';
import { compare, divide, fraction, multiply, readFraction, sum } from './exact.ts';
import { readPabulib } from './pabulib.ts';

const wieliczka = readFileSync(`${import.meta.dirname}/../../../test/data/pabulib/wieliczka.pb`, 'utf8');

function fund(method: typeof budgetGreedy | typeof budgetShares, raw: object = {}): Outcome {
  const file = readBallotFile(wieliczka, method as never, {});
  if (!file.ok) throw new Error(file.problem.key);
  const { options, papers, budget } = file.value;
  const settings = method.readSettings({ budget, ...raw });
  if (!settings.ok) throw new Error(settings.problem.key);
  return method.tally(ask(settings.value as never, papers, options), papers);
}

describe('the example of ten voters and 2500', () => {
  test('greedy: the one with six votes, then the one with five; 100 is left', () => {
    expect(fund(budgetGreedy)).toMatchObject({ winners: ['4', '5'], budget: { sum: '2500', spent: '2400' } });
  });

  test('equal shares: six voters pay 233⅓ of their 250 for project 4, and then nothing else can be paid', () => {
    const outcome = fund(budgetShares, { completion: 'none' });
    expect(outcome).toMatchObject({ winners: ['4'], budget: { spent: '1400' } });
    expect(outcome.rounds[0]!.totals).toContainEqual({ option: '4', weight: '1/6' });
    // Three voters have 750 together; project 7 costs 1200.
    expect(outcome.rounds[0]!.totals.map(({ option }) => option)).not.toContain('7');
  });

  test('each project worth one like every other: project 1 costs its four voters 150 each, then 5 its five 200 each', () => {
    expect(fund(budgetShares, { completion: 'none', worth: 'one' })).toMatchObject({ winners: ['1', '5'] });
  });

  test('add-one: from 266⅔ for each voter on project 1 can be paid too; what is left fits nothing', () => {
    expect(fund(budgetShares)).toMatchObject({ winners: ['4', '1'], budget: { spent: '2000' } });
  });

  test('completed by most support: five voters want project 5, and it fits', () => {
    expect(fund(budgetShares, { completion: 'greedy' })).toMatchObject({ winners: ['4', '5'] });
  });
});

test('51 voters for ten red projects, 49 for ten blue ones, money for ten: greedy funds only red, equal shares both', () => {
  const options: Option[] = [...'abcdefghij', ...'ABCDEFGHIJ'].map((id) => ({ id, name: id, cost: '10' }));
  const papers = [paper({ approved: [...'abcdefghij'] }, 51), paper({ approved: [...'ABCDEFGHIJ'] }, 49)];
  const run = (method: string) =>
    count(
      {
        method,
        settings: { budget: '100' },
        options,
        roll: { entries: 2, weight: fraction(100) },
        quorum: null,
        seed: '',
      },
      papers,
    );
  const red = (method: string) => {
    const counted = run(method);
    if (!counted.ok) throw new Error(counted.problem.key);
    return counted.value.outcome.winners.filter((id) => id === id.toLowerCase()).length;
  };
  expect(red('budget-greedy')).toBe(10);
  expect(red('budget-shares')).toBe(5);
});

test('points: two projects of equal cost, the one worth more to those who pay comes first', () => {
  const options: Option[] = ['x', 'y'].map((id) => ({ id, name: id, cost: '10' }));
  const papers = [paper({ scores: { x: 3, y: 1 } }), paper({ scores: { x: 3, y: 5 } })];
  const settings = budgetPoints.readSettings({ budget: '10', completion: 'none' });
  if (!settings.ok) throw new Error('settings');
  const outcome = budgetPoints.tally(ask(settings.value, papers, options), papers);
  // Ten for six points of x (each pays 5, three times 5/3); ten for six points of y, but the first voter's part is 5/3.
  expect(outcome.winners).toEqual(['x']);
  expect(outcome.rounds[0]!.totals).toEqual([
    { option: 'x', weight: '5/3' },
    { option: 'y', weight: '5' },
  ]);
});

const options: Option[] = [...'ABCDEF'].map((id, place) => ({ id, name: id, cost: `${3 + 2 * place}` }));
const ballots = fc.array(
  fc.record({
    weight: fc.integer({ min: 1, max: 4 }).map((n) => fraction(n)),
    status: fc.constant('counted' as const),
    choice: fc.subarray([...'ABCDEF'], { minLength: 1 }).map((approved) => ({ approved })),
  }),
  { minLength: 1, maxLength: 9 },
);
const sums = fc.integer({ min: 4, max: 40 });

function run(method: 'budget-shares' | 'budget-greedy', papers: readonly Paper[], budget: number, raw = {}): Outcome {
  const roll = { entries: papers.length, weight: sum(papers.map(({ weight }) => weight)) };
  const counted = count({ method, settings: { budget, ...raw }, options, roll, quorum: null, seed: 's' }, papers);
  if (!counted.ok) throw new Error(counted.problem.key);
  return counted.value.outcome;
}

const costOf = (id: string) => readFraction(options.find((option) => option.id === id)!.cost)!;

describe('whatever people want', () => {
  test('no more is spent than there is, nothing is funded twice, and nothing that nobody wants', () => {
    fc.assert(
      fc.property(ballots, sums, fc.constantFrom('add-one', 'greedy', 'none'), (papers, budget, completion) => {
        for (const method of ['budget-shares', 'budget-greedy'] as const) {
          const { winners, budget: told } = run(method, papers, budget, { completion });
          expect(compare(readFraction(told!.spent)!, fraction(budget))).toBeLessThanOrEqual(0);
          expect(compare(readFraction(told!.spent)!, sum(winners.map(costOf)))).toBe(0);
          expect(new Set(winners).size).toBe(winners.length);
          for (const id of winners) expect(papers.some(({ choice }) => approvedOf(choice).includes(id))).toBe(true);
        }
      }),
    );
  });

  test('completed, the money is exhausted: nothing that somebody wants still fits', () => {
    fc.assert(
      fc.property(ballots, sums, fc.constantFrom('add-one', 'greedy'), (papers, budget, completion) => {
        const { winners, budget: told } = run('budget-shares', papers, budget, { completion });
        const left = budget - Number(told!.spent);
        for (const { id, cost } of options) {
          const wanted = papers.some(({ choice }) => approvedOf(choice).includes(id));
          if (wanted && !winners.includes(id)) expect(Number(cost)).toBeGreaterThan(left);
        }
      }),
    );
  });

  test('extended justified representation up to one project: a group that can pay for what it agrees on is not left out', () => {
    fc.assert(
      fc.property(ballots, sums, fc.subarray([...'ABCDEF'], { minLength: 1 }), (papers, budget, wish) => {
        const all = sum(papers.map(({ weight }) => weight));
        const group = papers.filter(({ choice }) => wish.every((id) => approvedOf(choice).includes(id)));
        const part = multiply(fraction(budget), divide(sum(group.map(({ weight }) => weight)), all));
        const cost = sum(wish.map(costOf));
        if (group.length === 0 || compare(cost, part) > 0) return;
        const { winners } = run('budget-shares', papers, budget, { completion: 'none' });
        // Somebody in it gets as much (by cost) as the group asks for, or would with one more project of the wish.
        const got = group.some(({ choice }) => {
          const mine = winners.filter((id) => approvedOf(choice).includes(id));
          const more = wish.filter((id) => !winners.includes(id)).map((id) => [...mine, id]);
          return (
            wish.every((id) => winners.includes(id)) ||
            more.some((set) => compare(sum(set.map(costOf)), cost) > 0) ||
            compare(sum(mine.map(costOf)), cost) >= 0
          );
        });
        expect(got).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('files that are not whole', () => {
  test('cut, miscounted, naming a project that is none', () => {
    const key = (text: string) => {
      const read = readPabulib(text, 'approval');
      return read.ok ? 'ok' : read.problem.key;
    };
    expect(key(wieliczka)).toBe('ok');
    expect(key(wieliczka.replaceAll('\n', '\r\n'))).toBe('ok');
    expect(key(wieliczka.slice(0, wieliczka.indexOf('VOTES')))).toBe('tally.pabulibCut');
    expect(key(wieliczka.slice(0, wieliczka.indexOf('8; 27')))).toBe('tally.preflibCut');
    expect(key(wieliczka.replace('4,5\n', '4,6\n'))).toBe('tally.optionUnknown');
    expect(key(wieliczka.replace('1; 600', '1; dear'))).toBe('tally.costUnreadable');
    expect(key(wieliczka.replace('approval', 'gossip'))).toBe('tally.pabulibVotes');
  });
});

test('a question that divides money says how much, and what each option costs', () => {
  const question = {
    method: 'budget-shares',
    options: [{ id: 'a', name: 'A' }],
    roll: { entries: 1, weight: fraction(1) },
    quorum: null,
    seed: '',
  };
  expect(count({ ...question, settings: {} }, [])).toMatchObject({ problem: { key: 'tally.budgetUnreadable' } });
  expect(count({ ...question, settings: { budget: '5' } }, [])).toMatchObject({
    problem: { key: 'tally.costUnreadable' },
  });
});
