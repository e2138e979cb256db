import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paper } from '../../../test/support/ballots.ts';
import { ABSTAIN } from './ballot.ts';
import { type Ballot, provisionalUntil, type Ratification, ratificationState, settle } from './ratification.ts';

const noon = Temporal.Instant.from('2026-11-26T12:00:00Z');
const before = noon.subtract({ nanoseconds: 1 });
const says = (answer: 'ratified' | 'refused', at = before): Ratification => ({
  by: noon,
  answer: { says: answer, at },
});

describe('how a ratification stands', () => {
  test.each([
    ['no answer yet', { by: noon }, 'lapses', before, 'pending'],
    ['no answer at the hour: the ballot lapses', { by: noon }, 'lapses', noon, 'lapsed'],
    ['no answer at the hour: the ballot stands', { by: noon }, 'stands', noon, 'stood'],
    ['ratified in the last nanosecond', says('ratified'), 'lapses', noon, 'ratified'],
    ['refused, though silence would stand', says('refused'), 'stands', noon, 'refused'],
    ['ratified at the hour is too late', says('ratified', noon), 'lapses', noon, 'lapsed'],
    ['refused at the hour is too late', says('refused', noon), 'stands', noon, 'stood'],
  ] as const)('%s', (_what, ratification, silence, now, state) => {
    expect(ratificationState(ratification, silence, now)).toBe(state);
  });
});

const { status: _, ...yes } = paper({ answer: 'yes' }, 3);

test('a pending ballot is provisional; refused or lapsed it counts as an abstention of the same weight', () => {
  const ballots: Ballot[] = [
    { paper: yes, ratification: null },
    { paper: yes, ratification: { by: noon } },
    { paper: yes, ratification: says('ratified') },
    { paper: yes, ratification: says('refused') },
  ];
  const choices = (now: Temporal.Instant) =>
    settle(ballots, 'lapses', now).map(({ choice, status }) =>
      'answer' in choice ? `${choice.answer} ${status}` : '',
    );
  expect(choices(before)).toEqual(['yes counted', 'yes provisional', 'yes counted', 'abstain counted']);
  expect(choices(noon)).toEqual(['yes counted', 'abstain counted', 'yes counted', 'abstain counted']);
  expect(settle(ballots, 'stands', noon)[1]).toMatchObject({ choice: { answer: 'yes' }, status: 'counted' });
  expect(settle(ballots, 'lapses', noon).every(({ weight }) => weight === yes.weight)).toBe(true);
});

test('the outcome is provisional until the last date somebody still has', () => {
  const later = noon.add({ hours: 24 });
  const ballots: Ballot[] = [
    { paper: yes, ratification: { by: noon } },
    { paper: yes, ratification: { by: later } },
    { paper: yes, ratification: { by: later.add({ hours: 1 }), answer: { says: 'ratified', at: before } } },
  ];
  expect(provisionalUntil(ballots, 'lapses', before)?.toString()).toBe(later.toString());
  expect(provisionalUntil(ballots, 'lapses', later)).toBeNull();
  expect(provisionalUntil([], 'lapses', noon)).toBeNull();
});

test('once nothing is provisional any more, time changes nothing', () => {
  const moments = fc.integer({ min: -50, max: 50 }).map((hours) => noon.add({ hours }));
  const answers = fc.record({ says: fc.constantFrom('ratified', 'refused'), at: moments } as const);
  const ballot = fc.record({ by: moments, answer: fc.option(answers, { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(ballot), fc.constantFrom('lapses', 'stands'), moments, (all, silence, now) => {
      const ballots = all.map((ratification): Ballot => ({ paper: { ...yes, choice: yes.choice }, ratification }));
      const settled = settle(ballots, silence as 'lapses', now);
      const until = provisionalUntil(ballots, silence as 'lapses', now);
      expect(settled.some(({ status }) => status === 'provisional')).toBe(until !== null);
      if (!until) expect(settle(ballots, silence as 'lapses', now.add({ hours: 1000 }))).toEqual(settled);
      else expect(provisionalUntil(ballots, silence as 'lapses', until)).toBeNull();
    }),
  );
  expect(ABSTAIN).toEqual({ answer: 'abstain' });
});
