import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { papers as anyPapers, ask, letters, paper, ranked, rankings } from '../../../test/support/ballots.ts';
import type { Outcome, Paper } from './ballot.ts';
import { add, amount, compare, fraction, sum } from './exact.ts';
import { irv } from './irv.ts';
import { majority } from './majority.ts';
import { readRecords } from './records.ts';
import { lot } from './ties.ts';

function elect(
  papers: readonly Paper[],
  options = letters,
  seed = 'test',
  equalRanks: 'split' | 'exhaust' = 'split',
): Outcome {
  return irv.tally(ask({ equalRanks }, papers, options, { seed }), papers);
}

const totals = (outcome: Outcome, round: number) =>
  Object.fromEntries(outcome.rounds[round]!.totals.map(({ option, weight }) => [option, weight]));

test('Burlington 2009 elects Kiss, in the rounds that were published for the three finalists', () => {
  const file = readFileSync(`${import.meta.dirname}/../../../test/data/burlington-2009/ballots.csv`, 'utf8');
  const records = readRecords(file, 'ranking', { overvotes: 'skip', skipped: 'skip' });
  if (!records.ok) throw new Error(records.problem.key);
  const outcome = elect(records.value.papers, [...records.value.options]);
  expect(outcome).toMatchObject({ result: 'elected', winners: ['Kiss'], cast: '8833' });
  expect(outcome.rounds).toHaveLength(2);
  expect(totals(outcome, 0)).toEqual({ Montroll: '2554', Kiss: '2982', Wright: '3297' });
  expect(outcome.rounds[0]).toMatchObject({
    excluded: ['Montroll'],
    exhausted: '0',
    needed: { weight: '8833/2', reach: 'more' },
  });
  expect(outcome.rounds[0]!.transfers).toEqual([
    { from: 'Montroll', to: 'Kiss', weight: '1332' },
    { from: 'Montroll', to: 'Wright', weight: '767' },
    { from: 'Montroll', to: null, weight: '455' },
  ]);
  expect(totals(outcome, 1)).toEqual({ Kiss: '4314', Wright: '4064' });
  expect(outcome.rounds[1]).toMatchObject({ elected: ['Kiss'], exhausted: '455' });
});

describe('equal ranks', () => {
  const papers = [ranked('1 A=B>C'), ranked('1 C')];
  test('share the paper in equal parts, and the rest of it when one goes out', () => {
    const outcome = elect([...papers, ranked('1 B')]);
    expect(totals(outcome, 0)).toEqual({ A: '1/2', B: '3/2', C: '1', D: '0', E: '0' });
    expect(outcome.winners).toEqual(['B']);
    expect(outcome.rounds[1]!.transfers).toEqual([{ from: 'A', to: 'B', weight: '1/2' }]);
  });

  test('or stop the paper, where that is the rule', () => {
    const outcome = elect(papers, letters, 'test', 'exhaust');
    expect(outcome.winners).toEqual(['C']);
    expect(outcome.rounds[0]!.exhausted).toBe('1');
  });
});

describe('ties', () => {
  test('the latest earlier round that tells them apart decides', () => {
    // Round 2: A 6, B 5, C 5. In round 1 C had 3 and B 5: C goes out.
    const papers = [ranked('6 A'), ranked('5 B>A'), ranked('3 C>B'), ranked('2 D>C')];
    const outcome = elect(papers, letters.slice(0, 4));
    expect(outcome.rounds[1]!.ties).toEqual([{ among: ['B', 'C'], picked: 'C', for: 'excluded', by: 'earlier-round' }]);
    expect(outcome.winners).toEqual(['B']);
  });

  test('else the public seed decides, and anybody can draw the lot again', () => {
    const papers = [ranked('1 A'), ranked('1 B')];
    const winners = ['one', 'two', 'three', 'four', 'five'].map((seed) => {
      const outcome = elect(papers, letters, seed);
      expect(outcome.winners).toEqual([lot(seed, ['A', 'B'])[0]]);
      expect(outcome.rounds[1]!.ties).toMatchObject([
        { for: 'excluded', by: 'seed', picked: lot(seed, ['A', 'B'])[1] },
      ]);
      return outcome.winners[0];
    });
    expect(new Set(winners).size).toBe(2);
    // printf '%s:%s' one A | sha256sum  and B
    expect(lot('one', ['A', 'B'])).toEqual(['B', 'A']);
  });
});

test('options that nobody ranks first go out together; the last one left wins only with a vote', () => {
  const outcome = elect([ranked('2 A'), ranked('2 B'), ranked('1 C>A')]);
  expect(outcome.rounds[0]!.excluded).toEqual(['D', 'E']);
  expect(elect([paper({ ranking: [] })])).toMatchObject({ result: 'undecided', winners: [] });
  expect(elect([ranked('1 A')], letters.slice(0, 1))).toMatchObject({ winners: ['A'] });
});

test('in every round what the options hold and what is exhausted add up to all votes but the abstentions', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), (papers) => {
      const outcome = elect(papers);
      for (const { totals, exhausted, transfers, excluded } of outcome.rounds) {
        const held = sum(totals.map(({ weight }) => fraction(weight)));
        expect(amount(add(add(held, fraction(exhausted)), fraction(outcome.abstained)))).toBe(outcome.cast);
        const moved = sum(transfers.map(({ weight }) => fraction(weight)));
        const left = totals.filter(({ option }) => excluded.includes(option)).map(({ weight }) => fraction(weight));
        expect(moved).toEqual(sum(left));
      }
    }),
  );
});

test('whoever more than half rank alone in first place wins', () => {
  fc.assert(
    fc.property(anyPapers('ranking'), rankings(letters.slice(1)), (papers, tail) => {
      const others = sum(papers.map(({ weight }) => weight));
      const bloc: Paper = {
        weight: add(others, fraction('1/9')),
        status: 'counted',
        choice: { ranking: [['A'], ...tail] },
      };
      expect(elect([...papers, bloc])).toMatchObject({ winners: ['A'], rounds: { length: 1 } });
    }),
  );
});

test('with two options it is the majority', () => {
  const two = letters.slice(0, 2);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('A', 'B'), fc.integer({ min: 1, max: 9 })), { minLength: 1 }),
      (votes) => {
        const byRank = elect(
          votes.map(([first, weight]) => ranked(`${weight} ${first}`)),
          two,
        );
        const answers = votes.map(([first, weight]) => paper({ answer: first === 'A' ? 'yes' : 'no' }, weight));
        const settings = { share: fraction('1/2'), reach: 'more', of: 'votes' } as const;
        const { rounds, result } = majority.tally(ask(settings, answers), answers);
        const [yes, no] = rounds[0]!.totals.map(({ weight }) => fraction(weight));
        if (compare(yes!, no!) === 0) expect(byRank.rounds[0]!.ties[0]?.by).toBe('seed');
        else expect(byRank.winners).toEqual([result === 'carried' ? 'A' : 'B']);
      },
    ),
  );
});

test('what may be cast: a ranking of known options, each once', () => {
  const question = ask({ equalRanks: 'split' as const }, []);
  const check = (choice: unknown) => irv.validate(choice, question);
  expect(check({ ranking: [['A'], [], ['B', 'C']] })).toEqual({ ok: true, value: { ranking: [['A'], ['B', 'C']] } });
  expect(check({ answer: 'abstain' })).toEqual({ ok: true, value: { answer: 'abstain' } });
  const refused = (choice: unknown) => (check(choice) as { problem: unknown }).problem;
  expect(refused({ ranking: [['A'], ['A']] })).toEqual({ key: 'tally.rankedTwice', variables: { option: 'A' } });
  expect(refused({ ranking: [['A', 'A']] })).toEqual({ key: 'tally.rankedTwice', variables: { option: 'A' } });
  expect(refused({ ranking: [['Z']] })).toEqual({ key: 'tally.optionUnknown', variables: { option: 'Z' } });
  expect(refused({ ranking: [[7]] })).toEqual({ key: 'tally.optionUnknown', variables: { option: '7' } });
  expect(refused({ ranking: [['toString']] })).toMatchObject({ key: 'tally.optionUnknown' });
  for (const empty of [{ ranking: [] }, { ranking: [[], []] }])
    expect(refused(empty)).toEqual({ key: 'tally.rankingEmpty' });
  for (const odd of [null, undefined, 'A', {}, { ranking: 'A' }, { ranking: ['A'] }, [], { answer: 'yes' }]) {
    expect(refused(odd)).toEqual({ key: 'tally.rankingMissing' });
  }
});
