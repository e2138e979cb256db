// Rankings in typed arrays say what the papers say, and are counted like them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, paper, ranked, rankings } from '../../../test/support/ballots.ts';
import { rankingOf } from './choices.ts';
import { add, type Fraction, fraction, ONE, sum, ZERO } from './exact.ts';
import { openHands, sharedHands, singleHands } from './parcels.ts';
import { openSharedPiles, openSinglePiles } from './piles.ts';
import { profileOf, rankingAt } from './profile.ts';

const ids = letters.map(({ id }) => id);
const strict = fc.array(
  fc.record({
    weight: fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(1n, 1n, 3n))
      .map(([n, d]) => fraction(BigInt(n), d)),
    status: fc.constant('counted' as const),
    choice: rankings(letters, false).map((ranking) => ({ ranking })),
  }),
  { maxLength: 30 },
);

const keyOf = (ranking: readonly (readonly string[])[]) => ranking.map((rank) => [...rank].sort().join('=')).join('>');

test('each different ranking is one line, with the weight of all who rank so', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), (papers) => {
      const voting = papers.filter(({ choice }) => 'ranking' in choice);
      const expected = new Map<string, Fraction>();
      for (const { choice, weight } of voting) {
        const key = keyOf(rankingOf(choice));
        expected.set(key, add(expected.get(key) ?? ZERO, weight));
      }
      const profile = profileOf({ options: letters }, papers);
      const lines = Array.from({ length: profile.size }, (_, line) => [
        keyOf(rankingAt(profile, line).map((rank) => rank.map((position) => ids[position]!))),
        profile.weights.back(profile.weights.of[line]!),
      ]);
      expect(new Map(lines as [string, Fraction][])).toEqual(expected);
      expect(profile.weight).toEqual(sum(voting.map(({ weight }) => weight)));
    }),
  );
});

test('where hardly anybody ranks alike, lines are no longer brought together, and none is lost', () => {
  const options = Array.from({ length: 8 }, (_, place) => ({ id: `o${place}`, name: `o${place}` }));
  const papers = Array.from({ length: 20_000 }, (_, number) => {
    const order = options.map(({ id }) => id);
    for (let place = 7, left = number * 7919; place > 0; place -= 1) {
      const other = left % (place + 1);
      left = Math.floor(left / (place + 1));
      [order[place], order[other]] = [order[other]!, order[place]!];
    }
    return paper({ ranking: order.map((id) => [id]) });
  });
  const profile = profileOf({ options }, papers);
  expect(profile.size).toBeGreaterThan(10_000);
  expect(profile.weight).toEqual(fraction(20_000));
});

test('weights too large for plain numbers stay exact', () => {
  const profile = profileOf({ options: letters }, [ranked('9007199254740993 A>B'), ranked('2/3 B'), ranked('1 A>B')]);
  expect(profile.weight).toEqual(fraction('27021597764222984/3'));
});

test('piles: without equal ranks the quick way and the one with fractions agree', () => {
  fc.assert(
    fc.property(strict, fc.shuffledSubarray(ids, { minLength: 4, maxLength: 4 }), (papers, order) => {
      const profile = profileOf({ options: letters }, papers);
      const [quick, slow] = [openSinglePiles(profile), openSharedPiles(profile, 'split')];
      for (const out of order) {
        expect(quick.exclude([out])).toEqual(slow.exclude([out]));
        expect(quick.totals()).toEqual(slow.totals());
        expect(quick.exhausted()).toEqual(slow.exhausted());
      }
    }),
  );
});

test('parcels: the same, with transfers at parts of a value', () => {
  fc.assert(
    fc.property(strict, fc.shuffledSubarray(ids, { minLength: 3, maxLength: 4 }), (papers, order) => {
      const profile = profileOf(ask({}, papers), papers);
      const gone = new Set<string>();
      const receives = (id: string) => !gone.has(id);
      const quick = openHands(profile.options, singleHands(profile, receives));
      const slow = openHands(profile.options, sharedHands(profile, 'split', receives));
      for (const [place, from] of order.entries()) {
        gone.add(from);
        const part = place % 2 === 0 ? fraction('1/3') : ONE;
        const revalue = (value: Fraction) => fraction(value.n * part.n, value.d * part.d);
        expect(quick.transfer(from, ZERO, revalue)).toEqual(slow.transfer(from, ZERO, revalue));
        for (const id of ids) expect(quick.total(id)).toEqual(slow.total(id));
        expect(quick.exhausted()).toEqual(slow.exhausted());
      }
    }),
  );
});
