// What the methods that elect a committee from approvals have in common.
import type { MessageKey } from '../../system/i18n/translate.ts';
import {
  type Checked,
  type Method,
  type OptionId,
  type Outcome,
  ok,
  type Paper,
  type Question,
  type Round,
} from './ballot.ts';
import { type Bloc, blocsOf } from './blocs.ts';
import { checkApproval } from './choices.ts';
import type { Fraction } from './exact.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';
import { election, nameOf, turnout } from './turnout.ts';

export interface CommitteeSettings {
  readonly seats: number;
}

type Words = Pick<Method, 'name' | 'title' | 'explain'> & {
  readonly elected: Extract<MessageKey, 'tally.committeeElected'>;
};

export interface Electorate {
  readonly options: readonly OptionId[];
  readonly blocs: readonly Bloc[];
  /** Weight of everybody who voted. */
  readonly weight: Fraction;
  readonly seats: number;
  readonly seed: string;
}

/** `fill` answers with one round for each seat filled. */
export function committeeMethod(words: Words, fill: (electorate: Electorate) => Round[]): Method<CommitteeSettings> {
  const { elected, ...about } = words;
  return {
    ...about,
    shape: 'approval',
    readSettings,
    validate: (choice, { options }) => checkApproval(choice, options),
    tally: (question, papers) => tally(question, papers, words, fill),
  };
}

function readSettings(raw: Raw): Checked<CommitteeSettings> {
  const seats = readSeats(raw);
  return seats.ok ? ok({ seats: seats.value }) : seats;
}

function tally(
  question: Question<CommitteeSettings>,
  papers: readonly Paper[],
  words: Words,
  fill: (electorate: Electorate) => Round[],
): Outcome {
  const { options, settings, seed } = question;
  const { voting, told, weight } = turnout(papers);
  const ids = options.map(({ id }) => id);
  const rounds =
    weight.n === 0n ? [] : fill({ options: ids, blocs: blocsOf(voting), weight, seats: settings.seats, seed });
  const winners = rounds.flatMap(({ elected }) => elected);
  return {
    method: words.name,
    ...election(winners, () => ({
      key: words.elected,
      variables: {
        winners: winners.map((id) => nameOf(options, id)).join(', '),
        count: winners.length,
        seats: settings.seats,
      },
    })),
    ...told,
    rounds,
  };
}
