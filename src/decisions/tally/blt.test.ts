import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readBlt } from './blt.ts';
import { amount, sum } from './exact.ts';

function read(text: string) {
  const records = readBlt(text);
  if (!records.ok) throw new Error(JSON.stringify(records.problem));
  const told = records.value.papers.map(({ weight, choice }) => {
    const ranks = 'ranking' in choice ? choice.ranking.map((rank) => rank.join('=')) : [];
    return `${amount(weight)} ${ranks.join('>')}`;
  });
  return { ...records.value, told };
}

test.each([
  ['gnome_26', 11, 7, 'Carlos Soriano'],
  ['maemo', 5, 3, undefined],
])('reads the real election %s', (name, options, seats, first) => {
  const file = readFileSync(`${import.meta.dirname}/../../../test/data/blt/${name}.blt`, 'utf8');
  const records = read(file);
  expect([records.options.length, records.seats]).toEqual([options, seats]);
  const lines = file.split('\n').slice(1);
  expect(records.papers).toHaveLength(lines.indexOf('0'));
  expect(amount(sum(records.papers.map(({ weight }) => weight)))).toBe(
    `${lines.slice(0, lines.indexOf('0')).reduce((all, line) => all + Number.parseInt(line, 10), 0)}`,
  );
  if (first) expect(records.options.map((option) => option.name)).toContain(first);
});

test('reads comments, withdrawn options, ballots’ own names, equal and skipped ranks, weights, several ballots on a line', () => {
  const records = read(
    `4 2 # four, two
-3
(b1) 2 1 3 2 0   1.5 2=4 - 1 0
3 0
0
"Ana" "Bo ""B"""
"Cai"
"Dee" "A title"`.replace('"Bo ""B"""', '"Bo B"'),
  );
  expect(records.told).toEqual(['2 Ana>Bo B', '3/2 Bo B=Dee>Ana', '3 ']);
  expect(records.options.map(({ name }) => name)).toEqual(['Ana', 'Bo B', 'Dee']);
  expect([records.title, records.seats]).toEqual(['A title', 2]);
});

const good = '3 1\n4 1 2 0\n2 3 0\n0\n"A"\n"B"\n"C"\n"T"\n';

describe('what is wrong is said', () => {
  test.each([
    ['nothing', '', 'tally.bltHeader'],
    ['no seats', '3 0\n0\n"A"', 'tally.bltHeader'],
    ['an unknown option', good.replace('2 3 0', '2 4 0'), 'tally.optionUnknown'],
    ['a word for an option', good.replace('2 3 0', '2 C 0'), 'tally.optionUnknown'],
    ['an option ranked twice', good.replace('1 2 0', '1 2 1 0'), 'tally.rankedTwice'],
    ['a weight that is none', good.replace('2 3 0', 'x 3 0'), 'tally.weightUnreadable'],
  ])('%s', (_what, text, key) => expect(readBlt(text)).toMatchObject({ ok: false, problem: { key } }));

  test('a file cut anywhere in the middle is never counted', () => {
    const names = good.indexOf('"C"') + 3;
    for (let length = 4; length < names; length += 1) {
      const cut = readBlt(good.slice(0, length));
      expect(cut.ok, good.slice(0, length)).toBe(false);
    }
    expect(readBlt(good.slice(0, names)).ok).toBe(true);
  });

  test('with the line', () =>
    expect(readBlt(good.replace('2 3 0', '2 9 0'))).toMatchObject({ problem: { at: { line: 3 } } }));
});
