// The methods that add up: approval, score, dots, Borda; and STAR, which adds up first.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, paper, ranked } from '../../../test/support/ballots.ts';
import { approval } from './approval.ts';
import type { Method, Outcome, Paper } from './ballot.ts';
import { borda } from './borda.ts';
import { dots } from './dots.ts';
import { approximate } from './exact.ts';
import { score } from './score.ts';
import { star } from './star.ts';

function elect<S>(
  method: Method<S>,
  raw: Record<string, unknown>,
  papers: readonly Paper[],
  options = letters,
): Outcome {
  const settings = method.readSettings(raw);
  if (!settings.ok) throw new Error(settings.problem.key);
  return method.tally(ask(settings.value, papers, options), papers);
}

const totals = ({ rounds }: Outcome) => rounds[0]!.totals.map(({ option, weight }) => `${option} ${weight}`).join(', ');
const three = letters.slice(0, 3);
const scores = (weight: number, given: Record<string, number>) => paper({ scores: given }, weight);
const approve = (weight: number, ...approved: string[]) => paper({ approved }, weight);

describe('approval', () => {
  const papers = [approve(4, 'A', 'B'), approve(3, 'B', 'C'), approve(2, 'C'), paper({ answer: 'abstain' }, 9)];
  test('adds up, each approval once', () => {
    const outcome = elect(approval, {}, papers, three);
    expect(totals(outcome)).toBe('A 4, B 7, C 5');
    expect(outcome).toMatchObject({ winners: ['B'], order: [['B'], ['C'], ['A']], abstained: '9' });
    expect(elect(approval, { seats: 2 }, papers, three).winners).toEqual(['B', 'C']);
  });

  test('what may be cast', () => {
    const question = ask({ seats: 1 }, []);
    expect(approval.validate({ approved: ['A', 'B'] }, question)).toEqual({
      ok: true,
      value: { approved: ['A', 'B'] },
    });
    expect(approval.validate({ answer: 'abstain' }, question).ok).toBe(true);
    expect(approval.validate({ approved: [] }, question)).toMatchObject({ problem: { key: 'tally.approvalMissing' } });
    expect(approval.validate({ approved: ['A', 'A'] }, question)).toMatchObject({
      problem: { key: 'tally.optionTwice' },
    });
    expect(approval.validate({ approved: ['Z'] }, question)).toMatchObject({ problem: { key: 'tally.optionUnknown' } });
    for (const odd of [null, {}, { approved: 'A' }, { ranking: [['A']] }])
      expect(approval.validate(odd, question).ok).toBe(false);
  });
});

describe('score', () => {
  test('adds points up; options left out get none', () => {
    const outcome = elect(score, {}, [scores(2, { A: 5, B: 3 }), scores(3, { B: 4, C: 5 })], three);
    expect(totals(outcome)).toBe('A 10, B 18, C 15');
    expect(outcome.winners).toEqual(['B']);
  });

  test('what may be cast', () => {
    const question = ask({ seats: 1, max: 5 }, []);
    expect(score.validate({ scores: { A: 0, B: 5 } }, question)).toEqual({
      ok: true,
      value: { scores: { A: 0, B: 5 } },
    });
    for (const given of [6, -1, 1.5, '3', null]) {
      expect(score.validate({ scores: { A: given } }, question)).toMatchObject({
        problem: { key: 'tally.scoreOutside' },
      });
    }
    expect(score.validate({ scores: { Z: 1 } }, question)).toMatchObject({ problem: { key: 'tally.optionUnknown' } });
    expect(score.validate(JSON.parse('{"scores":{"__proto__":1}}'), question)).toMatchObject({
      problem: { key: 'tally.optionUnknown' },
    });
    for (const odd of [null, {}, { scores: {} }, { scores: [1] }]) {
      expect(score.validate(odd, question)).toMatchObject({ problem: { key: 'tally.scoresMissing' } });
    }
    expect(score.readSettings({ max: 0 })).toMatchObject({ problem: { key: 'tally.maxUnreadable' } });
  });
});

test('dots: no more than everybody has', () => {
  const question = ask({ seats: 1, dots: 3 }, []);
  expect(dots.validate({ scores: { A: 2, B: 1 } }, question).ok).toBe(true);
  expect(dots.validate({ scores: { A: 2, B: 2 } }, question)).toMatchObject({
    problem: { key: 'tally.dotsTooMany', variables: { placed: 4, dots: 3 } },
  });
  expect(elect(dots, { dots: 3 }, [scores(1, { A: 3 }), scores(1, { A: 1, B: 2 })]).winners).toEqual(['A']);
});

describe('Borda', () => {
  test('the capital of Tennessee is Nashville, with 194 points', () => {
    const papers = ['42 M>N>C>K', '26 N>C>K>M', '15 C>K>N>M', '17 K>C>N>M'].map(ranked);
    const outcome = elect(
      borda,
      {},
      papers,
      [...'MNCK'].map((id) => ({ id, name: id })),
    );
    expect(totals(outcome)).toBe('M 126, N 194, C 173, K 107');
    expect(outcome.order).toEqual([['N'], ['C'], ['M'], ['K']]);
  });

  test('equal ranks and options left out share the points of their places', () => {
    expect(totals(elect(borda, {}, [ranked('1 A>B=C')]))).toBe('A 4, B 5/2, C 5/2, D 1/2, E 1/2');
    expect(totals(elect(borda, { unranked: 'ignored' }, [ranked('1 A>B=C')]))).toBe('A 4, B 5/2, C 5/2, D 0, E 0');
  });

  test('every ballot that ranks anybody gives the same points', () => {
    fc.assert(
      fc.property(anyPapers('ranking'), (papers) => {
        const one = papers.slice(0, 1).map((first) => ({ ...first, weight: { n: 1n, d: 1n } }));
        const sum = elect(borda, {}, one).rounds[0]!.totals.reduce((all, { weight }) => all + approximate(weight), 0);
        expect(sum).toBe(one.length > 0 && 'ranking' in one[0]!.choice ? 10 : 0);
      }),
    );
  });

  test('a Condorcet winner may lose, as Borda’s critics say: kept as an example', () => {
    const papers = ['3 A>B>C', '2 B>C>A'].map(ranked);
    expect(elect(borda, {}, papers, three)).toMatchObject({ winners: ['B'] });
  });
});

describe('STAR', () => {
  test('the two with the most points meet, and most voters’ preference wins', () => {
    // B has the most points, but three of five prefer A to B.
    const papers = [scores(3, { A: 5, B: 3 }), scores(2, { B: 5, C: 4 })];
    const outcome = elect(star, {}, papers, three);
    expect(totals(outcome)).toBe('A 15, B 19, C 8');
    expect(outcome.rounds[1]!.totals).toEqual([
      { option: 'B', weight: '2' },
      { option: 'A', weight: '3' },
    ]);
    expect(outcome.winners).toEqual(['A']);
  });

  test('level in the runoff: the higher score wins; level in points too: the most best scores', () => {
    const byScore = elect(star, {}, [scores(1, { A: 5, B: 4 }), scores(1, { A: 1, B: 4 })], three);
    expect(byScore.rounds[1]!.ties).toEqual([{ among: ['B', 'A'], picked: 'B', for: 'elected', by: 'score' }]);
    const byTop = elect(star, {}, [scores(1, { A: 5, B: 3 }), scores(1, { A: 2, B: 4 })], three.slice(0, 2));
    expect(byTop.rounds[1]!.ties).toMatchObject([{ picked: 'A', by: 'top-scores' }]);
  });

  test('level for the runoff: preferred head to head, then the most best scores, then the lot', () => {
    const head = elect(star, {}, [scores(2, { A: 5, B: 2, C: 3 }), scores(1, { A: 5, B: 3, C: 1 })], three);
    expect(head.rounds[0]!.ties).toMatchObject([{ among: ['B', 'C'], picked: 'C', by: 'head-to-head' }]);
    const even = elect(star, {}, [scores(1, { A: 5, B: 2, C: 1 }), scores(1, { A: 5, B: 1, C: 2 })], three);
    expect(even.rounds[0]!.ties).toMatchObject([{ among: ['B', 'C'], by: 'seed' }]);
  });

  test('the winner is one of the two with the most points, and the other is not preferred to it', () => {
    fc.assert(
      fc.property(anyPapers('score'), (papers) => {
        const outcome = elect(star, {}, papers);
        fc.pre(outcome.result === 'elected');
        const [, final] = outcome.rounds;
        const votes = new Map(final!.totals.map(({ option, weight }) => [option, approximate(weight)]));
        expect(votes.get(outcome.winners[0]!)).toBe(Math.max(...votes.values()));
      }),
    );
  });

  test('elects one only', () => {
    expect(star.readSettings({ seats: 2 })).toMatchObject({ problem: { key: 'tally.oneSeatOnly' } });
  });
});

describe.each([
  ['approval', approval],
  ['score', score],
] as const)('%s', (shape, method) => {
  test('participation: a voter who comes and gives the winner the most does not make it lose', () => {
    fc.assert(
      fc.property(anyPapers(shape), fc.integer({ min: 1, max: 9 }), (papers, weight) => {
        const before = elect(method, {}, papers);
        fc.pre(before.result === 'elected' && before.rounds[0]!.ties.length === 0);
        const [winner] = before.winners;
        const more =
          shape === 'approval' ? approve(weight, winner!) : scores(weight, { [winner!]: 5, A: winner === 'A' ? 5 : 4 });
        expect(elect(method, {}, [...papers, more]).winners).toEqual(before.winners);
      }),
    );
  });
});
