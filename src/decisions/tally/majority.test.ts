import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, paper } from '../../../test/support/ballots.ts';
import { amount, fraction } from './exact.ts';
import { majority } from './majority.ts';

function decide(
  raw: Record<string, unknown>,
  yes: number | string,
  no: number | string,
  abstain: number | string = 0,
  roll = 100,
) {
  const settings = majority.readSettings(raw);
  if (!settings.ok) throw new Error(settings.problem.key);
  const papers = [paper({ answer: 'yes' }, yes), paper({ answer: 'no' }, no), paper({ answer: 'abstain' }, abstain)];
  return majority.tally(ask(settings.value, papers, [], { roll: { entries: 3, weight: fraction(roll) } }), papers);
}

describe('the share and how it is reached', () => {
  test.each([
    [{}, 5, 5, 0, 'rejected'],
    [{}, 6, 5, 0, 'carried'],
    [{ reach: 'at-least' }, 5, 5, 0, 'carried'],
    [{ threshold: '2/3' }, 20, 10, 0, 'carried'],
    [{ threshold: '2/3', reach: 'more' }, 20, 10, 0, 'rejected'],
    [{ threshold: '2/3' }, '19.999', '10.001', 0, 'rejected'],
    [{ threshold: '3/4' }, 75, 25, 900, 'carried'],
    [{ threshold: '60%' }, 3, 2, 0, 'carried'],
    [{ threshold: 1 }, 7, 0, 3, 'carried'],
    [{ threshold: 1 }, 7, 1, 0, 'rejected'],
    [{ of: 'ballots' }, 5, 0, 5, 'rejected'],
    [{ of: 'ballots' }, 6, 0, 5, 'carried'],
    [{ of: 'roll' }, 50, 0, 0, 'rejected'],
    [{ of: 'roll' }, 51, 49, 0, 'carried'],
    [{ reach: 'at-least' }, 0, 0, 4, 'rejected'],
  ])('%j with %s yes, %s no, %s abstaining: %s%s', (raw, yes, no, abstain, result) => {
    expect(decide(raw, yes, no, abstain)).toMatchObject({ result, winners: [result === 'carried' ? 'yes' : 'no'] });
  });

  test('says what was needed, exactly', () => {
    expect(decide({ threshold: '2/3' }, 3, 2).rounds[0]!.needed).toEqual({ weight: '10/3', reach: 'at-least' });
  });
});

test.each([
  [{ threshold: '0' }, 'tally.thresholdUnreadable'],
  [{ threshold: '3/2' }, 'tally.thresholdUnreadable'],
  [{ threshold: 'most' }, 'tally.thresholdUnreadable'],
  [{ threshold: { share: 1 } }, 'tally.thresholdUnreadable'],
  [{ threshold: '1', reach: 'more' }, 'tally.thresholdUnreachable'],
  [{ reach: 'almost' }, 'tally.settingUnknown'],
  [{ of: 'all' }, 'tally.settingUnknown'],
])('settings %j are refused: %s', (raw, key) => {
  expect(majority.readSettings(raw)).toMatchObject({ ok: false, problem: { key } });
});

test('one more yes never turns a carried proposal down, at any share of any base', () => {
  const shares = fc.integer({ min: 1, max: 12 }).map((n) => amount(fraction(BigInt(n), 12n)));
  const bases = fc.constantFrom('votes', 'ballots', 'roll');
  const few = fc.nat({ max: 30 });
  fc.assert(
    fc.property(shares, bases, few, few, few, (threshold, of, yes, no, abstain) => {
      const before = decide({ threshold, of }, yes, no, abstain);
      const after = decide({ threshold, of }, yes + 1, no, abstain);
      if (before.result === 'carried') expect(after.result).toBe('carried');
    }),
  );
});

test('what may be cast', () => {
  const question = ask(decideSettings(), []);
  for (const answer of ['yes', 'no', 'abstain'])
    expect(majority.validate({ answer }, question)).toEqual({ ok: true, value: { answer } });
  expect(majority.validate({ answer: 'yes', extra: 1 }, question)).toEqual({ ok: true, value: { answer: 'yes' } });
  expect(majority.validate({ answer: 'maybe' }, question)).toMatchObject({ problem: { key: 'tally.answerUnknown' } });
  expect(majority.validate({ answer: 'consent' }, question)).toMatchObject({ problem: { key: 'tally.answerUnknown' } });
  for (const odd of [null, undefined, 'yes', {}, { answer: '' }]) {
    expect(majority.validate(odd, question)).toEqual({ ok: false, problem: { key: 'tally.answerMissing' } });
  }
});

function decideSettings() {
  const settings = majority.readSettings({});
  if (!settings.ok) throw new Error(settings.problem.key);
  return settings.value;
}
