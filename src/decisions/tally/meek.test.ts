import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, ranked } from '../../../test/support/ballots.ts';
import type { Outcome, Paper, Question } from './ballot.ts';
import { readBlt } from './blt.ts';
import { add, amount, approximate, fraction, sum } from './exact.ts';
import { partUp, SCALE, shareEqually } from './keep.ts';
import { meek } from './meek.ts';
import { readRecords } from './records.ts';

const data = (path: string) => readFileSync(`${import.meta.dirname}/../../../test/data/${path}`, 'utf8');

function elect(papers: readonly Paper[], seats: number, options: Question['options'] = letters): Outcome {
  return meek.tally(ask({ seats }, papers, options), papers);
}

const total = (outcome: Outcome, round: number, option: string) =>
  approximate(outcome.rounds[round - 1]!.totals.find((line) => line.option === option)!.weight);

test('the Green Party’s steering committee of 2005, in the rounds that Droop publishes for the reference rule', () => {
  const read = readBlt(data('gpus-2005/ballots.blt'));
  if (!read.ok) throw new Error(read.problem.key);
  const outcome = elect(read.value.papers, read.value.seats, read.value.options);
  expect(outcome.winners).toEqual(['Rebecca Rotzler', 'Pat LaMarche', 'Steve Kramer', 'Kristen Olsen']);
  // Their rounds 2 to 5 exclude the four whom nobody holds, one by one; ours do it in one round.
  const published: [round: number, quota: number, Record<string, number>][] = [
    [1, 18.800000001, { 'Rebecca Rotzler': 33, 'Pat LaMarche': 22 }],
    [2, 18.800000001, { 'Budd Dickinson': 8.006073598, 'Pat LaMarche': 18.800000609, 'Kristen Olsen': 13.000470959 }],
    [4, 18.800000001, { 'Kristen Olsen': 14.436314852, 'Michael Piacsek': 2.759954125 }],
    [5, 18.800000001, { 'Steve Kramer': 19.718851196, 'Pat LaMarche': 19.16521377, 'Kirit Mookerjee': 3.394740964 }],
    [6, 18.799133306, { 'Steve Kramer': 18.799133497, 'Kirit Mookerjee': 3.730149807, 'Tom Sevigny': 9.774255128 }],
    [7, 18.789719295, { 'Budd Dickinson': 10.204118384, 'Tom Sevigny': 11.49864423, 'Kristen Olsen': 15.876675538 }],
    [8, 18.586296861, { 'Kristen Olsen': 19.085721549, 'Tom Sevigny': 16.482212783, 'Steve Kramer': 19.20243809 }],
  ];
  for (const [round, quota, totals] of published) {
    expect(approximate(outcome.rounds[round - 1]!.needed!.weight)).toBe(quota);
    for (const [name, votes] of Object.entries(totals))
      expect(`${name} ${total(outcome, round, name)}`).toBe(`${name} ${votes}`);
  }
  const keeps = Object.fromEntries(
    outcome.rounds[7]!.keeps!.map(({ option, weight }) => [option, approximate(weight)]),
  );
  expect(keeps).toMatchObject({
    'Pat LaMarche': 0.602321356,
    'Rebecca Rotzler': 0.491875685,
    'Steve Kramer': 0.667516215,
  });
});

test('the example of Voting matters, issue 12: the totals that the reference rule gives before the tie', () => {
  const papers = [
    '333 A>X',
    '333 A>Y',
    '333 A>Z',
    '333 B>X',
    '333 B>Y',
    '333 B>Z',
    '667 X',
    '667 Y',
    '667 Z',
    '1 A>B>X',
    '1 A>B>Y',
    '2 B>A>X',
  ].map(ranked);
  const outcome = elect(
    papers,
    3,
    ['A', 'B', 'X', 'Y', 'Z'].map((id) => ({ id, name: id })),
  );
  expect(outcome.rounds[1]!.totals.map(({ weight }) => approximate(weight))).toEqual([
    1000.750000126, 1000.750000126, 667.166666686, 667.166666562, 667.1666665,
  ]);
  // The three differ by less than the surplus that is left: a tie, which no earlier round decides.
  expect(outcome.rounds[1]!.ties).toMatchObject([{ among: ['X', 'Y', 'Z'], for: 'excluded', by: 'seed' }]);
});

test('a candidate keeps what it needs: 5 A>B, 1 B, 3 C for two seats', () => {
  const outcome = elect(['5 A>B', '1 B', '3 C'].map(ranked), 2, letters.slice(0, 3));
  expect(outcome.winners).toEqual(['A', 'C']);
  expect(outcome.rounds[1]!.totals.map(({ weight }) => approximate(weight))).toEqual([3.000000005, 2.999999995, 3]);
});

test('Minneapolis Park Board 2013 by Meek elects the same three', () => {
  const read = readRecords(data('minneapolis-park-2013/ballots.csv'), 'ranking', {
    overvotes: 'skip',
    skipped: 'skip',
  });
  if (!read.ok) throw new Error(read.problem.key);
  expect(elect(read.value.papers, 3, read.value.options).winners.toSorted()).toEqual([
    'ANNIE YOUNG',
    'JOHN ERWIN',
    'MEG FORNEY',
  ]);
});

test('more votes than plain numbers hold exactly are counted as exactly', () => {
  const small = ['5 A>B', '2 B>C', '3 C>D', '2 D'].map(ranked);
  const large = small.map((paper) => ({ ...paper, weight: fraction(paper.weight.n * 10n ** 12n) }));
  const [one, other] = [elect(small, 2, letters.slice(0, 4)), elect(large, 2, letters.slice(0, 4))];
  expect(other.winners).toEqual(one.winners);
  expect(total(other, 1, 'A')).toBe(5e12);
});

describe('handing on parts of a vote', () => {
  const parts = fc.integer({ min: 0, max: 1_000_000_000 });

  test('plain numbers give what big integers give', () => {
    fc.assert(
      fc.property(parts, parts, (left, factor) => {
        const exact = (BigInt(left) * BigInt(factor) + SCALE - 1n) / SCALE;
        expect(BigInt(partUp(left, factor))).toBe(exact);
      }),
      { numRuns: 2000 },
    );
    expect(partUp(1_000_000_000, 1_000_000_000)).toBe(1_000_000_000);
    expect(partUp(1, 1)).toBe(1);
  });

  test('equal ranks get the average over all orders', () => {
    fc.assert(
      fc.property(parts, fc.array(parts, { minLength: 2, maxLength: 4 }), (left, factors) => {
        const level = factors.map((_, option) => option);
        const shares = new Map(shareEqually(left, level, factors));
        const orders = permutations(level.filter((option) => factors[option]! > 0));
        for (const option of shares.keys()) {
          const expected = orders.reduce((all, order) => all + kept(left, order, option, factors), 0) / orders.length;
          expect(Math.abs(shares.get(option)! - expected)).toBeLessThan(2);
        }
        expect([...shares.values()].reduce((all, part) => all + part, 0)).toBeLessThanOrEqual(left);
      }),
    );
  });

  test('so that two equal ones share a vote, and what an elected one passes on goes to the other first', () => {
    const half = shareEqually(1_000_000_000, [0, 1], [1_000_000_000, 1_000_000_000]);
    expect(half).toEqual([
      [0, 500_000_000],
      [1, 500_000_000],
    ]);
    expect(shareEqually(1_000_000_000, [0, 1], [200_000_000, 1_000_000_000])).toEqual([
      [0, 100_000_000],
      [1, 900_000_000],
    ]);
  });
});

test('no vote is lost in any round, and exactly the seats are filled', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), fc.integer({ min: 1, max: 4 }), (papers, seats) => {
      const outcome = elect(papers, seats);
      expect(outcome.winners.length).toBe(outcome.rounds.length > 0 ? seats : 0);
      for (const { totals, exhausted } of outcome.rounds) {
        const held = sum(totals.map(({ weight }) => fraction(weight)));
        expect(amount(add(add(held, fraction(exhausted)), fraction(outcome.abstained)))).toBe(outcome.cast);
        expect(fraction(exhausted).n >= 0n).toBe(true);
      }
    }),
  );
});

test('proportionality: a group that ranks its own first, with votes for k quotas, wins k seats', () => {
  const group = ['A', 'B', 'C'];
  const members = fc.array(fc.tuple(fc.shuffledSubarray(group, { minLength: 3 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(members, anyPapers('ranking'), fc.integer({ min: 1, max: 4 }), (loyal, others, seats) => {
      const bloc = loyal.map(([order, weight]) => ranked(`${weight} ${order.join('>')}`));
      const outcome = elect([...bloc, ...others], seats);
      const quota = approximate(outcome.rounds[0]!.needed!.weight);
      const votes = loyal.reduce((all, [, weight]) => all + weight, 0);
      const earned = Math.min(Math.floor((votes - 0.01) / quota), group.length, seats);
      expect(outcome.winners.filter((id) => group.includes(id)).length).toBeGreaterThanOrEqual(earned);
    }),
  );
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}

function kept(left: number, order: readonly number[], option: number, factors: readonly number[]): number {
  let rest = left;
  for (const one of order) {
    const part = (rest * factors[one]!) / 1e9;
    if (one === option) return part;
    rest -= part;
  }
  return 0;
}
