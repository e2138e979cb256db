// A method that counts rankings: it is given them as lines of a profile, whether they come as papers or from a file.
import type { Method, Outcome, Question } from './ballot.ts';
import { checkRanking } from './choices.ts';
import { type Profile, profileOf } from './profile.ts';

type About<Settings> = Pick<Method<Settings>, 'name' | 'title' | 'explain' | 'readSettings'>;
type CountProfile<Settings> = (question: Question<Settings>, profile: Profile) => Outcome;

export interface RankedMethod<Settings> extends Method<Settings> {
  readonly tallyProfile: CountProfile<Settings>;
}

export function rankedMethod<Settings>(
  about: About<Settings>,
  tallyProfile: CountProfile<Settings>,
): RankedMethod<Settings> {
  return {
    ...about,
    shape: 'ranking',
    validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
    tally: (question, papers) => tallyProfile(question, profileOf(question, papers)),
    tallyProfile,
  };
}
