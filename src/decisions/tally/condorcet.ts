// What the methods that compare options two by two have in common.
import type { MessageKey } from '../../system/i18n/translate.ts';
import { type Checked, type OptionId, type Outcome, ok, type Question, type TieBreak } from './ballot.ts';
import {
  comparePairs,
  condorcetWinner,
  type Pairwise,
  readStrength,
  readUnranked,
  type Strength,
  tellPairs,
  tiers,
  type Unranked,
} from './pairwise.ts';
import { type Profile, ranksAnybody } from './profile.ts';
import { type RankedMethod, rankedMethod } from './ranked.ts';
import { fillSeats, readSeats } from './seats.ts';
import type { Raw } from './settings.ts';
import { election, nameOf } from './turnout.ts';

export interface CondorcetSettings {
  readonly unranked: Unranked;
  readonly strength: Strength;
  readonly seats: number;
}

/** Which option stands above which in the end, without circles; and the ties that were broken on the way. */
export interface Standing {
  readonly above: (a: OptionId, b: OptionId) => boolean;
  readonly ties: readonly TieBreak[];
}

type Words = Pick<RankedMethod<CondorcetSettings>, 'name' | 'title' | 'explain'> & {
  readonly elected: Extract<MessageKey, 'tally.schulzeElected' | 'tally.rankedPairsElected'>;
};

export function condorcetMethod(
  words: Words,
  rank: (pairs: Pairwise, settings: CondorcetSettings, seed: string) => Standing,
): RankedMethod<CondorcetSettings> {
  const { elected, ...about } = words;
  return rankedMethod({ ...about, readSettings }, (question, profile) =>
    tally(question, profile, about.name, elected, rank),
  );
}

function readSettings(raw: Raw): Checked<CondorcetSettings> {
  const unranked = readUnranked(raw);
  if (!unranked.ok) return unranked;
  const strength = readStrength(raw);
  if (!strength.ok) return strength;
  const seats = readSeats(raw);
  return seats.ok ? ok({ unranked: unranked.value, strength: strength.value, seats: seats.value }) : seats;
}

function tally(
  question: Question<CondorcetSettings>,
  profile: Profile,
  method: string,
  elected: Words['elected'],
  rank: (pairs: Pairwise, settings: CondorcetSettings, seed: string) => Standing,
): Outcome {
  const { options, settings, seed } = question;
  const pairs = comparePairs(profile, settings.unranked);
  const { above, ties } = rank(pairs, settings, seed);
  const anybody = ranksAnybody(profile);
  const order = anybody ? tiers(pairs.options, above) : [];
  const filled = fillSeats(order, settings.seats, seed);
  const beaten = (a: OptionId) => pairs.options.filter((b) => above(a, b)).length;
  return {
    method,
    ...election(filled.winners, () => ({
      key: elected,
      variables: {
        winners: filled.winners.map((id) => nameOf(options, id)).join(', '),
        beatsAll: condorcetWinner(pairs) === filled.winners[0] ? 'yes' : 'no',
      },
    })),
    ...profile.told,
    order,
    ...tellPairs(pairs),
    rounds: [
      {
        counts: 'below',
        totals: pairs.options.map((option) => ({ option, weight: `${beaten(option)}` })),
        exhausted: '0',
        elected: filled.winners,
        excluded: [],
        transfers: [],
        ties: [...ties, ...filled.ties],
      },
    ],
  };
}
