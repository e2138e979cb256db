// Committees from approvals: the examples of M. Lackner and P. Skowron, Multi-Winner Voting with Approval Preferences
// (2023, doi:10.1007/978-3-031-09016-5), and what the methods promise.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, paper } from '../../../test/support/ballots.ts';
import type { Method, Option, Outcome, Paper } from './ballot.ts';
import type { CommitteeSettings } from './committee.ts';
import { equalShares } from './equal-shares.ts';
import { approximate, fraction, multiply, sum } from './exact.ts';
import { sequentialPav } from './sequential-pav.ts';

const options = (names: string): Option[] => [...names].map((id) => ({ id, name: id }));

/** `approvals('3 cd, 2 ab')`: three voters approve c and d, two a and b. */
function approvals(text: string): Paper[] {
  return text.split(', ').map((part) => {
    const [weight = '1', names = ''] = part.split(' ');
    return paper({ approved: [...names] }, weight);
  });
}

function elect(method: Method<CommitteeSettings>, papers: readonly Paper[], seats: number, names = 'abcd'): Outcome {
  return method.tally(ask({ seats }, papers, options(names)), papers);
}

const seats = ({ rounds }: Outcome) =>
  rounds.map(
    (round) => `${round.elected[0]} ${round.totals.find(({ option }) => option === round.elected[0])!.weight}`,
  );

test('equal shares, example 2.12: c for a fifth, a for thirteen fortieths, then d by Phragmén', () => {
  const outcome = elect(equalShares, approvals('3 cd, 2 ab, 2 ac, 1 bd'), 3);
  expect(seats(outcome).slice(0, 2)).toEqual(['c 1/5', 'a 13/40']);
  expect(outcome.winners).toEqual(['c', 'a', 'd']);
});

test('sequential proportional approval, example 2.5: d with 11, then c with 15/2', () => {
  const outcome = elect(sequentialPav, approvals('3 ab, 6 ad, 4 b, 5 c, 5 cd'), 2);
  expect(seats(outcome)).toEqual(['d 11', 'c 15/2']);
});

test('the running example of the book', () => {
  const papers = approvals('3 ab, 3 ac, 2 ad, 1 bcf, 1 e, 1 f, 1 g');
  // a: 8; then b and c have 3/2 + 1 each, level.
  const outcome = elect(sequentialPav, papers, 4, 'abcdefg');
  expect(outcome.winners[0]).toBe('a');
  expect(outcome.rounds[1]!.ties).toMatchObject([{ among: ['b', 'c'], by: 'seed' }]);
});

test('a committee may stay smaller than asked where nobody approves anybody else', () => {
  for (const method of [equalShares, sequentialPav]) {
    expect(elect(method, approvals('2 a, 1 b'), 4)).toMatchObject({ result: 'elected', winners: ['a', 'b'] });
  }
});

test('parties get seats by D’Hondt from sequential proportional approval', () => {
  const parties = ['abcd', 'efgh', 'ijkl'];
  const votes = fc.tuple(...parties.map(() => fc.integer({ min: 1, max: 60 })));
  fc.assert(
    fc.property(votes, fc.integer({ min: 1, max: 4 }), (weights, size) => {
      const quotients = weights.flatMap((weight, party) => [1, 2, 3, 4].map((n) => ({ party, quotient: weight / n })));
      const [last, next] = quotients
        .map(({ quotient }) => quotient)
        .sort((a, b) => b - a)
        .slice(size - 1, size + 1);
      fc.pre(last !== next);
      const dHondt = parties.map(
        (_, party) => quotients.filter((one) => one.party === party && one.quotient >= last!).length,
      );
      const papers = parties.map((party, index) => paper({ approved: [...party] }, weights[index]!));
      const { winners } = elect(sequentialPav, papers, size, parties.join(''));
      expect(parties.map((party) => winners.filter((id) => party.includes(id)).length)).toEqual(dHondt);
    }),
  );
});

test('equal shares represents: voters for n seats who agree on n options are not all left with fewer', () => {
  const group = fc.subarray(['A', 'B', 'C', 'D', 'E'], { minLength: 1 });
  fc.assert(
    fc.property(
      group,
      fc.integer({ min: 1, max: 20 }),
      anyPapers('approval'),
      fc.integer({ min: 1, max: 5 }),
      (common, weight, others, size) => {
        const bloc: Paper[] = [...Array(3)].map((_, extra) => ({
          ...paper({ approved: [...new Set([...common, letters[extra]!.id])] }),
          weight: fraction(BigInt(weight), 3n),
        }));
        const papers = [...bloc, ...others.filter(({ choice }) => 'approved' in choice)];
        const { winners } = equalShares.tally(ask({ seats: size }, papers), papers);
        const all = approximate(sum(papers.map((one) => one.weight)));
        const earned = Math.min(common.length, Math.floor((weight * size) / all + 1e-9));
        const got = bloc.map(
          ({ choice }) => winners.filter((id) => 'approved' in choice && choice.approved.includes(id)).length,
        );
        expect(Math.max(...got)).toBeGreaterThanOrEqual(earned);
      },
    ),
  );
});

describe.each([equalShares, sequentialPav].map((method) => [method.name, method] as const))('%s', (_name, method) => {
  test('for one seat it is approval', () => {
    fc.assert(
      fc.property(anyPapers('approval'), (papers) => {
        const outcome = method.tally(ask({ seats: 1 }, papers), papers);
        const held = (id: string) =>
          approximate(
            sum(
              papers.map(({ choice, weight }) =>
                'approved' in choice && choice.approved.includes(id) ? weight : multiply(weight, fraction(0)),
              ),
            ),
          );
        const most = Math.max(...letters.map(({ id }) => held(id)));
        for (const id of outcome.winners) expect(held(id)).toBe(most);
        expect(outcome.winners).toHaveLength(most > 0 ? 1 : 0);
      }),
    );
  });

  test('elects nobody twice and no more than the seats', () => {
    fc.assert(
      fc.property(anyPapers('approval'), fc.integer({ min: 1, max: 7 }), (papers, size) => {
        const { winners } = method.tally(ask({ seats: size }, papers), papers);
        expect(new Set(winners).size).toBe(winners.length);
        expect(winners.length).toBeLessThanOrEqual(size);
      }),
    );
  });
});
