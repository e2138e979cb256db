// What the methods that compare options two by two have in common.
import type { MessageKey } from '../../system/i18n/translate.ts';
import {
  type Checked,
  type Method,
  type OptionId,
  type Outcome,
  ok,
  type Paper,
  type Question,
  type TieBreak,
} from './ballot.ts';
import { checkRanking, rankingOf } from './choices.ts';
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
import { fillSeats, readSeats } from './seats.ts';
import type { Raw } from './settings.ts';
import { election, nameOf, turnout } from './turnout.ts';

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

type Words = Pick<Method, 'name' | 'title' | 'explain'> & {
  readonly elected: Extract<MessageKey, 'tally.schulzeElected' | 'tally.rankedPairsElected'>;
};

export function condorcetMethod(
  words: Words,
  rank: (pairs: Pairwise, settings: CondorcetSettings, seed: string) => Standing,
): Method<CondorcetSettings> {
  const { elected, ...about } = words;
  return {
    ...about,
    shape: 'ranking',
    readSettings,
    validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
    tally: (question, papers) => tally(question, papers, about.name, elected, rank),
  };
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
  papers: readonly Paper[],
  method: string,
  elected: Words['elected'],
  rank: (pairs: Pairwise, settings: CondorcetSettings, seed: string) => Standing,
): Outcome {
  const { voting, told } = turnout(papers);
  const { options, settings, seed } = question;
  const pairs = comparePairs(question, voting, settings.unranked);
  const { above, ties } = rank(pairs, settings, seed);
  const anybody = voting.some(({ choice, weight }) => weight.n > 0n && rankingOf(choice).length > 0);
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
    ...told,
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
