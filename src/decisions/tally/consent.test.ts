import { describe, expect, test } from 'vitest';
import { ask, paper } from '../../../test/support/ballots.ts';
import type { Choice, Outcome, Paper } from './ballot.ts';
import { consent } from './consent.ts';

const yes = paper({ answer: 'consent' });
const aside = paper({ answer: 'abstain' });
const objection = (objection?: Paper['objection'], version?: number): Paper => ({
  ...paper({ answer: 'object' }),
  objection,
  version,
});
const on = (version: number, one: Paper): Paper => ({ ...one, version });

function decide(...papers: Paper[]): Outcome {
  return consent.tally(ask({}, papers, [], { version: 2 }), papers);
}

describe('only standing objections block', () => {
  test.each([
    ['everybody consents', [yes, yes], 'carried'],
    ['one stands aside', [yes, aside], 'carried'],
    ['an objection is raised and not judged', [yes, yes, objection()], 'undecided'],
    ['an objection stands', [yes, yes, objection('standing')], 'rejected'],
    ['one stands and another is open', [yes, objection('standing'), objection('raised')], 'rejected'],
    ['an objection was withdrawn', [yes, objection('withdrawn')], 'carried'],
    ['an objection was judged not to stand', [yes, objection('dismissed')], 'carried'],
    ['an objection was taken into the text', [yes, objection('integrated')], 'carried'],
    ['nobody consents', [aside, aside], 'rejected'],
    ['only withdrawn objections', [objection('withdrawn')], 'rejected'],
  ])('%s: %s', (_what, papers, result) => expect(decide(...papers).result).toBe(result));
});

describe('a new version of the text', () => {
  test('makes consents and stand-asides to the older one lapse', () => {
    expect(decide(on(1, yes), on(1, aside))).toMatchObject({
      result: 'rejected',
      reason: { key: 'tally.consentNobody' },
      abstained: '0',
    });
    expect(decide(on(1, yes), on(2, yes))).toMatchObject({ result: 'carried', reason: { variables: { consent: 1 } } });
  });

  test('does not silence an objection to the older one', () => {
    expect(decide(on(2, yes), objection('raised', 1)).result).toBe('undecided');
    expect(decide(on(2, yes), objection('standing', 1)).result).toBe('rejected');
  });

  test('asks those anew whose objection it took in: they take no part in the quorum until they answer', () => {
    const papers = [on(2, yes), objection('integrated', 1), on(1, yes), objection('standing', 1), on(2, aside)];
    const present = consent.present!(ask({}, papers, [], { version: 2 }), papers);
    expect(present).toEqual([papers[0], papers[3], papers[4]]);
  });
});

test('the lines of the result keep every weight', () => {
  const outcome = decide(
    yes,
    aside,
    objection(),
    objection('standing'),
    objection('integrated'),
    objection('withdrawn'),
    objection('dismissed'),
    on(1, yes),
  );
  expect(outcome.rounds[0]!.totals.map(({ option, weight }) => `${option} ${weight}`)).toEqual([
    'consent 1',
    'abstain 1',
    'raised 1',
    'standing 1',
    'integrated 1',
    'withdrawn 1',
    'dismissed 1',
    'lapsed 1',
  ]);
  expect(outcome.cast).toBe('8');
});

test('what may be cast', () => {
  const question = ask({}, []);
  for (const choice of [{ answer: 'consent' }, { answer: 'object' }, { answer: 'abstain' }] as Choice[]) {
    expect(consent.validate(choice, question)).toEqual({ ok: true, value: choice });
  }
  expect(consent.validate({ answer: 'yes' }, question)).toMatchObject({ problem: { key: 'tally.answerUnknown' } });
});
