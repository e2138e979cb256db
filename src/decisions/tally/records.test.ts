import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Shape } from './ballot.ts';
import { amount, sum } from './exact.ts';
import { type RecordRules, readRecords } from './records.ts';

const rules: RecordRules = { overvotes: 'skip', skipped: 'skip' };

function rankings(text: string, change: Partial<RecordRules> = {}) {
  const read = readRecords(text, 'ranking', { ...rules, ...change });
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value.papers.map(
    ({ choice, weight }) =>
      `${amount(weight)} ${(choice as { ranking: string[][] }).ranking.map((rank) => rank.join('=')).join('>')}`,
  );
}

function problem(text: string, shape: Shape = 'ranking') {
  const read = readRecords(text, shape, rules);
  return read.ok ? undefined : read.problem;
}

describe('rankings', () => {
  test.each([
    ['as they are', 'count,rank1,rank2\n3,A,B\n', ['3 A>B']],
    [
      'with empty, undervoted and missing cells',
      'count,rank1,rank2,rank3\n1,A,,\n2,undervote,B,Undervote\n4,C\n',
      ['1 A', '2 B', '4 C'],
    ],
    ['without counts', 'rank1,rank2\nA,B\nA,B\n', ['1 A>B', '1 A>B']],
    ['with weights', 'count,weight,rank1\n2,2.5,A\n', ['5 A']],
    ['columns in any order', 'rank2,rank1,count\nB,A,1\n', ['1 A>B']],
    ['equal ranks', 'count,rank1,rank2\n1,A = B,C\n', ['1 A=B>C']],
    ['somebody ranked twice counts where first named', 'count,rank1,rank2,rank3\n1,A,A,B\n', ['1 A>B']],
    [
      'semicolons, BOM, Windows lines, quotes',
      '\uFEFFcount;rank1;rank2\r\n1;"Ana; la otra";B\r\n',
      ['1 Ana; la otra>B'],
    ],
    ['composed and decomposed accents alike', 'count,rank1,rank2\n1,Jos\u0065\u0301,José\n', ['1 José']],
    ['blank ballots', 'count,rank1\n9,\n', ['9 ']],
  ])('%s', (_what, text, expected) => expect(rankings(text)).toEqual(expected));

  test('an overvote is passed over, or stops the paper', () => {
    const text = 'count,rank1,rank2,rank3\n1,A,overvote,B\n';
    expect(rankings(text)).toEqual(['1 A>B']);
    expect(rankings(text, { overvotes: 'exhaust' })).toEqual(['1 A']);
  });

  test('a skipped rank is passed over, or stops the paper', () => {
    const text = 'count,rank1,rank2,rank3\n1,A,skipped,B\n1,A,B,\n';
    expect(rankings(text)).toEqual(['1 A>B', '1 A>B']);
    expect(rankings(text, { skipped: 'exhaust' })).toEqual(['1 A', '1 A>B']);
  });

  test('Minneapolis 2013: 80,101 ballots, 59,463 of them name somebody, as the city reports', () => {
    const file = readFileSync(`${import.meta.dirname}/../../../test/data/minneapolis-park-2013/ballots.csv`, 'utf8');
    const read = readRecords(file, 'ranking', rules);
    if (!read.ok) throw new Error(read.problem.key);
    const { papers, options } = read.value;
    const weigh = (some: typeof papers) => amount(sum(some.map(({ weight }) => weight)));
    const first = (name: string) =>
      papers.filter(({ choice }) => 'ranking' in choice && choice.ranking[0]?.[0] === name);
    expect(weigh(papers)).toBe('80101');
    expect(weigh(papers.filter(({ choice }) => 'ranking' in choice && choice.ranking.length > 0))).toBe('59463');
    expect([weigh(first('JOHN ERWIN')), weigh(first('ANNIE YOUNG'))]).toEqual(['14678', '9294']);
    expect(options).toHaveLength(11);
  });
});

test('answers, in the languages we speak', () => {
  const read = readRecords('count,choice\n3,Yes\n1,no\n2,sí\n1,نعم\n4,\n', 'yes-no-abstain', rules);
  expect(read.ok && read.value.papers.map(({ choice }) => ('answer' in choice ? choice.answer : ''))).toEqual([
    'yes',
    'no',
    'yes',
    'yes',
    'abstain',
  ]);
});

describe('a column for each option', () => {
  const read = (text: string, shape: Shape) => {
    const records = readRecords(text, shape, rules);
    return records.ok ? records.value.papers.map(({ choice }) => choice) : records.problem;
  };

  test('has points for scores, 1 or 0 for approval; an empty row abstains', () => {
    expect(read('count,Anna,Bo\n2,5,0\n1,,3\n1,,\n', 'score')).toEqual([
      { scores: { Anna: 5, Bo: 0 } },
      { scores: { Bo: 3 } },
      { answer: 'abstain' },
    ]);
    expect(read('Anna,Bo\n1,0\n1,1\n', 'approval')).toEqual([{ approved: ['Anna'] }, { approved: ['Anna', 'Bo'] }]);
    expect(read('count,choice1,choice2\n1,Bo,Anna\n', 'approval')).toEqual([{ approved: ['Bo', 'Anna'] }]);
  });

  test('is refused with other words or numbers in it', () => {
    expect(read('count,Anna\n1,good\n', 'score')).toMatchObject({ key: 'tally.csvCell', at: { line: 2 } });
    expect(read('count,Anna\n1,2\n', 'approval')).toMatchObject({ key: 'tally.csvCell' });
    expect(read('count,rank1\n1,Anna\n', 'score')).toMatchObject({ key: 'tally.csvScores' });
    expect(read('count,Anna,Anna\n1,1,1\n', 'score')).toMatchObject({ key: 'tally.optionTwice' });
    expect(read('count\n1\n', 'score')).toMatchObject({ key: 'tally.csvScores' });
  });
});

describe('what cannot be read is refused with its line', () => {
  test.each([
    ['nothing', '', 'tally.csvEmpty', undefined],
    ['only a header', 'count,rank1\n', 'tally.csvEmpty', undefined],
    ['no header', '3,A,B\n2,B,A\n', 'tally.csvColumns', undefined],
    ['a count that is none', 'count,rank1\n1,A\nmany,B\n', 'tally.weightUnreadable', { line: 3 }],
    ['a negative count', 'count,rank1\n-1,A\n', 'tally.weightUnreadable', { line: 2 }],
    ['too many cells', 'count,rank1\n1,A,B\n', 'tally.csvTooWide', { line: 2 }],
    ['an open quotation mark', 'count,rank1\n1,"A\n2,B\n', 'tally.csvBroken', { line: 3 }],
  ])('%s', (_what, text, key, at) => {
    expect(problem(text)?.key).toBe(key);
    expect(problem(text)?.at).toEqual(at);
  });

  test('an answer that fits another question', () => {
    expect(problem('count,choice\n1,object\n', 'yes-no-abstain')).toMatchObject({
      key: 'tally.answerUnknown',
      at: { line: 2 },
    });
  });
});
