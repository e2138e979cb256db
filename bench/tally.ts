// Counting, against the packages that a developer would otherwise take: the same ballots, in the same run, in turns.
// Alone: node bench/tally.ts [--quick]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Option, Paper } from '../src/decisions/tally/ballot.ts';
import { readBallotFile } from '../src/decisions/tally/ballot-file.ts';
import { type Ask, count } from '../src/decisions/tally/count.ts';
import { fraction, ONE, sum } from '../src/decisions/tally/exact.ts';
import { methods } from '../src/decisions/tally/methods.ts';
import { powerOf } from '../src/power/indices.ts';
import { compare, isQuick, median, report, seconds } from './harness.ts';

const require = createRequire(import.meta.url);
const turns = isQuick ? 1 : 5;

/** Any order of the options, the same in every run. */
function shuffler(options: readonly string[]): () => string[] {
  let state = 20_261_124;
  const below = (size: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
  return () => {
    const order = [...options];
    for (let place = order.length - 1; place > 0; place -= 1) {
      const other = below(place + 1);
      [order[place], order[other]] = [order[other]!, order[place]!];
    }
    return order;
  };
}

const ten: Option[] = Array.from({ length: 10 }, (_, place) => ({ id: `option ${place}`, name: `option ${place}` }));
const names = ten.map(({ id }) => id);

function papersOf(size: number): Paper[] {
  const shuffle = shuffler(names);
  return Array.from({ length: size }, () => ({
    weight: ONE,
    status: 'counted',
    choice: { ranking: shuffle().map((id) => [id]) },
  }));
}

function winnersOf(ask: Pick<Ask, 'method' | 'settings' | 'options'>, papers: readonly Paper[]): readonly string[] {
  const roll = { entries: papers.length, weight: sum(papers.map(({ weight }) => weight)) };
  const counted = count({ ...ask, roll, quorum: null, seed: 'bench' }, papers);
  if (!counted.ok) throw new Error(counted.problem.key);
  return counted.value.outcome.winners;
}

/** Both count the same, and say so. */
function agree(ours: readonly string[], theirs: readonly string[], what: string): void {
  if (ours[0] !== theirs[0]) throw new Error(`${what}: we have ${ours.join(', ')}, they ${theirs.join(', ')}`);
}

async function againstVotes(): Promise<boolean> {
  const { Schulze, RankedPairs, utils } = await import('votes');
  const papers = papersOf(100_000);
  const ballots = papers.map(({ choice }) => ({ ranking: (choice as { ranking: string[][] }).ranking, weight: 1 }));
  let good = true;
  for (const [method, Theirs] of [
    ['schulze', Schulze],
    ['ranked-pairs', RankedPairs],
  ] as const) {
    const ours = () => winnersOf({ method, settings: {}, options: ten }, papers);
    const theirs = () => new Theirs(utils.matrixFromBallots(ballots, names)).ranking()[0]!;
    agree(ours(), theirs(), method);
    const [own, other] = await compare({ ours: () => seconds(ours), votes: () => seconds(theirs) }, turns);
    console.log(`${method}, 100,000 rankings of 10: ours ${ms(own!.median)}, votes ${ms(other!.median)}`);
    good = report('times faster than votes', other!.ratio, { atLeast: 10 }) && good;
  }
  return good;
}

async function againstCaritat(): Promise<boolean> {
  const { Election, Ballot, stv } = require('caritat');
  const text = readFileSync(join(import.meta.dirname, '../test/data/minneapolis-park-2013/ballots.csv'), 'utf8');
  const file = readBallotFile(text, methods.meek, {});
  if (!file.ok) throw new Error(file.problem.key);
  const { options } = file.value;
  const election = new Election({ candidates: options.map(({ id }) => id) });
  // One paper for each ballot, as they come out of a box.
  const papers = file.value.papers.flatMap((paper) =>
    Array<Paper>(Number(paper.weight.n)).fill({ ...paper, weight: ONE }),
  );
  for (const { choice } of papers) {
    const ranking = (choice as { ranking: string[][] }).ranking;
    // Straight into its list: `addBallot` checks each, which is not what is measured.
    if (ranking.length > 0)
      election.ballots.push(
        new Ballot(
          ranking.map(([id]) => id),
          1,
        ),
      );
  }
  const ours = () => winnersOf({ method: 'meek', settings: { seats: 3 }, options }, papers);
  const theirs = () => stv.meek(election, { seats: 3 });
  console.log(`Minneapolis 2013 by Meek: ours ${ours().join(', ')}; caritat ${JSON.stringify(theirs())}`);
  const [own, other] = await compare({ ours: () => seconds(ours), caritat: () => seconds(theirs) }, turns);
  console.log(`Meek, 80,101 ballots: ours ${ms(own!.median)}, caritat ${ms(other!.median)}`);
  return report('times faster than caritat', other!.ratio, { atLeast: 10 });
}

/** A million different ballots, by each method that ranks. */
async function aMillion(): Promise<void> {
  const size = isQuick ? 100_000 : 1_000_000;
  const papers = papersOf(size);
  const before = process.memoryUsage().rss;
  for (const [method, seats] of [
    ['schulze', 1],
    ['ranked-pairs', 1],
    ['irv', 1],
    ['borda', 1],
    ['stv', 3],
    ['meek', 3],
  ] as const) {
    const taken = await seconds(() => winnersOf({ method, settings: { seats }, options: ten }, papers));
    const more = (process.memoryUsage().rss - before) / 2 ** 20;
    console.log(`${method}, ${size.toLocaleString('en')} rankings of 10: ${ms(taken)}, memory +${more.toFixed(0)} MB`);
  }
}

/** The electoral college of fifty states and a district: 51 weights, 270 of 538. */
async function power(): Promise<boolean> {
  const votes =
    '54 40 30 28 19 19 17 16 16 15 14 13 12 11 11 11 11 10 10 10 10 10 9 9 8 8 8 7 7 6 6 6 6 6 6 5 5 4 4 4 4 4 4 4 3 3 3 3 3 3 3';
  const weights = votes.split(' ').map((weight) => fraction(weight));
  const quota = fraction(270);
  const run = () => powerOf(weights.length, [{ weights, quota, reach: 'at-least' }], Number.MAX_SAFE_INTEGER);
  run();
  const taken = [];
  for (let turn = 0; turn < 4 * turns; turn += 1) taken.push(await seconds(run));
  return report('milliseconds for both indices of 51 weights', median(taken) * 1000, { atMost: 10 });
}

const ms = (taken: number): string => `${(taken * 1000).toFixed(1)} ms`;

const reached = [await againstVotes(), await againstCaritat(), await power()];
await aMillion();
if (reached.includes(false)) process.exitCode = 1;
