import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { powerCli } from './power.cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'power-'));
afterAll(() => rmSync(folder, { recursive: true }));
const published = `${import.meta.dirname}/../../test/data/power/published-power-indices.json`;

function run(...argv: string[]) {
  const said = { out: '', err: '' };
  const code = powerCli(argv, { out: (text) => (said.out += text), err: (text) => (said.err += text) });
  return { code, ...said };
}

function file(content: unknown): string {
  const path = join(folder, 'rule.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const reckon = (rule: unknown) => JSON.parse(run(file(rule), '--json').out);

describe('published results', () => {
  const given = JSON.parse(readFileSync(published, 'utf8')) as { id: string; recomputed: object; status: string }[];
  const { code, out } = run(published, '--json');
  const answered = JSON.parse(out) as typeof given;

  test('are all answered, in their own shape', () => {
    expect(code).toBe(0);
    expect(answered.map(({ id }) => id)).toEqual(['unsc', 'nassau-1958', 'nassau-1964', 'nassau-1970', 'eec-1958']);
  });

  test.each(given.map((rule) => [rule.id, rule] as const))('%s', (id, { recomputed, ...rest }) => {
    const { recomputed: ours, status, ...kept } = answered.find((rule) => rule.id === id)!;
    expect(ours).toMatchObject(recomputed);
    const { status: _, ...before } = rest;
    expect(kept).toEqual(before);
    expect(status).not.toBe('recomputed different');
  });

  test('are compared: fractions in other terms are the same, another number is not', () => {
    expect(answered.find(({ id }) => id === 'unsc')!.status).toBe('recomputed equal');
    const rule = { quota: 2, weights: [1, 1, 1], published: { shapley: ['2/6', '1/3', '33/99'] } };
    expect(reckon(rule).status).toBe('recomputed equal');
    expect(reckon({ ...rule, published: { banzhaf: ['1/2', '1/4', '1/4'] } }).status).toBe('recomputed different');
  });

  test('dummies are named on the terminal, in each language', () => {
    expect(run(published).out).toMatch(/OysterBay .*no power/);
    expect(run(published, '--lang', 'es').out).toMatch(/LU .*sin poder/);
    expect(run(published, '--lang', 'ar').out).toContain('بلا قوة');
  });
});

describe('rules of several parts', () => {
  test('the members must agree too: in 1958 four of the six, besides twelve of the seventeen votes', () => {
    const weights = [4, 4, 4, 2, 2, 1];
    const { recomputed } = reckon({ quota: 12, weights, min_members: 4 });
    expect(recomputed.swings[5]).toBeGreaterThan(0);
    expect(recomputed.least_winning).toBe(4);
  });

  test('a second sum to reach: whoever has its weight has a veto', () => {
    const rules = [
      { quota: '1/2', reach: 'more', weights: ['1/3', '1/3', '1/3'] },
      { quota: 1, weights: [0, 0, 1] },
    ];
    const { recomputed } = reckon({ rules });
    expect(recomputed).toMatchObject({
      vetoes: [false, false, true],
      shapley: ['1/6', '1/6', '2/3'],
      winning: 3,
      acts: '3/8',
    });
  });
});

describe('what is wrong is said, with exit code 2', () => {
  test.each([
    ['{"quota": 2, "weights": [1, 1', /not complete JSON/],
    ['[]', /no rule/],
    ['[{"id": "a", "quota": 2, "weights": [1, 1]}, {"id": "b", "quota": 3, "weights": [1, 1]}]', /“b”: Nothing could/],
    ['{"quota": 0, "weights": [1, 1]}', /Everything would pass/],
    ['{"quota": 1, "weights": []}', /no members/],
    ['{"quota": 1, "weights": [2, -1]}', /below 0/],
    ['{"quota": 1}', /quota and weights/],
    ['{"quota": "half", "weights": [1]}', /“quota” is not an exact number/],
    ['{"quota": 1, "weights": [1, null]}', /“weights.1”/],
    ['{"quota": 1, "weights": [1, 1], "labels": ["A"]}', /2 weights, but 1 labels/],
    ['{"rules": [{"quota": 1, "weights": [1, 1]}, {"quota": 1, "weights": [1]}]}', /2 members, but 1 weights/],
    ['7', /“–” is missing/],
  ])('%s', (content, says) => {
    const { code, out, err } = run(file(content));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });

  test('no file, two files, a file that is not there, an unknown flag', () => {
    for (const argv of [[], ['a', 'b'], [join(folder, 'none.json')], ['--fast', published]]) {
      expect(run(...argv)).toMatchObject({ code: 2, out: '' });
    }
    expect(run('--help')).toMatchObject({ code: 0, err: '' });
  });

  test('what would take too long', () => {
    const weights = Array.from({ length: 200 }, (_, at) => 1_000_003 * (at + 1) + at ** 3);
    const { code, err } = run(file({ quota: weights.reduce((a, b) => a + b) / 2 + 1, weights }));
    expect([code, err]).toEqual([2, expect.stringContaining('smaller weights')]);
  });
});
