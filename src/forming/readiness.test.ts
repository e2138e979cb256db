import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Condition, conditions, type Level, levels } from './conditions.ts';
import { type Answer, changesSince, fewestSpread, readRound, summarize } from './readiness.ts';

const everywhere = (level: Answer, said: Partial<Record<Condition, Answer>> = {}) =>
  Object.fromEntries(conditions.map((name) => [name, name in said ? said[name]! : level])) as Record<Condition, Answer>;

const of = (condition: Condition, ...answers: Answer[]) =>
  summarize(answers.map((level) => ({ [condition]: level })))!.find((one) => one.condition === condition)!;

describe('what several answers say together', () => {
  test('nothing is shown of fewer than three, and no spread of fewer than five', () => {
    expect(summarize([everywhere('fair'), everywhere('weak')])).toBeNull();
    expect(of('timing', 'fair', 'weak', 'strong')).toMatchObject({ low: 2, middle: 3, high: 4, spread: null });
    expect(of('timing', 'fair', 'weak', 'strong', 'fair', 'fair').spread).toEqual([0, 1, 3, 1]);
  });

  test('the middle may lie between two levels', () => {
    expect(of('timing', 'weak', 'fair', 'weak', 'fair').middle).toBe(2.5);
  });

  test('people stand together when three quarters are on a level or on two that touch', () => {
    expect(of('timing', 'fair', 'strong', 'strong', 'missing').together).toBe(true);
    expect(of('timing', 'weak', 'strong', 'strong', 'missing').together).toBe(false);
    expect(of('timing', null, null, null).together).toBeNull();
  });

  test('whoever cannot say is counted apart', () => {
    expect(of('timing', null, 'fair', null)).toMatchObject({ answers: 1, unsure: 2, middle: 3 });
  });
});

describe('which way it points', () => {
  const group = (...people: Record<Condition, Answer>[]) => readRound(summarize(people)!);
  const three = (said: Partial<Record<Condition, Answer>>, level: Answer = 'fair') =>
    group(everywhere(level, said), everywhere(level, said), everywhere(level, said));

  test('everything there: form now', () =>
    expect(three({})).toMatchObject({ way: 'form', lacking: [], smaller: false }));

  test('something lacking or unknown: create it first', () => {
    expect(three({ resources: 'weak' })).toMatchObject({ way: 'create', lacking: ['resources'] });
    expect(three({ climate: null })).toMatchObject({ way: 'create', unknown: ['climate'] });
  });

  test('half of it lacking, or neither weight nor a chance: an alternative', () => {
    expect(three({ timing: 'weak', climate: 'weak', resources: 'missing', history: 'weak' }).way).toBe('alternative');
    expect(three({ significance: 'missing', winning: 'missing' }).way).toBe('alternative');
  });

  test('a group that cannot be united begins smaller, and may form all the same', () => {
    expect(three({ unity: 'missing' })).toMatchObject({ way: 'form', smaller: true });
  });

  test('what people see differently is named', () => {
    const apart = group(
      everywhere('fair', { targets: 'missing' }),
      everywhere('fair', { targets: 'strong' }),
      everywhere('fair'),
    );
    expect(apart.apart).toEqual(['targets']);
  });
});

const level = fc.option(fc.constantFrom<Level>(...levels), { nil: null });
const answered = fc.array(fc.record(Object.fromEntries(conditions.map((name) => [name, level]))), {
  minLength: 3,
  maxLength: 20,
}) as fc.Arbitrary<Record<Condition, Answer>[]>;

test('the order in which people answered shows nowhere', () => {
  fc.assert(
    fc.property(answered, fc.infiniteStream(fc.nat()), (people, chance) => {
      const shuffled = people
        .map((person) => ({ person, at: chance.next().value as number }))
        .sort((a, b) => a.at - b.at)
        .map(({ person }) => person);
      expect(summarize(shuffled)).toEqual(summarize(people));
    }),
  );
});

test('low, middle and high are in order, the spread adds up, and everybody is counted', () => {
  fc.assert(
    fc.property(answered, (people) => {
      for (const { answers, unsure, low, middle, high, spread } of summarize(people)!) {
        expect(answers + unsure).toBe(people.length);
        if (middle !== null) expect(low! <= middle && middle <= high!).toBe(true);
        expect(spread === null).toBe(people.length < fewestSpread);
        if (spread) expect(spread.reduce((sum, count) => sum + count, 0)).toBe(answers);
      }
    }),
  );
});

test('a group that raises every answer never stands worse', () => {
  fc.assert(
    fc.property(answered, (people) => {
      const raise = (answer: Answer): Answer => answer && (levels[levels.indexOf(answer) + 1] ?? 'strong');
      const raised = people.map(
        (person) =>
          Object.fromEntries(conditions.map((name) => [name, raise(person[name])])) as Record<Condition, Answer>,
      );
      const changes = changesSince(summarize(raised)!, summarize(people));
      expect(Object.values(changes).every((by) => by >= 0)).toBe(true);
      expect(readRound(summarize(raised)!).lacking.length).toBeLessThanOrEqual(
        readRound(summarize(people)!).lacking.length,
      );
    }),
  );
});
