import { describe, expect, test } from 'vitest';
import { amount } from './exact.ts';
import { isPrefLib, readPrefLib } from './preflib.ts';

const toi = `# FILE NAME: 00000-00000001.toi
# TITLE: Where we meet
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 6
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Anna's place
# ALTERNATIVE NAME 2: The hall
# ALTERNATIVE NAME 3: The hall
# ALTERNATIVE NAME 4: Riverside: the old mill
3: {1,2},3
2: 3,2,1
1: 4
`;

const cat = `# TITLE: Which rooms would do
# DATA TYPE: cat
# NUMBER ALTERNATIVES: 3
# NUMBER CATEGORIES: 2
# CATEGORY NAME 1: Yes
# CATEGORY NAME 2: No
# ALTERNATIVE NAME 1: A
# ALTERNATIVE NAME 2: B
# ALTERNATIVE NAME 3: C
2: {1,3},2
1: {},{1,2,3}
`;

function read(text: string, shape: 'ranking' | 'approval' = 'ranking') {
  const records = readPrefLib(text, shape);
  if (!records.ok) throw new Error(JSON.stringify(records.problem));
  return records.value.papers.map(({ weight, choice }) => [
    amount(weight),
    'ranking' in choice ? choice.ranking : 'approved' in choice ? choice.approved : '',
  ]);
}

test('orders keep their equal ranks; options of one name are told apart', () => {
  expect(read(toi)).toEqual([
    ['3', [["Anna's place", 'The hall (2)'], ['The hall (3)']]],
    ['2', [['The hall (3)'], ['The hall (2)'], ["Anna's place"]]],
    ['1', [['Riverside: the old mill']]],
  ]);
  const records = readPrefLib(toi, 'ranking');
  expect(records.ok && [records.value.title, records.value.options.length]).toEqual(['Where we meet', 4]);
});

test('categories are ranks, or approvals', () => {
  expect(read(cat)).toEqual([
    ['2', [['A', 'C'], ['B']]],
    ['1', [['A', 'B', 'C']]],
  ]);
  expect(read(cat, 'approval')).toEqual([
    ['2', ['A', 'C']],
    ['1', []],
  ]);
});

test('is told from other files', () => {
  expect([toi, cat, '# a comment\n3 1\n', 'count,rank1\n'].map(isPrefLib)).toEqual([true, true, false, false]);
});

describe('what is wrong is said with its line', () => {
  test.each([
    ['an unknown option', toi.replace('1: 4', '1: 5'), 'tally.optionUnknown', 13],
    ['one ranked twice', toi.replace('{1,2},3', '{1,2},1'), 'tally.rankedTwice', 11],
    ['a line that is none', toi.replace('1: 4', 'one: 4'), 'tally.preflibLine', 13],
    ['braces left open', toi.replace('{1,2},3', '{1,2,3'), 'tally.preflibLine', 11],
    ['no colon', toi.replace('1: 4', '1 4'), 'tally.preflibLine', 13],
  ])('%s', (_what, text, key, line) => {
    expect(readPrefLib(text, 'ranking')).toMatchObject({ ok: false, problem: { key, at: { line } } });
  });

  test('fewer voters than announced', () => {
    expect(readPrefLib(toi.replace('1: 4\n', ''), 'ranking')).toEqual({
      ok: false,
      problem: { key: 'tally.preflibCut', variables: { announced: '6', found: '5' } },
    });
  });
});
