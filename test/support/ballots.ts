// Random ballots for property tests, of every shape.
import fc from 'fast-check';
import type { Choice, Option, Paper, Question, Ranking, Shape } from '../../src/decisions/tally/ballot.ts';
import { ABSTAIN } from '../../src/decisions/tally/ballot.ts';
import { type Fraction, fraction, sum } from '../../src/decisions/tally/exact.ts';

export const letters: readonly Option[] = ['A', 'B', 'C', 'D', 'E'].map((id) => ({ id, name: id }));

export function paper(choice: Choice, weight: number | string = 1, status: Paper['status'] = 'counted'): Paper {
  return { choice, weight: fraction(weight), status };
}

/** `ranked('2 A>B=C')` is a paper of weight 2. */
export function ranked(text: string): Paper {
  const [weight = '1', order = ''] = text.split(' ');
  const ranking = order ? order.split('>').map((rank) => rank.split('=')) : [];
  return paper({ ranking }, weight);
}

export function ask<S>(
  settings: S,
  papers: readonly Paper[],
  options = letters,
  more: Partial<Omit<Question, 'settings'>> = {},
): Question<S> {
  const roll = { entries: papers.length, weight: sum(papers.map(({ weight }) => weight)) };
  return { options, settings, roll, seed: 'test', ...more };
}

export const weights: fc.Arbitrary<Fraction> = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1n, 1n, 1n, 2n, 3n))
  .map(([n, d]) => fraction(BigInt(n), d));

/** Truncated rankings, with equal ranks now and then. */
export function rankings(options = letters, equal = true): fc.Arbitrary<Ranking> {
  const order = fc.shuffledSubarray(
    options.map(({ id }) => id),
    { minLength: 1 },
  );
  const joins = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: options.length, maxLength: options.length });
  return fc.tuple(order, joins).map(([ids, join]) => {
    const ranks: string[][] = [];
    for (const [index, id] of ids.entries()) {
      const last = ranks.at(-1);
      if (equal && last && join[index] === 0) last.push(id);
      else ranks.push([id]);
    }
    return ranks;
  });
}

export function choices(shape: Shape, options = letters): fc.Arbitrary<Choice> {
  const ids = options.map(({ id }) => id);
  const said: Record<Shape, fc.Arbitrary<Choice>> = {
    'yes-no-abstain': fc.constantFrom<Choice>({ answer: 'yes' }, { answer: 'no' }),
    consent: fc.constantFrom<Choice>({ answer: 'consent' }, { answer: 'object' }),
    consensus: fc.constantFrom<Choice>({ answer: 'agree' }, { answer: 'aside' }, { answer: 'block' }),
    ranking: rankings(options).map((ranking) => ({ ranking })),
    approval: fc.subarray(ids, { minLength: 1 }).map((approved) => ({ approved })),
    score: fc.tuple(...ids.map(() => fc.integer({ min: 0, max: 5 }))).map((scores) => ({
      scores: Object.fromEntries(ids.map((id, index) => [id, scores[index] ?? 0])),
    })),
  };
  return fc.oneof({ weight: 9, arbitrary: said[shape] }, { weight: 1, arbitrary: fc.constant(ABSTAIN) });
}

export function papers(shape: Shape, options = letters): fc.Arbitrary<Paper[]> {
  const one = fc.record({
    weight: weights,
    status: fc.constant('counted' as const),
    choice: choices(shape, options),
    objection: fc.constantFrom('raised', 'integrated', 'withdrawn', 'standing', undefined),
    version: fc.constantFrom(1, 2, undefined),
  });
  return fc.array(one, { maxLength: 25 });
}
