// Instant runoff (Hare 1857, single winner): as long as nobody holds more than half of the votes still in the count,
// the last option goes out and its papers move to the next option they name.

import type { Round, TieBreak } from './ballot.ts';
import { type Checked, type OptionId, type Outcome, ok, type Question } from './ballot.ts';
import { amount, approximate, compare, divide, type Fraction, fraction, subtract, sum, ZERO } from './exact.ts';
import { openPiles, type Piles } from './piles.ts';
import type { Profile } from './profile.ts';
import { rankedMethod } from './ranked.ts';
import { type Raw, readOneOf } from './settings.ts';
import { breakTie, furthest, type Totals } from './ties.ts';
import { election, nameOf } from './turnout.ts';

export interface IrvSettings {
  /** Options ranked equal share the paper in equal parts (`split`), or the paper stops counting there (`exhaust`). */
  readonly equalRanks: 'split' | 'exhaust';
}

export const irv = rankedMethod<IrvSettings>(
  {
    name: 'irv',
    title: 'tally.irvTitle',
    explain: 'tally.irvExplain',
    readSettings,
  },
  tally,
);

function readSettings(raw: Raw): Checked<IrvSettings> {
  const equalRanks = readOneOf(raw, 'equalRanks', ['split', 'exhaust'], 'split');
  return equalRanks.ok ? ok({ equalRanks: equalRanks.value }) : equalRanks;
}

function tally(question: Question<IrvSettings>, profile: Profile): Outcome {
  const piles = openPiles(profile, question.settings.equalRanks);
  const earlier: Totals[] = [];
  const rounds: Round[] = [];
  let winner: OptionId | undefined;
  while (piles.continuing().length > 0 && !winner) {
    const totals = piles.totals();
    const needed = divide(sum(totals.values()), fraction(2n));
    winner = [...totals].find(([, total]) => compare(total, needed) > 0)?.[0];
    if (!winner && [...totals.values()].every((total) => compare(total, ZERO) === 0)) {
      rounds.push(round(piles, totals, needed, {}));
      break;
    }
    const out = winner ? undefined : chooseExcluded(totals, earlier, question.seed);
    const before = round(piles, totals, needed, { winner, ...out });
    rounds.push(out ? { ...before, transfers: piles.exclude(out.excluded) } : before);
    earlier.push(totals);
  }
  return outcome(question, profile, rounds, winner);
}

/** Options that nobody holds go out together: one after another they would change nothing. */
function chooseExcluded(totals: Totals, earlier: readonly Totals[], seed: string): Excluded {
  const last = furthest([...totals.keys()], totals, 'excluded');
  if (last.length === 1 || compare(totals.get(last[0]!) ?? ZERO, ZERO) === 0) return { excluded: last };
  const tie = breakTie(last, 'excluded', earlier, seed);
  return { excluded: [tie.picked], tie };
}

type Excluded = { readonly excluded: readonly OptionId[]; readonly tie?: TieBreak };

function round(piles: Piles, totals: Totals, needed: Fraction, came: Partial<Excluded> & { winner?: OptionId }): Round {
  return {
    totals: [...totals].map(([option, weight]) => ({ option, weight: amount(weight) })),
    exhausted: amount(piles.exhausted()),
    needed: { weight: amount(needed), reach: 'more' },
    elected: came.winner === undefined ? [] : [came.winner],
    excluded: came.excluded ?? [],
    transfers: [],
    ties: came.tie ? [came.tie] : [],
  };
}

function outcome(
  question: Question<IrvSettings>,
  { weight, told }: Profile,
  rounds: readonly Round[],
  winner?: OptionId,
): Outcome {
  const last = rounds.at(-1);
  const held = last?.totals.find((total) => total.option === winner)?.weight ?? '0';
  return {
    method: irv.name,
    ...election(winner === undefined ? [] : [winner], () => ({
      key: 'tally.irvElected',
      variables: {
        winner: nameOf(question.options, winner!),
        rounds: rounds.length,
        held: approximate(held),
        of: approximate(subtract(weight, fraction(last?.exhausted ?? 0))),
      },
    })),
    ...told,
    rounds,
  };
}
