import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { testApp } from '../../test/support/app.ts';
import { powerPaths } from './paths.ts';
import { whatIf } from './queries.ts';
import { weigh } from './weighing.ts';

const { get, ask, story, drop } = await testApp();
afterAll(drop);
const { people, coalition } = story;
const paths = powerPaths(coalition.slug);

const capped = (cap: number, ...counts: number[]) => weigh(counts, { by: 'capped', cap, peoplePerVote: 1 }).map(Number);

describe('weights', () => {
  test('by people, for every so many begun; by the square root', () => {
    expect(weigh([40000, 1450, 38, 0], { by: 'people', cap: 25, peoplePerVote: 100 })).toEqual([400n, 15n, 1n, 0n]);
    expect(weigh([40000, 1450, 38, 0], { by: 'root', cap: 25, peoplePerVote: 1 })).toEqual([200n, 38n, 6n, 0n]);
  });

  test('a cap holds for the votes as they are after the cut', () => {
    expect(capped(25, 40000, 1450, 900, 520, 310)).toEqual([830, 830, 830, 520, 310]);
    expect(capped(50, 40, 30, 30)).toEqual([40, 30, 30]);
    expect(capped(25, 40, 30, 30, 0)).toEqual([1, 1, 1, 0]);
    fc.assert(
      fc.property(
        fc.array(fc.nat(50_000), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 100 }),
        (counts, cap) => {
          const votes = capped(cap, ...counts);
          const all = votes.reduce((sum, vote) => sum + vote, 0);
          const holders = votes.filter((vote) => vote > 0);
          const most = Math.max(...votes);
          if (holders.length * cap > 100 && most > 1) expect(most * 100).toBeLessThanOrEqual(cap * all);
          else if (most <= 1) expect(new Set(holders).size).toBeLessThanOrEqual(1);
          expect(votes.map((vote) => vote > 0)).toEqual(counts.map((count) => count > 0));
        },
      ),
    );
  });
});

const of = async (input: z.input<typeof whatIf.input>) => {
  const result = await ask(people.observer, whatIf, input);
  if (!result.ok) throw new Error(result.refusal.problems[0]!.key);
  const named = new Map(result.value.members.map((member) => [member.name, member]));
  return {
    ...result.value,
    union: named.get('Dockworkers’ Union, Local 40')!,
    tenants: named.get('Eastbank Tenants’ Association')!,
  };
};

describe('power.whatIf, in the story', () => {
  test('by people the union decides alone, and everybody else is a dummy', async () => {
    const { members, union } = await of({ weights: 'people' });
    expect(union).toMatchObject({ banzhaf: '1', shapley: '1', veto: true, winsAlone: true, people: 40000 });
    expect(members.filter(({ noPower }) => noPower)).toHaveLength(members.length - 1);
  });

  test('one each: all the same', async () => {
    const { members } = await of({});
    expect(new Set(members.map(({ banzhaf, shapley }) => `${banzhaf} ${shapley}`))).toEqual(
      new Set([`1/${members.length} 1/${members.length}`]),
    );
  });

  test('a cap of a quarter holds; half of the votes is then not enough for two', async () => {
    const { union, tenants, leastWinning } = await of({ weights: 'capped', cap: 25 });
    expect(union.weight).toBe(tenants.weight);
    expect(Number(union.weightShare.split('/')[0]) * 4).toBeLessThanOrEqual(Number(union.weightShare.split('/')[1]));
    expect(leastWinning).toBe(3);
  });

  test('with the agreement of the most affected, members outside have less power than votes', async () => {
    const { requirements, tenants, union } = await of({ concurrence: 'together', quota: '2/3' });
    expect(requirements.map(({ of: what, reach, quota, total }) => [what, reach, quota, total])).toEqual([
      ['votes', 'at-least', '14/3', '7'],
      ['affected', 'more', '3/2', '3'],
    ]);
    expect(tenants.mostAffected && !union.mostAffected).toBe(true);
    const number = (exact: string) => Number(exact.split('/')[0]) / Number(exact.split('/')[1] ?? 1);
    expect(number(tenants.banzhaf)).toBeGreaterThan(1 / 7);
    expect(number(union.banzhaf)).toBeLessThan(1 / 7);
    const each = await of({ concurrence: 'each' });
    expect(each.requirements.map(({ constituency }) => constituency)).toEqual([
      null,
      'Families with schoolchildren',
      'People who live beside the yard',
    ]);
  });

  test('a double majority gives the union a veto, no more', async () => {
    expect((await of({ doubleMajority: true })).union).toMatchObject({ veto: true, winsAlone: false });
  });
});

describe('the page', () => {
  const see = async (path: string, language = 'en') => {
    const response = await get(path, people.observer, { cookie: `gb_language=${language}` });
    return { status: response.status, body: (await response.text()).replaceAll('&#39;', "'") };
  };
  const rules = [
    '',
    '?weights=people',
    '?weights=capped&cap=30&quota=2%2F3',
    '?weights=root&concurrence=each&doubleMajority=on',
    '?quota=1',
  ];

  test.each(['en', 'es', 'ar'])('answers every rule in words and numbers: %s', async (language) => {
    for (const rule of rules) {
      const { status, body } = await see(paths.page + rule, language);
      expect(status).toBe(200);
      expect(body).not.toMatch(/\{\w+(, \w+)?\}|undefined|\[object|NaN/);
    }
  });

  test('says who decides alone, and that everybody has a veto', async () => {
    expect((await see(`${paths.page}?weights=people`)).body).toContain('Dockworkers’ Union, Local 40 decides alone.');
    expect((await see(`${paths.page}?quota=1`)).body).toContain('Every member has a veto');
    expect((await see(`${paths.page}?concurrence=each`)).body).toContain(
      'more than 1 of 2 members in “People who live',
    );
  });

  test('keeps what was typed, and says beside the field what is wrong', async () => {
    const { status, body } = await see(`${paths.page}?weights=capped&cap=250`);
    expect(status).toBe(422);
    expect(body).toContain('value="250"');
    expect(body).toContain('id="rule-cap-error"');
  });

  test('is a file too, and is not for outsiders', async () => {
    const response = await get(`${paths.csv}?weights=people`, people.representative);
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect((await response.text()).split('\r\n')[1]).toMatch(/^"?Dockworkers’ Union, Local 40"?,40000,0\.9\d+,40000,/);
    expect((await get(paths.page, people.stranger)).status).toBe(403);
    expect((await get(`${paths.csv}?cap=x`, people.representative)).status).toBe(404);
  });
});
