import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  amount,
  approximate,
  compare,
  divide,
  fraction,
  multiply,
  ONE,
  readFraction,
  subtract,
  sum,
  ZERO,
} from './exact.ts';

describe('reading exact numbers', () => {
  test.each([
    [3, '3'],
    [0.1, '1/10'],
    ['2/3', '2/3'],
    ['4/6', '2/3'],
    ['66.5%', '133/200'],
    [' 60 % ', '3/5'],
    ['0.250', '1/4'],
    ['-1/2', '-1/2'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('%s is %s', (given, expected) => expect(amount(fraction(given))).toBe(expected));

  test.each([
    ['1/0'],
    [''],
    ['one'],
    ['1e3'],
    ['0x10'],
    ['1,5'],
    ['--1'],
    ['½'],
    [NaN],
    [Infinity],
    [1e300],
    [null],
    [{}],
    ['9'.repeat(61)],
  ])('%s is not one', (given) => expect(readFraction(given)).toBeUndefined());

  test('what cannot be read is refused', () => expect(() => fraction('many')).toThrow('not an exact number'));
});

test('thirds add up to one', () => {
  const third = fraction('1/3');
  expect(sum([third, third, third])).toEqual(ONE);
  expect(compare(third, fraction('0.333333333333'))).toBe(1);
});

const fractions = fc
  .tuple(fc.bigInt({ min: -1000n, max: 1000n }), fc.bigInt({ min: 1n, max: 60n }))
  .map(([n, d]) => fraction(n, d));

test('the laws of arithmetic hold exactly', () => {
  fc.assert(
    fc.property(fractions, fractions, fractions, (a, b, c) => {
      expect(add(a, b)).toEqual(add(b, a));
      expect(add(add(a, b), c)).toEqual(add(a, add(b, c)));
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
      expect(subtract(add(a, b), b)).toEqual(a);
      if (compare(b, ZERO) !== 0) expect(multiply(divide(a, b), b)).toEqual(a);
      expect(fraction(amount(a))).toEqual(a);
      expect(approximate(a)).toBeCloseTo(Number(a.n) / Number(a.d), 9);
    }),
  );
});
