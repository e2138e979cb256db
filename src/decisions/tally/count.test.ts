import { describe, expect, test } from 'vitest';
import { letters, paper, ranked } from '../../../test/support/ballots.ts';
import type { Paper } from './ballot.ts';
import { type Ask, type Count, count } from './count.ts';
import { fraction } from './exact.ts';
import { readExport, writeExport } from './export.ts';

const roll = { entries: 10, weight: fraction(10) };
const vote: Ask = { method: 'majority', settings: {}, options: [], roll, quorum: null, seed: 's' };
const yes = paper({ answer: 'yes' });
const no = paper({ answer: 'no' });
const maybe: Paper = { ...yes, status: 'provisional' };

function counted(ask: Ask, ...papers: Paper[]): Count {
  const result = count(ask, papers);
  if (!result.ok) throw new Error(result.problem.key);
  return result.value;
}

describe('provisional ballots', () => {
  test('count in one tally, and stand aside in the other', () => {
    const result = counted(vote, yes, maybe, no);
    expect(result.outcome.result).toBe('carried');
    expect(result.withoutProvisional).toMatchObject({ result: 'rejected', abstained: '1', cast: '3' });
    expect(counted(vote, yes, no).withoutProvisional).toBeNull();
  });

  test('take part in the quorum, as abstentions do', () => {
    const ask = { ...vote, quorum: { threshold: '1/2' } };
    expect(counted(ask, yes, maybe, paper({ answer: 'abstain' }, 3))).toMatchObject({
      result: 'carried',
      quorum: { met: true, present: '5', needed: '5', reach: 'at-least', roll: '10' },
    });
    expect(counted(ask, yes, maybe, paper({ answer: 'abstain' }, 2)).result).toBe('no-quorum');
  });
});

describe('quorum', () => {
  test.each([
    [{ threshold: '1/2', reach: 'more' }, 5, false],
    [{ threshold: '1/2', reach: 'more' }, 6, true],
    [{ weight: 3 }, 3, true],
    [{ weight: '7/2' }, 3, false],
  ])('%j with %s of 10 present: %s', (quorum, present, met) => {
    expect(counted({ ...vote, quorum }, paper({ answer: 'no' }, present)).quorum?.met).toBe(met);
  });

  test.each([[{}], [{ weight: 0 }], [{ threshold: '2' }], ['half'], [[]]])('%j is refused', (quorum) => {
    expect(count({ ...vote, quorum }, []).ok).toBe(false);
  });

  test('counts for consent only who answered to the present text', () => {
    const ask: Ask = { ...vote, method: 'consent', version: 2, quorum: { weight: 2 } };
    const consents = [1, 2].map((version): Paper => ({ ...paper({ answer: 'consent' }), version }));
    expect(counted(ask, ...consents)).toMatchObject({
      result: 'no-quorum',
      quorum: { present: '1' },
      outcome: { result: 'carried' },
    });
  });
});

test('a question that cannot be counted says why', () => {
  const problem = (ask: Partial<Ask>) => (count({ ...vote, ...ask }, []) as { problem: { key: string } }).problem.key;
  expect(problem({ method: 'guess' })).toBe('tally.methodUnknown');
  expect(problem({ method: 'irv' })).toBe('tally.optionsMissing');
  expect(problem({ method: 'irv', options: [letters[0]!, letters[0]!] })).toBe('tally.optionTwice');
  expect(problem({ settings: { of: 'x' } })).toBe('tally.settingUnknown');
});

describe('the export', () => {
  const options = [
    { id: '0193-a', name: 'Anna' },
    { id: '0193-b', name: 'Bo' },
  ];
  const ask: Ask = {
    method: 'irv',
    settings: { equalRanks: 'split' },
    options,
    roll,
    quorum: { threshold: '1/4' },
    seed: 'x',
    version: undefined,
  };
  const papers = [
    ranked('2 0193-b>0193-a'),
    ranked('7/3 0193-a'),
    { ...ranked('1 0193-a=0193-b'), status: 'provisional' as const },
  ];
  const file = () => JSON.parse(JSON.stringify(writeExport({ text: 'Who speaks for us?', number: 12 }, ask, papers)));

  test('brings back the same count, and tells nothing by its order', () => {
    const read = readExport(file());
    if (!read.ok) throw new Error(JSON.stringify(read.problem));
    expect(read.value.text).toBe('Who speaks for us?');
    expect(counted(read.value.ask, ...read.value.papers)).toEqual(counted(ask, ...papers));
    expect(writeExport({ text: '' }, ask, papers.toReversed()).papers).toEqual(file().papers);
  });

  test('keeps objections and the version of the text', () => {
    const consent: Ask = { ...vote, method: 'consent', version: 3 };
    const objection: Paper = { ...paper({ answer: 'object' }), objection: 'standing', version: 2 };
    const told = JSON.parse(JSON.stringify(writeExport({ text: 'T' }, consent, [objection, yesTo(3)])));
    const read = readExport(told);
    if (!read.ok) throw new Error(read.problem.key);
    expect(counted(read.value.ask, ...read.value.papers)).toEqual(counted(consent, objection, yesTo(3)));
  });

  test.each([
    ['another JSON file', { format: 'x' }, 'tally.exportUnknown'],
    ['a later version', { version: 3 }, 'tally.exportVersion'],
    ['no question', { question: null }, 'tally.exportIncomplete'],
    ['a roll without weight', { roll: { entries: 1 } }, 'tally.exportIncomplete'],
    ['options that are none', { options: [{ id: 1 }] }, 'tally.exportIncomplete'],
    ['no papers', { papers: undefined }, 'tally.exportIncomplete'],
    [
      'a negative weight',
      { papers: [{ weight: '-1', status: 'counted', choice: { answer: 'abstain' } }] },
      'tally.weightUnreadable',
    ],
    [
      'an unknown option',
      { papers: [{ weight: '1', status: 'counted', choice: { ranking: [['z']] } }] },
      'tally.optionUnknown',
    ],
    ['an unknown status', { papers: [{ weight: '1', choice: { answer: 'abstain' } }] }, 'tally.exportIncomplete'],
    ['an unknown method', { method: 'guess' }, 'tally.methodUnknown'],
  ])('refuses %s', (_what, change, key) => {
    expect(readExport({ ...file(), ...change })).toMatchObject({ ok: false, problem: { key } });
  });

  test('can be counted by another method', () => {
    const read = readExport(file(), 'plurality');
    expect(read.ok && counted(read.value.ask, ...read.value.papers).outcome.method).toBe('plurality');
  });
});

function yesTo(version: number): Paper {
  return { ...paper({ answer: 'consent' }), version };
}
