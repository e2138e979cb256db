// Schulze and ranked pairs: published examples, and the criteria that both promise.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, ranked } from '../../../test/support/ballots.ts';
import type { Option, Outcome, Paper } from './ballot.ts';
import { approximate, fraction } from './exact.ts';
import { comparePairs, condorcetWinner } from './pairwise.ts';
import { profileOf } from './profile.ts';
import { rankedPairs } from './ranked-pairs.ts';
import { readRecords } from './records.ts';
import { schulze } from './schulze.ts';

const defaults = { unranked: 'tied-last', strength: 'winning-votes', seats: 1 } as const;
const both = [schulze, rankedPairs];

function elect(method: typeof schulze, papers: readonly Paper[], options = letters, settings = {}): Outcome {
  return method.tally(ask({ ...defaults, ...settings }, papers, options), papers);
}

const lines = (text: string) =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .map(ranked);
const options = (names: string): Option[] => [...names].map((id) => ({ id, name: id }));
const told = ({ order }: Outcome) => order?.map((level) => level.join('=')).join('>');

test('Burlington 2009: Montroll beats each of the others, by the published counts', () => {
  const file = readFileSync(`${import.meta.dirname}/../../../test/data/burlington-2009/ballots.csv`, 'utf8');
  const records = readRecords(file, 'ranking', { overvotes: 'skip', skipped: 'skip' });
  if (!records.ok) throw new Error(records.problem.key);
  for (const method of both) {
    const outcome = elect(method, records.value.papers, records.value.options);
    expect(outcome.winners).toEqual(['Montroll']);
    expect(told(outcome)).toBe('Montroll>Kiss>Wright');
    expect(outcome.pairwise).toEqual([
      { a: 'Montroll', b: 'Kiss', aOverB: '4067', bOverA: '3477' },
      { a: 'Montroll', b: 'Wright', aOverB: '4597', bOverA: '3668' },
      { a: 'Kiss', b: 'Wright', aOverB: '4314', bOverA: '4064' },
    ]);
  }
});

test('Schulze’s paper, example 1: 21 voters, four options, D>A>C>B', () => {
  // Section 3.1: links AB 8, AC 14, AD 10, BA 13, BC 6, BD 2, CA 7, CB 15, CD 12, DA 11, DB 19, DC 9.
  const papers = lines(`8 A>C>D>B
    2 B>A>D>C
    4 C>D>B>A
    4 D>B>A>C
    3 D>C>B>A`);
  const outcome = elect(schulze, papers, options('ABCD'));
  expect(outcome.pairwise!.map(({ a, b, aOverB, bOverA }) => `${a}${b} ${aOverB}:${bOverA}`)).toEqual([
    'AB 8:13',
    'AC 14:7',
    'AD 10:11',
    'BC 6:15',
    'BD 2:19',
    'CD 12:9',
  ]);
  expect(told(outcome)).toBe('D>A>C>B');
});

test('the 45 voters of many textbooks: E>A>C>B>D', () => {
  const papers = lines(`5 A>C>B>E>D
    5 A>D>E>C>B
    8 B>E>D>A>C
    3 C>A>B>E>D
    7 C>A>E>B>D
    2 C>B>A>D>E
    7 D>C>E>B>A
    8 E>B>A>D>C`);
  expect(told(elect(schulze, papers))).toBe('E>A>C>B>D');
  // Ranked pairs drops D>C (28), B>A (25) and E>A (23), each of which would close a circle with stronger ones.
  expect(told(elect(rankedPairs, papers))).toBe('A>C>E>B>D');
});

test('the capital of Tennessee is Nashville', () => {
  const papers = lines(`42 M>N>C>K
    26 N>C>K>M
    15 C>K>N>M
    17 K>C>N>M`);
  for (const method of both) expect(told(elect(method, papers, options('MNCK')))).toBe('N>C>K>M');
});

test('a circle is broken at its weakest victory', () => {
  const papers = lines(`9 A>B>C
    8 B>C>A
    6 C>A>B`);
  for (const method of both)
    expect(elect(method, papers, options('ABC'))).toMatchObject({
      winners: ['A'],
      reason: { variables: { beatsAll: 'no' } },
    });
});

test('unranked options are tied last, or not compared with the ranked ones', () => {
  const papers = lines(`3 A
    2 B>A`);
  expect(elect(schulze, papers, options('AB')).winners).toEqual(['A']);
  expect(elect(schulze, papers, options('AB'), { unranked: 'ignored' }).winners).toEqual(['B']);
});

test('several seats go to the first of the order; the lot decides among those who stand level', () => {
  const papers = lines('1 A>B=C>D');
  const outcome = elect(rankedPairs, papers, options('ABCD'), { seats: 2 });
  expect(outcome.winners[0]).toBe('A');
  expect(outcome.rounds[0]!.ties).toMatchObject([{ among: ['B', 'C'], picked: outcome.winners[1], by: 'seed' }]);
});

describe.each(both.map((method) => [method.name, method] as const))('%s', (_name, method) => {
  test('Condorcet: whoever beats every other option wins', () => {
    fc.assert(
      fc.property(anyPapers('ranking'), (all) => {
        const papers = all.filter(({ choice }) => 'ranking' in choice);
        const winner = condorcetWinner(comparePairs(profileOf(ask({}, papers), papers), 'tied-last'));
        fc.pre(winner !== undefined && papers.length > 0);
        expect(elect(method, papers).winners).toEqual([winner]);
      }),
    );
  });

  test('Smith: the winner comes from the smallest group that beats everybody outside it', () => {
    fc.assert(
      fc.property(anyPapers('ranking'), (papers) => {
        const outcome = elect(method, papers);
        fc.pre(outcome.winners.length > 0);
        expect(smithSet(outcome)).toContain(outcome.winners[0]);
      }),
    );
  });

  test('monotonicity: lifting the winner on a ballot does not make it lose', () => {
    fc.assert(
      fc.property(anyPapers('ranking'), fc.nat(), (papers, which) => {
        const before = elect(method, papers);
        fc.pre(isClear(before) && papers.length > 0);
        const lifted = papers.map((paper, place) =>
          place === which % papers.length ? lift(paper, before.winners[0]!) : paper,
        );
        const after = elect(method, lifted);
        if (isClear(after)) expect(after.winners).toEqual(before.winners);
      }),
    );
  });

  test('clone independence: a twin of an option, ranked beside it everywhere, changes no other result', () => {
    fc.assert(
      fc.property(anyPapers('ranking', letters.slice(0, 4)), fc.boolean(), (papers, level) => {
        const before = elect(method, papers, letters.slice(0, 4));
        const cloned = papers.map((paper) => cloneOf(paper, level));
        const after = elect(method, cloned, [...letters.slice(0, 4), { id: 'A2', name: 'A2' }]);
        fc.pre(
          isClear(before) &&
            before.winners.length > 0 &&
            after.rounds[0]!.ties.every(({ among }) => among.every((id) => id.startsWith('A'))),
        );
        expect(after.winners.map((id) => id.slice(0, 1))).toEqual(before.winners);
      }),
    );
  });

  test('reversal symmetry: if every ballot is turned around, the winner does not win again', () => {
    fc.assert(
      fc.property(anyPapers('ranking'), (papers) => {
        const full = papers.map(complete);
        const [before, after] = [elect(method, full), elect(method, full.map(reverse))];
        // Strength by winning votes is not symmetric where ranks are equal; margins are.
        const margins = { strength: 'margins' } as const;
        const [one, other] = [
          elect(method, full, letters, margins),
          elect(method, full.map(reverse), letters, margins),
        ];
        fc.pre(
          isClear(one) && isClear(other) && one.order!.length > 1 && before.winners.length + after.winners.length > 0,
        );
        if (one.order![0]!.length === 1) expect(other.winners).not.toEqual(one.winners);
      }),
    );
  });
});

test('pairs: what prefers one, what prefers the other and what is indifferent make up the whole', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), (all) => {
      const papers = all.filter(({ choice }) => 'ranking' in choice);
      const pairs = comparePairs(profileOf(ask({}, papers), papers), 'tied-last');
      for (const a of pairs.options) {
        for (const b of pairs.options) {
          const expected = papers.filter(
            ({ choice }) => 'ranking' in choice && place(choice.ranking, a) < place(choice.ranking, b),
          );
          const sum = expected.reduce((total, { weight }) => total + approximate(weight), 0);
          expect(approximate(pairs.over(a, b))).toBeCloseTo(sum, 9);
        }
      }
    }),
  );
});

test('weights beyond what floating numbers hold exactly still count exactly', () => {
  const papers = [
    { ...ranked('1 A>B'), weight: fraction(2n ** 60n + 1n) },
    { ...ranked('1 B>A'), weight: fraction(2n ** 60n) },
  ];
  const pairs = comparePairs(profileOf(ask({}, papers), papers), 'tied-last');
  expect(pairs.over('A', 'B').n - pairs.over('B', 'A').n).toBe(1n);
});

const isClear = ({ rounds }: Outcome) => rounds.every(({ ties }) => ties.length === 0);
const place = (ranking: readonly (readonly string[])[], id: string) => {
  const found = ranking.findIndex((level) => level.includes(id));
  return found < 0 ? ranking.length : found;
};

function change(paper: Paper, ranks: (ranking: readonly (readonly string[])[]) => (readonly string[])[]): Paper {
  return 'ranking' in paper.choice
    ? { ...paper, choice: { ranking: ranks(paper.choice.ranking).filter((rank) => rank.length > 0) } }
    : paper;
}

const lift = (paper: Paper, id: string) =>
  change(paper, (ranking) => [[id], ...ranking.map((level) => level.filter((other) => other !== id))]);
const reverse = (paper: Paper) => change(paper, (ranking) => ranking.toReversed());
const complete = (paper: Paper) =>
  change(paper, (ranking) => [...ranking, letters.map(({ id }) => id).filter((id) => !ranking.flat().includes(id))]);

/** A2 right behind A, or level with it; where A is unranked, so is A2. */
function cloneOf(paper: Paper, level: boolean): Paper {
  return change(paper, (ranking) =>
    ranking.flatMap((rank) => {
      if (!rank.includes('A')) return [rank];
      return level || rank.length > 1 ? [[...rank, 'A2']] : [rank, ['A2']];
    }),
  );
}

function smithSet({ pairwise }: Outcome): string[] {
  const notBeaten = new Map(letters.map(({ id }) => [id, new Set<string>([id])]));
  for (const { a, b, aOverB, bOverA } of pairwise!) {
    const order = approximate(aOverB) - approximate(bOverA);
    if (order >= 0) notBeaten.get(a)!.add(b);
    if (order <= 0) notBeaten.get(b)!.add(a);
  }
  for (const { id: k } of letters) {
    for (const set of notBeaten.values()) if (set.has(k)) for (const id of notBeaten.get(k)!) set.add(id);
  }
  return letters.map(({ id }) => id).filter((id) => notBeaten.get(id)!.size === letters.length);
}
