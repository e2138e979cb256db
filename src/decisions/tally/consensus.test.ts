import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, paper } from '../../../test/support/ballots.ts';
import type { Choice, Paper } from './ballot.ts';
import { consensus } from './consensus.ts';

const said = (agree: number, aside: number, block: number, version?: number): Paper[] =>
  (
    [
      ['agree', agree],
      ['aside', aside],
      ['block', block],
    ] as const
  ).map(([answer, weight]) => ({ ...paper({ answer } as Choice, weight), ...(version && { version }) }));

function tally(papers: Paper[], raw: Record<string, unknown> = {}, version?: number) {
  const settings = consensus.readSettings(raw);
  if (!settings.ok) throw new Error(settings.problem.key);
  return consensus.tally(ask(settings.value, papers, [], { version }), papers);
}

describe('consensus', () => {
  test('everybody agrees, some stand aside', () => {
    expect(tally(said(8, 4, 0))).toMatchObject({ result: 'carried', winners: ['agree'] });
  });

  test('one block stops it, however many agree', () => {
    expect(tally(said(99, 0, 1))).toMatchObject({ result: 'rejected', reason: { key: 'tally.consensusBlocked' } });
  });

  test('more than the agreed share standing aside is no consensus', () => {
    expect(tally(said(7, 4, 0))).toMatchObject({ reason: { key: 'tally.consensusAsides' } });
    expect(tally(said(7, 4, 0), { asides: '1/2' })).toMatchObject({ result: 'carried' });
  });

  test('the fall-back waits for a second round, then a share of all who took a side decides', () => {
    const fallback = { fallback: '3/4' };
    expect(tally(said(9, 1, 2, 1), fallback, 1)).toMatchObject({
      result: 'undecided',
      reason: { key: 'tally.consensusAgain' },
    });
    expect(tally(said(9, 1, 2, 2), fallback, 2)).toMatchObject({
      result: 'carried',
      rounds: [{ needed: { weight: '9', reach: 'at-least' } }],
    });
    expect(tally(said(8, 2, 2, 2), fallback, 2)).toMatchObject({ result: 'rejected' });
  });

  test('a new text asks everybody again: answers to the old one lapse, blocks too', () => {
    const papers = [...said(3, 0, 1, 1), ...said(2, 0, 0, 2)];
    expect(tally(papers, {}, 2)).toMatchObject({ result: 'carried' });
    expect(consensus.present!(ask({} as never, papers, [], { version: 2 }), papers)).toHaveLength(3);
  });

  test('without a block or a fall-back, one more who agrees never undoes it', () => {
    fc.assert(
      fc.property(anyPapers('consensus'), (papers) => {
        const before = tally(papers, {}, 2);
        const after = tally([...papers, { ...paper({ answer: 'agree' }), version: 2 }], {}, 2);
        if (before.result === 'carried') expect(after.result).toBe('carried');
      }),
    );
  });

  test('a share that is none is refused', () => {
    expect(consensus.readSettings({ asides: 'many' })).toMatchObject({ ok: false });
    expect(consensus.readSettings({ fallback: '7/4' })).toMatchObject({ ok: false });
  });
});
