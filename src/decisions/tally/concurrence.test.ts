import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letters, paper, ranked } from '../../../test/support/ballots.ts';
import type { Choice, Paper } from './ballot.ts';
import { type Ask, type Count, count } from './count.ts';
import { amount, fraction } from './exact.ts';
import { readExport, writeExport } from './export.ts';

const yes: Choice = { answer: 'yes' };
const no: Choice = { answer: 'no' };
const from = (choice: Choice, weight: number, groups: string[] = [], people?: number): Paper => ({
  ...paper(choice, weight),
  groups,
  ...(people !== undefined && { people: fraction(people) }),
});
const roll = {
  entries: 5,
  weight: fraction(100),
  people: fraction(1000),
  groups: [
    { id: 'near', name: 'Neighbours', entries: 2, weight: fraction(10) },
    { id: 'work', name: 'Workers', entries: 3, weight: fraction(90) },
  ],
};
const ask: Ask = { method: 'majority', settings: {}, options: [], roll, quorum: null, seed: '' };
const neighbours = { groups: [{ id: 'near', threshold: '1/2' }] };
function counted(given: Partial<Ask>, papers: Paper[]): Count {
  const result = count({ ...ask, ...given }, papers);
  if (!result.ok) throw new Error(result.problem.key);
  return result.value;
}

// The worked example of docs/rules.md: 88 of 98 say yes, and the two who live beside the yard are split.
const split = [from(yes, 80, ['work']), from(yes, 5, ['near']), from(no, 5, ['near']), from(yes, 3), from(no, 5)];

describe('concurrence', () => {
  test('the named constituency cannot be outvoted', () => {
    expect(counted({}, split).result).toBe('carried');
    const held = counted({ concurrence: neighbours }, split);
    expect(held).toMatchObject({
      result: 'rejected',
      outcome: { result: 'carried' },
      concurrence: {
        met: false,
        reason: { key: 'tally.concurrenceGroup', variables: { group: 'Neighbours' } },
        parts: [{ of: 'group', name: 'Neighbours', met: false, answers: 2 }],
      },
    });
    const willing = [...split.slice(0, 2), from(yes, 5, ['near']), ...split.slice(3)];
    expect(counted({ concurrence: neighbours }, willing)).toMatchObject({
      result: 'carried',
      concurrence: { met: true },
    });
  });

  test('each has its own threshold and base', () => {
    const rule = (threshold: string, of: string) => ({ groups: [{ id: 'work', threshold, of }] });
    const two = [from(yes, 30, ['work']), from(no, 15, ['work'])];
    expect(counted({ concurrence: rule('2/3', 'votes') }, two).result).toBe('carried');
    expect(counted({ concurrence: rule('3/4', 'votes') }, two).result).toBe('rejected');
    expect(counted({ concurrence: rule('1/2', 'roll') }, two).result).toBe('rejected');
  });

  test('a constituency that says nothing has not agreed', () => {
    expect(counted({ concurrence: neighbours }, [from(yes, 80, ['work'])]).result).toBe('rejected');
    expect(counted({ concurrence: { groups: [{ id: 'gone' }] } }, split).result).toBe('rejected');
  });

  test('what did not carry is not carried by anybody’s agreement', () => {
    const papers = [from(yes, 5, ['near']), from(no, 80, ['work'])];
    expect(counted({ concurrence: neighbours }, papers)).toMatchObject({
      result: 'rejected',
      concurrence: { met: true },
    });
  });

  test('a double majority counts members one by one, and people', () => {
    const large = [from(yes, 1, [], 900), from(no, 1, [], 50), from(no, 1, [], 50)];
    const byPeople = large.map((one) => ({ ...one, weight: one.people! }));
    expect(counted({ concurrence: { members: '1/2', people: '1/2' } }, byPeople)).toMatchObject({
      result: 'rejected',
      concurrence: { reason: { key: 'tally.concurrenceMembers' }, parts: [{ met: false }, { met: true }] },
    });
    const small = [from(yes, 1, [], 50), from(yes, 1, [], 50), from(no, 1, [], 900)];
    expect(counted({ concurrence: { people: '1/2' } }, small)).toMatchObject({
      result: 'rejected',
      concurrence: { reason: { key: 'tally.concurrencePeople' } },
    });
  });

  test('a split ballot is one member in parts', () => {
    const half = (choice: Choice): Paper => ({ ...from(choice, 50), part: fraction('1/2') });
    const papers = [half(yes), half(no), from(yes, 1), from(no, 1), from(no, 1)];
    const { concurrence } = counted({ concurrence: { members: '1/2' } }, papers);
    expect(concurrence!.parts[0]!.outcome.rounds[0]!.totals.map(({ weight }) => weight)).toEqual(['3/2', '5/2']);
  });

  test('among options the winner must win in the part as well, or the matter is undecided', () => {
    const irv = { ...ask, method: 'irv', options: letters.slice(0, 2) };
    const rank = (text: string, groups: string[]) => ({ ...ranked(text), groups });
    const divided = [rank('80 A>B', ['work']), rank('10 B>A', ['near'])];
    expect(counted({ ...irv, concurrence: neighbours }, divided)).toMatchObject({
      result: 'undecided',
      outcome: { result: 'elected', winners: ['A'] },
    });
    const united = [rank('80 A>B', ['work']), rank('10 A', ['near'])];
    expect(counted({ ...irv, concurrence: neighbours }, united).result).toBe('elected');
  });

  test.each([
    [{ method: 'consent', concurrence: neighbours }, 'tally.concurrenceConsent'],
    [
      { method: 'stv', options: letters.slice(0, 3), settings: { seats: 2 }, concurrence: neighbours },
      'tally.concurrenceSeats',
    ],
    [{ concurrence: { groups: [{ id: 'near', threshold: '2' }] } }, 'tally.concurrenceThreshold'],
    [{ concurrence: { groups: [{ id: 'near' }, { id: 'near' }] } }, 'tally.concurrenceTwice'],
    [{ concurrence: { people: 'most' } }, 'tally.concurrenceThreshold'],
    [{ concurrence: 'everybody' }, 'tally.concurrenceUnreadable'],
    [{ concurrence: { groups: [{}] } }, 'tally.concurrenceUnreadable'],
    [{ headQuorum: { threshold: '0' } }, 'tally.headQuorumUnreadable'],
  ])('%j is refused', (given, key) => {
    expect(count({ ...ask, ...(given as Partial<Ask>) }, [])).toMatchObject({ ok: false, problem: { key } });
  });

  test('it never carries what would not carry without it, and survives the file', () => {
    const papers = fc.array(
      fc.record({
        choice: fc.constantFrom(yes, no, { answer: 'abstain' } as Choice),
        weight: fc.integer({ min: 1, max: 30 }),
        groups: fc.subarray(['near', 'work']),
        people: fc.nat(500),
        provisional: fc.boolean(),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(papers, fc.constantFrom('1/3', '1/2', '2/3', '1'), (given, threshold) => {
        const cast = given.map(
          ({ choice, weight, groups, people, provisional }): Paper => ({
            ...from(choice, weight, groups, people),
            status: provisional ? 'provisional' : 'counted',
          }),
        );
        const concurrence = { groups: [{ id: 'near', threshold }], members: '1/2', people: threshold };
        const whole = { ...ask, concurrence, headQuorum: { threshold: '1/3' } };
        const result = counted(whole, cast);
        if (result.result === 'carried') expect(counted({}, cast).result).toBe('carried');
        if (result.result === 'carried') expect(result.concurrence!.parts.every(({ met }) => met)).toBe(true);
        const read = readExport(JSON.parse(JSON.stringify(writeExport({ text: '' }, whole, cast))));
        if (!read.ok) throw new Error(read.problem.key);
        expect(count(read.value.ask, read.value.papers)).toEqual({ ok: true, value: result });
      }),
    );
  });
});

test('a second quorum counts voters, whatever they weigh', () => {
  const heavy = [from(yes, 90)];
  const both = { quorum: { threshold: '1/2' }, headQuorum: { threshold: '1/2' } };
  expect(counted(both, heavy)).toMatchObject({
    result: 'no-quorum',
    quorum: { met: true },
    headQuorum: { met: false },
  });
  expect(counted(both, [...heavy, from(no, 1), from(no, 1)])).toMatchObject({
    result: 'carried',
    headQuorum: { met: true, present: '3', needed: amount(fraction('5/2')), roll: '5' },
  });
});
