// What each way of ranking promises, tried on random elections; and where one does not promise it, an election that
// shows so. docs/methods.md says the same in a table, and this holds it to it.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ask, paper, ranked } from '../../../test/support/ballots.ts';
import type { Option, Outcome, Paper } from './ballot.ts';
import { rankingOf } from './choices.ts';
import { approximate } from './exact.ts';
import { findMethod } from './methods.ts';
import { comparePairs, condorcetWinner } from './pairwise.ts';
import { profileOf } from './profile.ts';

const ids = ['A', 'B', 'C', 'D'];
const optionsOf = (all: readonly string[]): Option[] => all.map((id) => ({ id, name: id }));

/** The winner, or nothing where a tie was broken on the way: promises are about elections without ties. */
function winnerOf(method: string, papers: readonly Paper[], all: readonly string[]): string | undefined {
  const found = findMethod(method)!;
  const settings = found.readSettings({});
  if (!settings.ok) throw new Error(settings.problem.key);
  const { winners, rounds }: Outcome = found.tally(ask(settings.value, papers, optionsOf(all)), papers);
  return rounds.some(({ ties }) => ties.length > 0) ? undefined : winners[0];
}

/** `election('3 A>B>C, 2 B>C>A')` */
const election = (text: string): Paper[] => text.split(', ').map(ranked);
const namesIn = (papers: readonly Paper[]) =>
  [...new Set(papers.flatMap(({ choice }) => rankingOf(choice).flat()))].sort();

interface Property {
  /** Is the promise broken by these elections? Undefined where it says nothing about them. */
  broken(method: string, papers: readonly Paper[], other: readonly Paper[]): boolean | undefined;
  /** What a random election is compared with. */
  other(papers: readonly Paper[], random: number): readonly Paper[];
}

const same = (papers: readonly Paper[]) => papers;
const turned = (papers: readonly Paper[]) =>
  papers.map((one) => paper({ ranking: rankingOf(one.choice).toReversed() }, approximate(one.weight)));

/** Somebody wins whom these papers, all of them, do not want. */
const loses = (must: (papers: readonly Paper[]) => string | undefined): Property => ({
  other: same,
  broken(method, papers) {
    const [wanted, winner] = [must(papers), winnerOf(method, papers, namesIn(papers))];
    return wanted === undefined || winner === undefined ? undefined : winner !== wanted;
  },
});

const properties: Record<string, Property> = {
  majority: loses((papers) => {
    const first = (id: string) =>
      papers
        .filter(({ choice }) => rankingOf(choice)[0]![0] === id)
        .reduce((sum, { weight }) => sum + approximate(weight), 0);
    const all = papers.reduce((sum, { weight }) => sum + approximate(weight), 0);
    return namesIn(papers).find((id) => 2 * first(id) > all);
  }),
  Condorcet: loses((papers) =>
    condorcetWinner(comparePairs(profileOf({ options: optionsOf(namesIn(papers)) }, papers), 'tied-last')),
  ),
  monotonicity: {
    /** One line ranks the first option of another line higher. */
    other: (papers, random) => {
      const up = namesIn(papers)[random % namesIn(papers).length]!;
      return papers.map((one, place) => (place === random % papers.length ? lifted(one, up) : one));
    },
    broken(method, papers, other) {
      const [before, after] = [winnerOf(method, papers, namesIn(papers)), winnerOf(method, other, namesIn(papers))];
      if (before === undefined || after === undefined) return undefined;
      // Only the winner was lifted, on whatever ballots.
      const rest = (all: readonly Paper[]) =>
        all.map(
          ({ choice, weight }) =>
            [
              rankingOf(choice)
                .filter(([id]) => id !== before)
                .join(),
              approximate(weight),
            ] as const,
        );
      const place = ({ choice }: Paper) => rankingOf(choice).findIndex(([id]) => id === before);
      const onlyLifted =
        JSON.stringify(rest(papers)) === JSON.stringify(rest(other)) &&
        papers.every((one, at) => place(other[at]!) <= place(one));
      return onlyLifted ? after !== before : undefined;
    },
  },
  clones: {
    other: (papers, random) =>
      papers.map((one, place) => {
        const twins = (random >> place) % 2 === 0 ? [['A'], ['X']] : [['X'], ['A']];
        return paper(
          { ranking: rankingOf(one.choice).flatMap((rank) => (rank[0] === 'A' ? twins : [rank])) },
          approximate(one.weight),
        );
      }),
    broken(method, papers, other) {
      const [before, after] = [winnerOf(method, papers, namesIn(papers)), winnerOf(method, other, namesIn(other))];
      return before === undefined || after === undefined ? undefined : before !== after.replace('X', 'A');
    },
  },
  reversal: {
    other: turned,
    broken(method, papers, other) {
      const [before, after] = [winnerOf(method, papers, namesIn(papers)), winnerOf(method, other, namesIn(papers))];
      return before === undefined || after === undefined || namesIn(papers).length < 2 ? undefined : before === after;
    },
  },
  participation: {
    other: (papers, random) => {
      const order = ids.filter((id) => namesIn(papers).includes(id));
      for (let place = order.length - 1, left = random; place > 0; place -= 1) {
        const swap = left % (place + 1);
        left = Math.floor(left / (place + 1));
        [order[place], order[swap]] = [order[swap]!, order[place]!];
      }
      return [...papers, paper({ ranking: order.map((id) => [id]) }, 1 + (random % 5))];
    },
    broken(method, papers, other) {
      const [before, after] = [winnerOf(method, papers, namesIn(papers)), winnerOf(method, other, namesIn(papers))];
      if (before === undefined || after === undefined || before === after) return before && after ? false : undefined;
      // Those who came prefer who won without them.
      const place = (id: string) => rankingOf(other.at(-1)!.choice).findIndex(([one]) => one === id);
      return place(before) < place(after);
    },
  },
};

function lifted(one: Paper, id: string): Paper {
  const ranking = rankingOf(one.choice).map(([only]) => only!);
  const place = ranking.indexOf(id);
  if (place > 0) [ranking[place - 1], ranking[place]] = [ranking[place]!, ranking[place - 1]!];
  return paper({ ranking: ranking.map((only) => [only]) }, approximate(one.weight));
}

/** Where a promise is not made: an election that breaks it, and what it is compared with. */
const broken: Record<string, Record<string, [string, string?]>> = {
  irv: {
    Condorcet: ['4 A>B>C, 3 C>B>A, 2 B>A>C'],
    monotonicity: ['39 A>B>C, 10 B>C>A, 25 B>C>A, 26 C>A>B', '39 A>B>C, 10 A>B>C, 25 B>C>A, 26 C>A>B'],
    reversal: ['6 C>B>A, 5 B>A>C, 3 A>C>B', '6 A>B>C, 5 C>A>B, 3 B>C>A'],
    participation: ['10 B>A>C, 8 C>B>A, 7 A>C>B', '10 B>A>C, 8 C>B>A, 7 A>C>B, 4 A>C>B'],
  },
  schulze: {
    participation: [
      '1 D>A>B>C, 7 A>C>B>D, 12 D>C>B>A, 3 A>C>D>B, 11 B>A>D>C',
      '1 D>A>B>C, 7 A>C>B>D, 12 D>C>B>A, 3 A>C>D>B, 11 B>A>D>C, 2 A>D>B>C',
    ],
  },
  'ranked-pairs': {
    participation: [
      '8 D>B>C>A, 2 A>D>C>B, 7 C>A>D>B, 5 A>B>D>C',
      '8 D>B>C>A, 2 A>D>C>B, 7 C>A>D>B, 5 A>B>D>C, 5 D>A>B>C',
    ],
  },
  borda: {
    majority: ['3 A>B>C, 2 B>C>A'],
    Condorcet: ['3 A>B>C, 2 B>C>A'],
    clones: ['3 B>A, 2 A>B', '3 B>A>X, 2 A>X>B'],
  },
  plurality: {
    Condorcet: ['4 A>B>C, 3 C>B>A, 2 B>A>C'],
    clones: ['2 A>B, 2 A>B, 3 B>A', '2 A>X>B, 2 X>A>B, 3 B>A>X'],
    reversal: ['9 A>C>B, 5 B>A>C, 8 B>C>A', '9 B>C>A, 5 C>A>B, 8 A>C>B'],
  },
};

const elections = fc.integer({ min: 3, max: 4 }).chain((size) =>
  fc.array(
    fc
      .tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.shuffledSubarray(ids.slice(0, size), { minLength: size, maxLength: size }),
      )
      .map(([weight, order]) => paper({ ranking: order.map((id) => [id]) }, weight)),
    { minLength: 1, maxLength: 6 },
  ),
);

describe.each(Object.keys(broken))('%s', (method) => {
  for (const [name, property] of Object.entries(properties)) {
    const example = broken[method]![name];
    if (example) {
      test(`${name} is not promised: a kept example`, () => {
        const papers = election(example[0]);
        expect(property.broken(method, papers, example[1] ? election(example[1]) : papers)).toBe(true);
      });
    } else {
      test(`${name} is promised`, () => {
        fc.assert(
          fc.property(elections, fc.nat(), (papers, random) => {
            expect(property.broken(method, papers, property.other(papers, random)) ?? false).toBe(false);
          }),
          { numRuns: 150 },
        );
      });
    }
  }
});

test('docs/methods.md says so in a table', () => {
  const page = readFileSync(`${import.meta.dirname}/../../../docs/methods.md`, 'utf8');
  for (const [method, examples] of Object.entries(broken)) {
    const cells = Object.keys(properties).map((name) => (examples[name] ? 'no' : 'yes'));
    expect(page).toContain(`| \`${method}\` | ${cells.join(' | ')} |`);
  }
});
