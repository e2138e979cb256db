import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Paper } from './ballot.ts';
import { type Ask, count } from './count.ts';
import { fraction } from './exact.ts';
import { readExport, writeExport } from './export.ts';

const fractions = fc.tuple(fc.bigInt(1n, 10n ** 12n), fc.bigInt(1n, 1000n)).map(([n, d]) => fraction(n, d));
const papersOf = fc.array(
  fc.record(
    {
      weight: fractions,
      status: fc.constantFrom('counted' as const, 'provisional' as const),
      choice: fc.constantFrom('yes' as const, 'no' as const, 'abstain' as const).map((answer) => ({ answer })),
      groups: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
      people: fc.nat(50_000).map((people) => fraction(people)),
    },
    { requiredKeys: ['weight', 'status', 'choice'] },
  ),
);
const ask: Ask = {
  method: 'majority',
  settings: {},
  options: [],
  roll: { entries: 90, weight: fraction('181/2') },
  quorum: { threshold: '1/2' },
  seed: '',
};
const through = (given: Ask, papers: readonly Paper[]) =>
  readExport(JSON.parse(JSON.stringify(writeExport({ text: 'Shall we?' }, given, papers))));

test('what was exported reads back as it was, and counts the same', () => {
  fc.assert(
    fc.property(papersOf, (papers) => {
      const read = through(ask, papers);
      if (!read.ok) throw new Error(read.problem.key);
      expect(count(read.value.ask, read.value.papers)).toEqual(count(ask, papers));
      const groups = (all: readonly Paper[]) => all.flatMap((paper) => paper.groups ?? []).toSorted();
      expect(groups(read.value.papers)).toEqual(groups(papers));
    }),
  );
});

test('a roll with constituencies makes version 2, and keeps what belongs to each', () => {
  const groups = [{ id: 'a', name: 'Tenants', entries: 3, weight: fraction('7/2') }];
  const roll = { ...ask.roll, people: fraction(41_000), groups };
  expect(writeExport({ text: '' }, ask, []).version).toBe(1);
  expect(writeExport({ text: '' }, { ...ask, roll }, []).version).toBe(2);
  expect(through({ ...ask, roll }, [])).toMatchObject({ ok: true, value: { ask: { roll } } });
});

test.each([
  ['roll.people', { people: '-3' }],
  ['roll.groups', { groups: [{ id: 'a', name: 'Tenants', entries: -1, weight: '1' }] }],
  ['roll.groups', { groups: [{ id: 'a', name: 'Tenants', entries: 1, weight: 'much' }] }],
])('a roll whose %s cannot be read is refused', (field, wrong) => {
  const file = JSON.parse(JSON.stringify(writeExport({ text: '' }, ask, [])));
  expect(readExport({ ...file, roll: { ...file.roll, ...wrong } })).toEqual({
    ok: false,
    problem: { key: 'tally.exportIncomplete', variables: { field } },
  });
});
