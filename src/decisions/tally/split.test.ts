import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Choice } from './ballot.ts';
import { add, compare, fraction, multiply, sum } from './exact.ts';
import { majority } from './majority.ts';
import { papersOfCast, readSplit, type Split } from './split.ts';

const roll = { entries: 1, weight: fraction(40) };
const settings = majority.readSettings({});
if (!settings.ok) throw new Error('unreadable');
const question = { options: [], settings: settings.value, roll, seed: '' };
const check = (choice: unknown) => majority.validate(choice, question);
const split = (...parts: [string, string][]): Split => ({
  split: parts.map(([share, answer]) => ({ share, choice: { answer } as Choice })),
});
const shares = (given: Split, weight = 40) => {
  const read = readSplit(given, fraction(weight), check);
  return read.ok ? read.value.split.map(({ share }) => share) : [read.problem.key, read.part];
};

describe('shares, as people write them', () => {
  test('of a hundred, as parts of one, and as people behind each answer', () => {
    expect(shares(split(['70 %', 'yes'], ['30 %', 'no']))).toEqual(['7/10', '3/10']);
    expect(shares(split(['70', 'yes'], ['30', 'no']))).toEqual(['7/10', '3/10']);
    expect(shares(split(['1/3', 'yes'], ['2/3', 'no']))).toEqual(['1/3', '2/3']);
    expect(shares(split(['28', 'yes'], ['12', 'no']))).toEqual(['7/10', '3/10']);
  });

  test('each mistake is said where it was made', () => {
    expect(shares(split(['70', 'yes'], ['20', 'no']))).toEqual(['tally.sharesUneven', undefined]);
    expect(shares(split(['110', 'yes'], ['-10', 'no']))).toEqual(['tally.shareNotPositive', 1]);
    expect(shares(split(['many', 'yes'], ['30', 'no']))).toEqual(['tally.shareUnreadable', 0]);
    expect(shares(split(['50', 'yes'], ['50', 'perhaps']))).toEqual(['tally.answerUnknown', 1]);
    expect(shares(split(['50', 'yes'], ['50', 'yes']))).toEqual(['tally.shareTwice', 1]);
    expect(shares(split(['100', 'yes']))).toEqual(['tally.shareAlone', undefined]);
  });
});

test('nothing of a weight is lost or doubled, however it is divided', () => {
  const answers = ['yes', 'no', 'abstain'] as const;
  const one = fc.integer({ min: 1, max: 100_000 });
  const people = fc.tuple(one, one, one);
  fc.assert(
    fc.property(people, fc.bigInt({ min: 1n, max: 10n ** 12n }), (counts, d) => {
      const weight = fraction(BigInt(counts[0] + counts[1] + counts[2]), d);
      const given = {
        split: counts.map((n, i) => ({ share: `${n}/${d}`, choice: { answer: answers[i]! } as Choice })),
      };
      const read = readSplit(given, weight, check);
      if (!read.ok) throw new Error(read.problem.key);
      const papers = papersOfCast({ weight, people: fraction(7) }, read.value);
      expect(compare(sum(papers.map((paper) => paper.weight)), weight)).toBe(0);
      expect(compare(sum(papers.map((paper) => paper.people!)), fraction(7))).toBe(0);
      for (const [i, paper] of papers.entries()) expect(compare(paper.weight, fraction(BigInt(counts[i]!), d))).toBe(0);
    }),
  );
});

test('a split decides like so many members of their own', () => {
  const parts = papersOfCast({ weight: fraction(40) }, split(['7/10', 'yes'], ['3/10', 'no']));
  const outcome = majority.tally(
    question,
    parts.map((paper) => ({ ...paper, status: 'counted' })),
  );
  expect(outcome.result).toBe('carried');
  expect(outcome.rounds[0]!.totals.map(({ weight }) => weight).slice(0, 2)).toEqual(['28', '12']);
  expect(add(parts[0]!.weight, parts[1]!.weight)).toEqual(multiply(fraction(40), fraction(1)));
});
