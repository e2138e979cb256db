import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../tally/ballot.ts';
import { count } from '../tally/count.ts';
import { compare, fraction, ONE, sum } from '../tally/exact.ts';
import { aggregate } from './aggregate.ts';
import { makeBox, openBoxKey, putInEnvelope, takeFromEnvelope } from './envelope.ts';
import { exposures, weaknessOf } from './weakness.ts';

const secret = 'a secret that only the tests know, and everybody may';

describe('an envelope', () => {
  const box = makeBox(secret, 'box 1');

  test('gives back what was put in, and only to its own box and its own matter', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 300 }), (text, size) => {
        const words = JSON.stringify({ text });
        const envelope = putInEnvelope(box.publicKey, words, size, 'entry 1');
        const key = openBoxKey(secret, box.privateKey, 'box 1')!;
        expect(takeFromEnvelope(key, envelope, 'entry 1')).toBe(words);
        expect(() => takeFromEnvelope(key, envelope, 'entry 2')).toThrow('changed');
      }),
      { numRuns: 50 },
    );
    expect(openBoxKey('another secret, long enough to be one', box.privateKey, 'box 1')).toBeUndefined();
    expect(openBoxKey(secret, box.privateKey, 'box 2')).toBeUndefined();
  });

  test('says nothing by its length, nor by being the same as another', () => {
    const answers = ['yes', 'no', 'abstain', 'yes'].map((answer) => putInEnvelope(box.publicKey, answer, 64, 'entry'));
    expect(new Set(answers.map(({ length }) => length)).size).toBe(1);
    expect(new Set(answers).size).toBe(4);
  });

  test('that was changed in one bit is not opened', () => {
    const envelope = Buffer.from(putInEnvelope(box.publicKey, 'yes', 64, 'entry'), 'base64url');
    const key = openBoxKey(secret, box.privateKey, 'box 1')!;
    for (const at of [0, 33, 50, envelope.length - 1]) {
      const changed = Buffer.from(envelope);
      changed[at]! ^= 1;
      expect(() => takeFromEnvelope(key, changed.toString('base64url'), 'entry')).toThrow();
    }
  });
});

test('papers that say the same become one, and the outcome stays', () => {
  const options = ['a', 'b', 'c'].map((id) => ({ id, name: id }));
  const ranking = fc
    .shuffledSubarray(['a', 'b', 'c'], { minLength: 1 })
    .map((ids) => ({ ranking: ids.map((id) => [id]) }));
  const paper = fc.record({ weight: fc.integer({ min: 1, max: 9 }), choice: ranking });
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 20 }), fc.constantFrom('irv', 'schulze', 'borda'), (given, method) => {
      const papers = given.map(({ weight, choice }) => ({ weight: fraction(weight, 3n), choice }));
      const together = aggregate(papers);
      expect(compare(sum(together.map(({ weight }) => weight)), sum(papers.map(({ weight }) => weight)))).toBe(0);
      const whole = sum(papers.map(({ weight }) => weight));
      const ask = { method, settings: {}, options, roll: { entries: 20, weight: whole }, quorum: null, seed: 's' };
      const counted = (all: typeof papers) =>
        count(
          ask,
          all.map((one): Paper => ({ ...one, status: 'counted' })),
        );
      expect(counted(together as typeof papers)).toEqual(counted(papers));
    }),
  );
});

describe('what a total gives away', () => {
  /** Every way to vote, one by one. */
  function byHand(weights: number[]): number[] {
    const votes = Array.from({ length: 2 ** weights.length }, (_, n) => weights.map((_, v) => ((n >> v) & 1) === 1));
    const total = (vote: boolean[]) => vote.reduce((all, yes, v) => all + (yes ? weights[v]! : 0), 0);
    const bySum = Map.groupBy(votes, total);
    return weights.map((_, v) => {
      const told = votes.filter((vote) => new Set(bySum.get(total(vote))!.map((other) => other[v])).size === 1);
      return told.length / votes.length;
    });
  }

  test('is what trying every way finds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }), (weights) => {
        const found = exposures(weights.map((weight) => fraction(weight, 7n)))!.map(({ share }) => share);
        for (const [v, share] of byHand(weights).entries()) expect(found[v]).toBeCloseTo(share, 9);
      }),
      { numRuns: 60 },
    );
  });

  test('is a warning where one is heavier than all others, or few vote, and none in a large assembly', () => {
    expect(weaknessOf(['20', '1', '1', '1', '1', '1', '1'])).toEqual({ few: false, exposed: [0], unknown: false });
    expect(weaknessOf(['1', '1', '1', '1'])).toEqual({ few: true, exposed: [], unknown: false });
    expect(weaknessOf(Array(8).fill('1'))).toEqual({ few: false, exposed: [], unknown: false });
    // A congress of 30 delegations with 3 to 35 votes each.
    const congress = Array.from({ length: 30 }, (_, n) => String(3 + Math.round((n * 32) / 29)));
    expect(weaknessOf(congress)).toEqual({ few: false, exposed: [], unknown: false });
    expect(weaknessOf(Array.from({ length: 300 }, (_, n) => String(n + 1))).unknown).toBe(true);
    expect(weaknessOf(Array(2000).fill('1')).unknown).toBe(false);
    expect(exposures([ONE])).toEqual([{ voter: 0, share: 1 }]);
  });
});
