// What every method must keep, whichever it is: a method added to methods.ts is held to these without a line here.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters as plain } from '../../../test/support/ballots.ts';
import { translator } from '../../system/i18n/translate.ts';
import { ABSTAIN, type Method } from './ballot.ts';
import { add, amount, approximate, divide, fraction, sum } from './exact.ts';
import { findMethod, methods } from './methods.ts';

const letters = plain.map((option) => ({ ...option, cost: '3' }));
const all = Object.entries(methods) as [string, Method][];

test('a method is found however its name is spelled', () => {
  expect(findMethod(' IRV ')).toBe(methods.irv);
  expect(findMethod('toString')).toBeUndefined();
});

test('docs/methods.md explains every method', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../docs/methods.md`, 'utf8');
  expect(Object.keys(methods).filter((name) => !page.includes(`(\`${name}\`)`))).toEqual([]);
});

describe.each(all)('%s', (name, method) => {
  const settings = method.readSettings(method.dividesMoney ? { budget: '10' } : {});
  if (!settings.ok) throw new Error('a method needs defaults');
  const tally = (papers: Parameters<Method['tally']>[1], options = letters) =>
    method.tally(ask(settings.value, papers, options, { version: 2 }), papers);

  test('goes by its name, and explains itself in every language', () => {
    expect(method.name).toBe(name);
    for (const lang of ['en', 'es', 'ar'] as const) expect(translator(lang)(method.explain).length).toBeGreaterThan(80);
  });

  test('anonymity: the order of the papers changes nothing', () => {
    fc.assert(
      fc.property(
        anyPapers(method.shape).chain((papers) => fc.tuple(fc.constant(papers), shuffled(papers))),
        ([papers, mixed]) => {
          expect(tally(mixed)).toEqual(tally(papers));
        },
      ),
    );
  });

  test('a paper of weight 3 counts as three papers, and parts as the whole', () => {
    fc.assert(
      fc.property(anyPapers(method.shape), (papers) => {
        const tripled = papers.map((paper) => ({
          ...paper,
          weight: add(paper.weight, add(paper.weight, paper.weight)),
        }));
        const copies = papers.flatMap((paper) => [paper, paper, paper]);
        const parts = papers.flatMap((paper) => Array(3).fill({ ...paper, weight: divide(paper.weight, fraction(3)) }));
        expect(tally(copies)).toEqual(tally(tripled));
        expect(tally(parts)).toEqual(tally(papers));
      }),
    );
  });

  test('neutrality: other names for the options give the same result under those names', () => {
    const rename = (id: string) => `the ${id}`;
    const renamed = letters.map(({ id }) => ({ id: rename(id), name: rename(id), cost: '3' }));
    fc.assert(
      fc.property(anyPapers(method.shape), (papers) => {
        const before = tally(papers);
        if (before.rounds.some((round) => round.ties.some((tie) => tie.by === 'seed'))) return;
        const after = tally(JSON.parse(JSON.stringify(papers, swapIds(rename)), revive), renamed);
        const told = letters.some(({ id }) => id === before.winners[0]) ? before.winners.map(rename) : before.winners;
        expect(after.winners).toEqual(told);
      }),
    );
  });

  test('no vote is lost, the outcome is plain JSON, and its sentence can be said', () => {
    fc.assert(
      fc.property(anyPapers(method.shape), (papers) => {
        const outcome = tally(papers);
        expect(outcome.method).toBe(name);
        expect(outcome.cast).toBe(amount(sum(papers.map(({ weight }) => weight))));
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
        for (const lang of ['en', 'es', 'ar'] as const) expect(translator(lang)(outcome.reason)).not.toContain('{');
      }),
    );
  });

  test('nobody voting, or everybody abstaining, decides nothing in favour', () => {
    const abstentions = [{ choice: ABSTAIN, weight: fraction(5), status: 'counted' as const }];
    for (const papers of [[], abstentions]) {
      const outcome = tally(papers);
      expect(['rejected', 'undecided']).toContain(outcome.result);
      expect(approximate(outcome.abstained)).toBe(papers.length * 5);
    }
  });
});

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}

function swapIds(rename: (id: string) => string) {
  const ids = new Set(letters.map(({ id }) => id));
  return (_key: string, value: unknown): unknown => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value === 'string' && ids.has(value)) return rename(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [ids.has(key) ? rename(key) : key, inner]));
  };
}

function revive(_key: string, value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
}
