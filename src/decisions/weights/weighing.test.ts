import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amount, approximate, compare, divide, type Fraction, fraction, multiply, sum } from '../tally/exact.ts';
import { capWeights } from './cap.ts';
import { nearestRoot, readWeightRule, type Weighable, type WeightRule, weigh } from './weighing.ts';

const voter = (people: number | null, constituencies: string[] = [], dues: Fraction | null = null): Weighable => ({
  people,
  dues,
  contribution: null,
  constituencies,
});
const rule = (typed: Record<string, unknown>): WeightRule => {
  const read = readWeightRule(typed);
  if (!read.ok) throw new Error(read.problem.key);
  return read.value;
};
const weights = (voters: Weighable[], typed: Record<string, unknown>) => {
  const found = weigh(voters, rule(typed));
  return found.ok ? found.entries.map(({ weight }) => amount(weight)) : found;
};

describe('weights', () => {
  test('are equal where nothing is said', () => {
    expect(weights([voter(40_000), voter(null)], {})).toEqual(['1', '1']);
  });

  test('by people, in votes of so many, the last begun one whole', () => {
    expect(weights([voter(40_000), voter(1)], { by: 'people' })).toEqual(['40000', '1']);
    expect(weights([voter(40_000), voter(101), voter(1)], { by: 'people', perVote: '100' })).toEqual(['400', '2', '1']);
    expect(weights([voter(40_000), voter(100)], { by: 'root' })).toEqual(['200', '10']);
  });

  test('by dues, exactly', () => {
    const dues = (paid: string) => voter(null, [], fraction(paid));
    expect(weights([dues('12.50'), dues('1/3')], { by: 'dues' })).toEqual(['25/2', '1/3']);
  });

  test('name who lacks the number, or count them as one', () => {
    const three = [voter(7), voter(null), voter(0)];
    expect(weights(three, { by: 'people' })).toEqual({ ok: false, lacks: 'people', who: [1, 2] });
    expect(weights(three, { by: 'people', missing: 'one' })).toEqual(['7', '1', '1']);
    expect(weights([voter(1, ['a']), voter(1)], { perConstituency: true })).toEqual({
      ok: false,
      lacks: 'constituency',
      who: [1],
    });
  });

  test('per constituency: each the same, divided among its members; whoever is in two has a part in both', () => {
    const five = [voter(1, ['a']), voter(1, ['a']), voter(1, ['a', 'b']), voter(1, ['b']), voter(1)];
    expect(weights(five, { perConstituency: true, missing: 'one' })).toEqual(['5/9', '5/9', '25/18', '5/6', '5/3']);
    const byPeople = [voter(300, ['a']), voter(100, ['a']), voter(50, ['b'])];
    expect(weights(byPeople, { by: 'people', perConstituency: true })).toEqual(['675/4', '225/4', '225']);
  });

  test.each([
    [{ cap: '0' }, 'rules.capWrong'],
    [{ cap: '30' }, 'rules.capWrong'],
    [{ cap: 'a quarter' }, 'rules.capWrong'],
    [{ perVote: '0' }, 'rules.perVoteWrong'],
    [{ perVote: '-5' }, 'rules.perVoteWrong'],
    [{ perVote: '1/0' }, 'rules.perVoteWrong'],
    [{ by: 'beauty' }, 'tally.settingUnknown'],
  ])('%j is refused', (typed, key) => {
    expect(readWeightRule(typed)).toMatchObject({ ok: false, problem: { key } });
  });
});

describe('a cap', () => {
  const cut = (values: (number | string)[], share: string) =>
    capWeights(
      values.map((value) => fraction(value)),
      fraction(share),
    );

  test('holds after the cut, not before', () => {
    // 25 % of 100 would be 25; but once the union is cut, all together have less.
    expect(cut([70, 10, 10, 10], '1/4').weights.map(amount)).toEqual(['10', '10', '10', '10']);
    // Two are cut: L = ¼ (2 L + 20), so L = 10.
    expect(cut([60, 20, 10, 5, 5], '1/4').weights.map(amount)).toEqual(['10', '10', '10', '5', '5']);
  });

  test('that too few voters could keep makes all equal, and says so', () => {
    expect(cut([5, 3, 1], '1/4')).toMatchObject({ reachable: false });
    expect(cut([5, 3, 1], '1/4').weights.map(amount)).toEqual(['1', '1', '1']);
    expect(cut([5, 3, 1], '1/3').weights.map(amount)).toEqual(['1', '1', '1']);
    expect(cut([5, 3, 1], '1/3').reachable).toBe(true);
  });

  const positive = fc.tuple(fc.bigInt(1n, 100_000n), fc.bigInt(1n, 30n)).map(([n, d]) => fraction(n, d));
  const given = fc.record({
    weights: fc.array(positive, { minLength: 1, maxLength: 12 }),
    share: fc.tuple(fc.bigInt(1n, 20n), fc.bigInt(1n, 20n)).map(([a, b]) => (a < b ? fraction(a, b) : fraction(b, a))),
  });

  test('nobody is above it where it can be kept; order is kept; nobody gains; and it cuts no more than it must', () => {
    fc.assert(
      fc.property(given, ({ weights, share }) => {
        const capped = capWeights(weights, share);
        const feasible = compare(multiply(share, fraction(weights.length)), fraction(1)) >= 0;
        expect(capped.reachable).toBe(feasible);
        if (!feasible) return;
        const most = multiply(sum(capped.weights), share);
        for (const [at, weight] of capped.weights.entries()) {
          expect(compare(weight, most)).toBeLessThanOrEqual(0);
          expect(compare(weight, weights[at]!)).toBeLessThanOrEqual(0);
          // Whoever was cut stands at the cap itself: any higher limit would pass it.
          if (capped.cut[at]) expect(amount(weight)).toBe(amount(most));
          for (const [other, theirs] of weights.entries())
            if (compare(weights[at]!, theirs) >= 0)
              expect(compare(weight, capped.weights[other]!)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('shares of all entries add up to one', () => {
    fc.assert(
      fc.property(given, ({ weights, share }) => {
        const capped = capWeights(weights, share).weights;
        const all = sum(capped);
        expect(amount(sum(capped.map((weight) => divide(weight, all))))).toBe('1');
      }),
    );
  });
});

test('roots are rounded to the nearest, also of big numbers', () => {
  expect([0n, 1n, 2n, 3n, 6n, 7n, 40_000n].map(nearestRoot)).toEqual([0n, 1n, 1n, 2n, 2n, 3n, 200n]);
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 12n), (value) => {
      const root = nearestRoot(value);
      // |root − √value| ≤ ½, in whole numbers: (2 root − 1)² ≤ 4 value ≤ (2 root + 1)².
      expect(4n * value <= (2n * root + 1n) ** 2n).toBe(true);
      if (root > 0n) expect((2n * root - 1n) ** 2n <= 4n * value).toBe(true);
      expect(approximate(fraction(root))).toBeCloseTo(Math.round(Math.sqrt(Number(value))), 0);
    }),
  );
});
