// STAR: Score Then Automatic Runoff. The two options with the most points meet, and the one that more voters scored
// higher wins. Equal Vote Coalition, https://www.starvoting.org; ties in the order that its rules give.
import {
  type Checked,
  type Method,
  type OptionId,
  type Outcome,
  type Paper,
  type Question,
  refuse,
  type TieBreak,
} from './ballot.ts';
import { checkScores, scoresOf } from './choices.ts';
import { amount, approximate, compare, type Fraction, fraction, subtract, sum, ZERO } from './exact.ts';
import { comparePairs, type Pairwise, tellPairs } from './pairwise.ts';
import { addUp, orderOf, tellPoints } from './points.ts';
import { profileOf } from './profile.ts';
import { readScoreSettings, type ScoreSettings } from './score.ts';
import type { Raw } from './settings.ts';
import { furthest, lot, type Totals } from './ties.ts';
import { election, nameOf, turnout } from './turnout.ts';

export const star: Method<ScoreSettings> = {
  name: 'star',
  title: 'tally.starTitle',
  explain: 'tally.starExplain',
  shape: 'score',
  readSettings,
  validate: (choice, { options, settings }) => checkScores(choice, options, settings.max),
  tally,
};

function readSettings(raw: Raw): Checked<ScoreSettings> {
  const settings = readScoreSettings(raw);
  return settings.ok && settings.value.seats > 1 ? refuse({ key: 'tally.oneSeatOnly' }) : settings;
}

function tally(question: Question<ScoreSettings>, papers: readonly Paper[]): Outcome {
  const { options, settings, seed } = question;
  const { voting, told } = turnout(papers);
  const points = addUp(options, voting, (choice) =>
    scoresOf(choice).map(([id, given]) => [id, fraction(given)] as const),
  );
  const top = addUp(options, voting, (choice) =>
    scoresOf(choice)
      .filter(([, given]) => given === settings.max)
      .map(([id]) => [id, fraction(1)] as const),
  );
  const pairs = comparePairs(profileOf(question, voting.map(asRanking(options.map(({ id }) => id)))), 'tied-last');
  const finalists: OptionId[] = [];
  const ties: TieBreak[] = [];
  const anyPoint = [...points.values()].some((total) => compare(total, ZERO) > 0);
  for (const level of anyPoint ? orderOf(points) : []) {
    let left = level;
    while (left.length > 0 && finalists.length < 2) {
      // Level options that all fit need no choice between them.
      const fits = finalists.length + left.length <= 2;
      const tie = fits
        ? undefined
        : breakLevel(
            left,
            [
              ['head-to-head', beats(pairs, left)],
              ['top-scores', top],
            ],
            seed,
          );
      if (tie) ties.push(tie);
      finalists.push(tie?.picked ?? left[0]!);
      left = left.filter((id) => !finalists.includes(id));
    }
  }
  const final = runoff(finalists, pairs, points, top, seed);
  return {
    method: star.name,
    ...election(final.winner === undefined ? [] : [final.winner], () => ({
      key: finalists.length > 1 ? 'tally.starElected' : 'tally.starAlone',
      variables: {
        winner: nameOf(options, final.winner!),
        other: nameOf(options, finalists.find((id) => id !== final.winner) ?? ''),
        held: approximate(final.votes.get(final.winner!) ?? ZERO),
        against: approximate(final.votes.get(finalists.find((id) => id !== final.winner) ?? '') ?? ZERO),
      },
    })),
    ...told,
    ...tellPairs(pairs),
    rounds: [tellPoints(points, 'points', [], ties), ...(finalists.length > 0 ? [tellRunoff(final, voting)] : [])],
  };
}

interface Runoff {
  readonly votes: Totals;
  readonly winner?: OptionId;
  readonly ties: readonly TieBreak[];
}

function runoff(finalists: readonly OptionId[], pairs: Pairwise, points: Totals, top: Totals, seed: string): Runoff {
  const [a, b] = finalists;
  if (a === undefined || b === undefined)
    return { votes: new Map(finalists.map((id) => [id, ZERO])), winner: a, ties: [] };
  const votes = new Map([
    [a, pairs.over(a, b)],
    [b, pairs.over(b, a)],
  ]);
  const first = furthest(finalists, votes, 'elected');
  if (first.length === 1) return { votes, winner: first[0]!, ties: [] };
  const tie = breakLevel(
    first,
    [
      ['score', points],
      ['top-scores', top],
    ],
    seed,
  );
  return { votes, winner: tie.picked, ties: [tie] };
}

/** By the first thing that tells them apart, narrowing down; in the end by lot. */
function breakLevel(
  among: readonly OptionId[],
  by: readonly (readonly [TieBreak['by'], Totals])[],
  seed: string,
): TieBreak {
  let level = among;
  for (const [reason, totals] of by) {
    level = furthest(level, totals, 'elected');
    if (level.length === 1) return { among, picked: level[0]!, for: 'elected', by: reason };
  }
  return { among, picked: lot(seed, level)[0]!, for: 'elected', by: 'seed' };
}

/** How many of the others each one is preferred to. */
function beats(pairs: Pairwise, among: readonly OptionId[]): Totals {
  const won = (a: OptionId) => among.filter((b) => a !== b && compare(pairs.over(a, b), pairs.over(b, a)) > 0).length;
  return new Map(among.map((id) => [id, fraction(won(id))]));
}

function asRanking(options: readonly OptionId[]) {
  return (paper: Paper): Paper => {
    const given = new Map(scoresOf(paper.choice));
    const levels = new Map<number, OptionId[]>();
    for (const id of options) levels.set(given.get(id) ?? 0, [...(levels.get(given.get(id) ?? 0) ?? []), id]);
    const ranking = [...levels].sort(([one], [other]) => other - one).map(([, ids]) => ids);
    return { ...paper, choice: { ranking } };
  };
}

function tellRunoff({ votes, winner, ties }: Runoff, voting: readonly Paper[]) {
  const all: Fraction = sum(voting.map(({ weight }) => weight));
  return {
    totals: [...votes].map(([option, weight]) => ({ option, weight: amount(weight) })),
    // Those who scored both the same.
    exhausted: amount(subtract(all, sum(votes.values()))),
    elected: winner === undefined ? [] : [winner],
    excluded: [],
    transfers: [],
    ties,
  };
}
