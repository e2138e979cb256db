import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tallyCli } from './tally.cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'tally-'));
afterAll(() => rmSync(folder, { recursive: true }));
const burlington = `${import.meta.dirname}/../../test/data/burlington-2009/ballots.csv`;

async function run(...argv: string[]) {
  const said = { out: '', err: '' };
  const code = await tallyCli(argv, { out: (text) => (said.out += text), err: (text) => (said.err += text) });
  return { code, ...said };
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('Burlington 2009', () => {
  test('elects Kiss by instant runoff, as JSON with names', async () => {
    const { code, out } = await run(burlington, '--method', 'irv', '--json');
    expect(code).toBe(0);
    const told = JSON.parse(out);
    expect(told).toMatchObject({ method: 'irv', winners: ['Kiss'], cast: 8833 });
    expect(told.rounds).toMatchObject([
      {
        totals: { Montroll: 2554, Kiss: 2982, Wright: 3297 },
        exhausted: 0,
        excluded: ['Montroll'],
        needed: { weight: '4416.5' },
      },
      { totals: { Kiss: 4314, Wright: 4064 }, exhausted: 455, elected: ['Kiss'] },
    ]);
  });

  test('and Wright by plurality', async () => {
    expect(JSON.parse((await run(burlington, '--method', 'plurality', '--json')).out).winners).toEqual(['Wright']);
  });

  test('and Montroll by comparing in pairs', async () => {
    const { out } = await run(burlington, '--method', 'Ranked Pairs', '--json');
    expect(JSON.parse(out)).toMatchObject({
      winners: ['Montroll'],
      order: [['Montroll'], ['Kiss'], ['Wright']],
      pairwise: { Montroll: { Kiss: 4067, Wright: 4597 }, Kiss: { Montroll: 3477, Wright: 4314 } },
    });
    expect((await run(burlington, '--method', 'schulze')).out).toContain('Montroll            4,067   4,597');
  });

  test('reads as a table in each language', async () => {
    expect((await run(burlington, '--method', 'irv')).out).toMatchInlineSnapshot(`
      "Ranked choice (instant runoff)

      Votes cast: 8,833, of which abstentions: 0

                            Round 1    Round 2
      Montroll                2,554 -
      Kiss                    2,982      4,314 +
      Wright                  3,297      4,064
      No longer counting          0        455
      Needed              > 4,416.5    > 4,189

      Kiss wins in round 2 with 4,314 of the 8,378 votes still in the count.
      "
    `);
    expect((await run(burlington, '--method', 'irv', '--lang', 'es')).out).toContain('Kiss gana en la ronda 2');
    expect((await run(burlington, '--method', 'irv', '--lang', 'ar')).out).toContain('الجولة 2');
  });
});

test('a transferable vote takes its seats from the BLT file, or from --seats', async () => {
  const folder = `${import.meta.dirname}/../../test/data`;
  const winners = async (...argv: string[]) => JSON.parse((await run(...argv, '--json')).out).winners;
  expect(await winners(`${folder}/blt/maemo.blt`, '--method', 'stv')).toHaveLength(3);
  expect(await winners(`${folder}/blt/maemo.blt`, '--method', 'stv', '--seats', '1')).toHaveLength(1);
  const minneapolis = `${folder}/minneapolis-park-2013/ballots.csv`;
  expect(await winners(minneapolis, '--method', 'stv', '--seats', '3')).toEqual([
    'JOHN ERWIN',
    'ANNIE YOUNG',
    'MEG FORNEY',
  ]);
});

test('an export is counted by its own method, quorum and seed', async () => {
  const papers = [
    { weight: '2', status: 'counted', choice: { answer: 'yes' } },
    { weight: '1', status: 'provisional', choice: { answer: 'yes' } },
    { weight: '2', status: 'counted', choice: { answer: 'no' } },
  ];
  const ballots = {
    format: 'greenbelt-ballots',
    version: 1,
    question: { text: 'Shall we?' },
    method: 'majority',
    settings: { threshold: '3/5' },
  };
  const path = file(
    'export.json',
    JSON.stringify({
      ...ballots,
      options: [],
      roll: { entries: 9, weight: '9' },
      quorum: { threshold: '1/2' },
      seed: '',
      papers,
    }),
  );
  const { code, out } = await run(path, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    result: 'carried',
    winners: ['yes'],
    quorum: { met: true, needed: '4.5' },
    withoutProvisional: { result: 'rejected' },
  });
  expect((await run(path)).out).toContain('If none of them is ratified: Not carried');
  const strict = await run(path, '--json', '--quorum', '2/3');
  expect(JSON.parse(strict.out)).toMatchObject({ result: 'no-quorum', winners: [] });
});

test('scores have a column for each option, and keep to the best score', async () => {
  const path = file('scores.csv', 'count,Anna,Bo,Cai\n3,5,3,0\n2,0,5,4\n');
  const told = JSON.parse((await run(path, '--method', 'star', '--json')).out);
  expect(told).toMatchObject({
    winners: ['Anna'],
    rounds: [{ totals: { Anna: 15, Bo: 19, Cai: 8 } }, { totals: { Anna: 3, Bo: 2 } }],
  });
  expect(JSON.parse((await run(path, '--method', 'score', '--json')).out).winners).toEqual(['Bo']);
  expect((await run(path, '--method', 'score', '--max', '4')).err).toContain(
    'Line 2: The points for “Anna” must be a whole number from 0 to 4.',
  );
  expect((await run(path, '--method', 'dots', '--dots', '8')).err).toContain('Line 3: You placed 9 dots and have 8.');
});

test('settings for a CSV come from the command line', async () => {
  const path = file('vote.csv', 'count,choice\n30,yes\n12,no\n5,abstain\n');
  const result = async (...flags: string[]) =>
    JSON.parse((await run(path, '--method', 'majority', '--json', ...flags)).out).result;
  expect(await result('--threshold', '2/3')).toBe('carried');
  expect(await result('--threshold', '2/3', '--of', 'roll', '--roll', '60')).toBe('rejected');
  expect(await result('--threshold', '30/42', '--reach', 'more')).toBe('rejected');
});

describe('what is wrong is said plainly, with exit code 2', () => {
  test.each([
    ['no file', [], 'greenbelt tally FILE'],
    ['two files', ['a', 'b'], 'greenbelt tally FILE'],
    ['an unknown flag', ['a', '--fast'], '--fast'],
    ['a file that is not there', [join(folder, 'none.csv'), '--method', 'irv'], 'cannot be read (ENOENT)'],
    ['a folder', [folder, '--method', 'irv'], 'cannot be read (EISDIR)'],
    ['no method', [burlington], 'Say by which method to count'],
    ['an unknown method', [burlington, '--method', 'dice'], 'There is no method “dice”'],
    [
      'an unknown setting',
      [burlington, '--method', 'irv', '--overvotes', 'guess'],
      '“guess” is not a value of overvotes',
    ],
    ['a threshold that is none', [burlington, '--method', 'majority', '--threshold', '2'], '“2” is not a share'],
    ['a cut export', [file('cut.json', '{"format":"greenbelt-ballots","ver')], 'cut off'],
    ['other JSON', [file('other.json', '{"a":1}')], 'not a Greenbelt ballot export'],
    ['not text', [file('latin.csv', Uint8Array.of(0x63, 0xe9, 0x0a)), '--method', 'irv'], 'not text in UTF-8'],
    ['a broken line', [file('broken.csv', 'count,rank1\nx,A\n'), '--method', 'irv'], 'Line 2: “x” is not a weight'],
  ])('%s', async (_what, argv, message) => {
    const { code, out, err } = await run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});
