import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, ranked } from '../../../test/support/ballots.ts';
import type { Outcome, Paper, Question } from './ballot.ts';
import { readBlt } from './blt.ts';
import { add, amount, approximate, fraction, sum } from './exact.ts';
import { irv } from './irv.ts';
import { readRecords } from './records.ts';
import { stv } from './stv.ts';

const data = (path: string) => readFileSync(`${import.meta.dirname}/../../../test/data/${path}`, 'utf8');

function elect(
  papers: readonly Paper[],
  seats: number,
  options: Question['options'] = letters,
  quota: 'droop' | 'hare' = 'droop',
): Outcome {
  return stv.tally(ask({ seats, quota, equalRanks: 'split' as const }, papers, options), papers);
}

const total = (outcome: Outcome, round: number, option: string) =>
  approximate(outcome.rounds[round - 1]!.totals.find((line) => line.option === option)!.weight);

test('the Green Party’s steering committee of 2005, in the rounds that Droop publishes for the Scottish rule', () => {
  const read = readBlt(data('gpus-2005/ballots.blt'));
  if (!read.ok) throw new Error(read.problem.key);
  const { papers, options, seats, title } = read.value;
  expect([title, seats, options.length, papers.length]).toEqual([
    'GPUS Steering Committee Election 2005-07-24',
    4,
    13,
    94,
  ]);
  const outcome = elect(papers, seats, options);
  expect(outcome.winners).toEqual(['Rebecca Rotzler', 'Pat LaMarche', 'Steve Kramer', 'Tom Sevigny']);
  expect(outcome.rounds[0]!.needed).toEqual({ weight: '19', reach: 'at-least' });
  // Their rounds 3 to 6 exclude the four whom nobody ranks, one by one; ours do it in one round.
  const published: [round: number, Record<string, number>][] = [
    [1, { 'Rebecca Rotzler': 33, 'Pat LaMarche': 22, 'Steve Kramer': 18, 'Tom Sevigny': 8, 'Budd Dickinson': 6 }],
    [2, { 'Budd Dickinson': 6.84848, 'Kirit Mookerjee': 3.42424, 'Tom Sevigny': 8.42424, 'Kristen Olsen': 12.45448 }],
    [3, { 'Budd Dickinson': 7.803, 'Kristen Olsen': 12.7272, 'Steve Kramer': 18.54544, 'Michael Piacsek': 2.69696 }],
    [5, { 'Kristen Olsen': 14.15144, 'Steve Kramer': 18.54544 }],
    [6, { 'Budd Dickinson': 8.803, 'Kirit Mookerjee': 3.69696, 'Kristen Olsen': 14.57568, 'Steve Kramer': 19.6818 }],
    [7, { 'Budd Dickinson': 9.01084, 'Kirit Mookerjee': 3.9536, 'Tom Sevigny': 9.45496, 'Steve Kramer': 19 }],
    [8, { 'Budd Dickinson': 9.36448, 'Tom Sevigny': 10.59132, 'Kristen Olsen': 15.61032 }],
    [9, { 'Tom Sevigny': 16.62204, 'Kristen Olsen': 16.59988 }],
    [10, { 'Tom Sevigny': 18.59172, 'Rebecca Rotzler': 19, 'Pat LaMarche': 19 }],
  ];
  for (const [round, totals] of published) {
    for (const [name, votes] of Object.entries(totals))
      expect(`${name} ${total(outcome, round, name)}`).toBe(`${name} ${votes}`);
  }
});

test('Minneapolis Park Board 2013: Erwin, Young, Forney; threshold 14,866; the first round as certified', () => {
  const read = readRecords(data('minneapolis-park-2013/ballots.csv'), 'ranking', {
    overvotes: 'skip',
    skipped: 'skip',
  });
  if (!read.ok) throw new Error(read.problem.key);
  const outcome = elect(read.value.papers, 3, read.value.options);
  expect(outcome.winners.toSorted()).toEqual(['ANNIE YOUNG', 'JOHN ERWIN', 'MEG FORNEY']);
  expect(outcome.rounds[0]!.needed!.weight).toBe('14866');
  expect([total(outcome, 1, 'JOHN ERWIN'), total(outcome, 1, 'ANNIE YOUNG')]).toEqual([14678, 9294]);
});

test('the GNOME Foundation’s board of 2018: the seven who took office', () => {
  const read = readBlt(data('blt/gnome_26.blt'));
  if (!read.ok) throw new Error(read.problem.key);
  expect(elect(read.value.papers, read.value.seats, read.value.options).winners.toSorted()).toEqual([
    'Allan Day',
    'Carlos Soriano',
    'Ekaterina Gerasimova',
    'Federico Mena Quintero',
    'Nuritzi Sanchez',
    'Philip Chimento',
    'Robert McQueen',
  ]);
});

describe('small cases', () => {
  test('a surplus goes on at a part of its value, five decimals, the remainder ignored', () => {
    // Quota 4: Castor's surplus of 1 goes to Pollux at 0.2 a vote; then Pollux goes out.
    const outcome = elect([ranked('5 A>B'), ranked('1 B'), ranked('3 C')], 2, letters.slice(0, 3));
    expect(
      outcome.rounds.map((round) => round.totals.map(({ option, weight }) => `${option}${weight}`).join(' ')),
    ).toEqual(['A5 B1 C3', 'A4 B2 C3', 'A4 C3']);
    expect(outcome.rounds[0]!.transfers).toEqual([{ from: 'A', to: 'B', weight: '1' }]);
    expect(outcome.winners).toEqual(['A', 'C']);
    const thirds = elect([ranked('3 A>B'), ranked('2 B'), ranked('2 C')], 3, letters.slice(0, 4));
    expect(thirds.rounds[0]!.needed!.weight).toBe('2');
    const sevenths = elect([ranked('7 A>B>C'), ranked('1 B'), ranked('1 C')], 2, letters.slice(0, 4));
    expect(sevenths.rounds[0]!.transfers).toEqual([
      { from: 'A', to: 'B', weight: '299999/100000' },
      { from: 'A', to: null, weight: '1/100000' },
    ]);
  });

  test('equal ranks share the ballot, and each part goes on to the others of the rank first', () => {
    const outcome = elect([ranked('6 A=B>D'), ranked('2 C')], 2, letters.slice(0, 4));
    expect(outcome.rounds[0]!.totals.map(({ weight }) => weight)).toEqual(['3', '3', '2', '0']);
    expect(outcome.winners.toSorted()).toEqual(['A', 'B']);
    const uneven = elect([ranked('4 A=B>D'), ranked('2 A>C'), ranked('3 D')], 1, letters.slice(0, 4));
    expect(uneven.rounds[0]!.excluded).toEqual(['C']);
    expect(uneven.rounds[1]!.transfers).toEqual([{ from: 'B', to: 'A', weight: '2' }]);
  });

  test('as many options as seats are all elected; without any vote nobody is', () => {
    expect(elect([ranked('1 A')], 5).winners).toHaveLength(5);
    expect(elect([], 2)).toMatchObject({ result: 'undecided', winners: [], rounds: [] });
  });

  test('the Hare quota is the votes divided by the seats', () => {
    expect(elect([ranked('5 A'), ranked('5 B')], 3, letters, 'hare').rounds[0]!.needed!.weight).toBe('10/3');
  });

  test.each([[0], [-1], [1.5], ['many'], [Number.NaN]])('%s seats are refused', (seats) => {
    expect(stv.readSettings({ seats })).toMatchObject({ ok: false, problem: { key: 'tally.seatsUnreadable' } });
  });
});

test('no vote is lost in any round, and no more are elected than there are seats', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), fc.integer({ min: 1, max: 4 }), (papers, seats) => {
      const outcome = elect(papers, seats);
      expect(outcome.winners.length).toBe(outcome.rounds.length > 0 ? seats : 0);
      expect(outcome.rounds.flatMap(({ elected }) => elected)).toEqual(outcome.winners);
      for (const { totals, exhausted } of outcome.rounds) {
        const held = sum(totals.map(({ weight }) => fraction(weight)));
        expect(amount(add(add(held, fraction(exhausted)), fraction(outcome.abstained)))).toBe(outcome.cast);
      }
    }),
  );
});

test('for one seat it is instant runoff', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), (papers) => {
      const [one, other] = [elect(papers, 1), irv.tally(ask({ equalRanks: 'split' as const }, papers), papers)];
      expect(one.winners).toEqual(other.winners);
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
      const papers = [...bloc, ...others];
      const outcome = elect(papers, seats);
      const quota = approximate(outcome.rounds[0]!.needed!.weight);
      const votes = loyal.reduce((all, [, weight]) => all + weight, 0);
      // A hair more than k quotas, because what rounding leaves over is lost.
      const earned = Math.min(Math.floor((votes - 0.01) / quota), group.length, seats);
      expect(outcome.winners.filter((id) => group.includes(id)).length).toBeGreaterThanOrEqual(earned);
    }),
  );
});
