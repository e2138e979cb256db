import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approximate, type Fraction, fraction, sum } from '../decisions/tally/exact.ts';
import { roomOf, swingsBySums } from './by-sums.ts';
import { swingsByTrying } from './by-trying.ts';
import { type Game, type Requirement, readGame } from './game.ts';
import { type Power, powerOf } from './indices.ts';

const PLENTY = 1e9;

const atLeast = (quota: number | string, weights: readonly (number | string)[]): Requirement => ({
  weights: weights.map((weight) => fraction(weight)),
  quota: fraction(quota),
  reach: 'at-least',
});
const power = (...requirements: Requirement[]): Power => {
  const reckoned = powerOf(requirements[0]!.weights.length, requirements, PLENTY);
  if (!reckoned.ok) throw new Error(reckoned.problem.key);
  return reckoned.value;
};
const said = ({ n, d }: Fraction) => (d === 1n ? `${n}` : `${n}/${d}`);

/** The definitions, word for word: every coalition, and every order. Slow, and hard to get wrong. */
function byDefinition(requirements: readonly Requirement[]) {
  const games = requirements.map(({ weights, quota, reach }) => ({
    wins: (ids: readonly number[]) => {
      const reached = sum(ids.map((id) => weights[id]!));
      const difference = reached.n * quota.d - quota.n * reached.d;
      return reach === 'more' ? difference > 0n : difference >= 0n;
    },
  }));
  const wins = (ids: readonly number[]) => games.every((game) => game.wins(ids));
  const members = [...requirements[0]!.weights.keys()];
  const coalitions = Array.from({ length: 2 ** members.length }, (_, bits) => members.filter((id) => bits & (1 << id)));
  const swings = members.map(
    (id) =>
      coalitions.filter((ids) => ids.includes(id) && wins(ids) && !wins(ids.filter((other) => other !== id))).length,
  );
  const winning = coalitions.filter(wins);
  const blocking = coalitions.filter((ids) => !wins(members.filter((id) => !ids.includes(id))));
  return {
    swings,
    winning: winning.length,
    leastWinning: Math.min(...winning.map((ids) => ids.length)),
    leastBlocking: Math.min(...blocking.map((ids) => ids.length)),
    veto: members.map((id) => winning.every((ids) => ids.includes(id))),
    winsAlone: members.map((id) => wins([id])),
    shapley: () => {
      const orders = permutations(members);
      const turned = members.map(() => 0);
      for (const order of orders) turned[order.find((_, at) => wins(order.slice(0, at + 1)))!]!++;
      return turned.map((count) => said(fraction(BigInt(count), BigInt(orders.length))));
    },
  };
}

const permutations = (ids: readonly number[]): number[][] =>
  ids.length === 0
    ? [[]]
    : ids.flatMap((id) => permutations(ids.filter((other) => other !== id)).map((rest) => [id, ...rest]));

/** One to three sums over the same members, with weights that are often equal and often 0. */
const rules = (most: number, atMost = 3, sums = 3) =>
  fc.integer({ min: 1, max: most }).chain((members) =>
    fc.array(
      fc
        .record({
          weights: fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: atMost })), {
            minLength: members,
            maxLength: members,
          }),
          share: fc.integer({ min: 1, max: 100 }),
          reach: fc.constantFrom('more' as const, 'at-least' as const),
        })
        .map(({ weights, share, reach }) => ({
          weights: weights.map((weight) => fraction(weight)),
          quota: fraction(BigInt(weights.reduce((all, weight) => all + weight, 0) * share), 100n),
          reach,
        }))
        .filter(({ weights, quota, reach }) => {
          const whole = sum(weights);
          return quota.n > 0n && (reach === 'at-least' || quota.n < whole.n * quota.d);
        }),
      { minLength: 1, maxLength: sums },
    ),
  );

const gameOf = (requirements: readonly Requirement[]): Game => {
  const game = readGame(requirements[0]!.weights.length, requirements);
  if (!game.ok) throw new Error(game.problem.key);
  return game.value;
};

describe('against the definitions', () => {
  test('both ways of counting find the same swings, and the definitions too', () => {
    fc.assert(
      fc.property(rules(7, 9), (requirements) => {
        const game = gameOf(requirements);
        const tried = swingsByTrying(game);
        expect(swingsBySums(roomOf(game))).toEqual(tried);
        const defined = byDefinition(requirements);
        const reckoned = power(...requirements);
        expect(reckoned.members.map(({ swings }) => Number(swings))).toEqual(defined.swings);
        expect(Number(reckoned.winning)).toBe(defined.winning);
        expect(reckoned.leastWinning).toBe(defined.leastWinning);
        expect(reckoned.leastBlocking).toBe(defined.leastBlocking);
        expect(reckoned.members.map(({ veto }) => veto)).toEqual(defined.veto);
        expect(reckoned.members.map(({ winsAlone }) => winsAlone)).toEqual(defined.winsAlone);
      }),
      { numRuns: 300 },
    );
  });

  test('Shapley and Shubik’s orders, one by one', () => {
    fc.assert(
      fc.property(rules(5, 40), (requirements) => {
        expect(power(...requirements).members.map(({ shapley }) => said(shapley))).toEqual(
          byDefinition(requirements).shapley(),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('up to twelve members, the two ways agree', () => {
    fc.assert(
      fc.property(rules(12, 30, 2), (requirements) => {
        const game = gameOf(requirements);
        expect(swingsBySums(roomOf(game))).toEqual(swingsByTrying(game));
      }),
      { numRuns: 100 },
    );
  });
});

describe('what must hold of any rule', () => {
  test('the shares add up to 1, equal members have equal power, more weight never means less, and no weight none', () => {
    fc.assert(
      fc.property(rules(30, 40, 1), (requirements) => {
        const { members } = power(...requirements);
        expect(said(sum(members.map(({ shapley }) => shapley)))).toBe('1');
        expect(said(sum(members.map(({ banzhaf }) => banzhaf)))).toBe('1');
        const weightOf = (id: number) => requirements.map(({ weights }) => Number(weights[id]!.n));
        members.forEach((one, id) => {
          if (weightOf(id).every((weight) => weight === 0)) expect([one.dummy, one.shapley.n]).toEqual([true, 0n]);
          members.forEach((other, otherId) => {
            if (weightOf(id).every((weight, at) => weight >= weightOf(otherId)[at]!))
              expect(one.swings >= other.swings).toBe(true);
          });
        });
      }),
      { numRuns: 60 },
    );
  });

  test('a quota in other units, or with fractions, changes nothing', () => {
    const whole = power(atLeast(51, [50, 49, 1]));
    expect(power(atLeast('25.5', ['25', '24.5', '1/2']))).toEqual(whole);
    expect(power({ ...atLeast(50, [50, 49, 1]), reach: 'more' })).toEqual(whole);
    expect(power({ ...atLeast('50.5', [50, 49, 1]), reach: 'more' })).toEqual(whole);
    expect(whole.members.map(({ banzhaf }) => said(banzhaf))).toEqual(['3/5', '1/5', '1/5']);
  });
});

describe('many members', () => {
  /** Electors of the fifty states and the District of Columbia after the census of 2000; 270 of 538 elect. */
  const electors = [
    55, 34, 31, 27, 21, 21, 20, 17, 15, 15, 15, 13, 12, 11, 11, 11, 11, 10, 10, 10, 10, 9, 9, 9, 8, 8, 7, 7, 7, 7, 6, 6,
    6, 5, 5, 5, 5, 5, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3,
  ];

  test('51 weights: the electors of 2004, each index in a few milliseconds', () => {
    expect(electors.reduce((all, weight) => all + weight, 0)).toBe(538);
    const { members } = power(atLeast(270, electors));
    expect(said(sum(members.map(({ shapley }) => shapley)))).toBe('1');
    // As computed by others for these weights: California 0.1104, the smallest 0.0054.
    expect(approximate(members[0]!.shapley)).toBeCloseTo(0.1104, 4);
    expect(approximate(members[50]!.shapley)).toBeCloseTo(0.0054, 4);
    const times = Array.from({ length: 30 }, () => {
      const start = performance.now();
      power(atLeast(270, electors));
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });

  test('equal members share alike, however many: 200, with counts of 200 bits', () => {
    const { members, winning } = power(atLeast(101, Array(200).fill(1)));
    expect(members.map(({ shapley }) => said(shapley))).toEqual(Array(200).fill('1/200'));
    expect(winning).toBe((2n ** 200n - binomial(200n, 100n)) / 2n);
  });

  test('200 members of 50 different weights', () => {
    const weights = Array.from({ length: 200 }, (_, at) => Math.floor(at / 4) + 1);
    const { members } = power(atLeast(2551, weights));
    expect(said(sum(members.map(({ shapley }) => shapley)))).toBe('1');
    expect(members.every(({ swings }, at) => at === 0 || swings >= members[at - 1]!.swings)).toBe(true);
  });

  test('refuses rather than hang', () => {
    const weights = Array.from({ length: 200 }, (_, at) => 1_000_003 * (at + 1) + at * at * at);
    const reckoned = powerOf(200, [atLeast(weights.reduce((a, b) => a + b) / 2 + 1, weights)], PLENTY);
    expect(reckoned).toMatchObject({ ok: false, problem: { key: 'power.tooCostly' } });
  });
});

const binomial = (n: bigint, k: bigint): bigint => (k === 0n ? 1n : (binomial(n - 1n, k - 1n) * n) / k);
