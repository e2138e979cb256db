import { propose } from '../../src/decisions/commands.ts';
import { enterPaper } from '../../src/decisions/paper/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: { individual: string };
  coalition: { slug: string };
  /** The vote at which people may vote on paper. */
  proposal: number;
}

/**
 * Ballots that were counted by hand at the parents' evening: Ruth has entered them, Amal has not looked at them yet. And
 * a question that the whole neighbourhood shall answer, on paper, once somebody has said how many may.
 */
export async function paperChapter(app: App, clock: StoryClock, { people, coalition, proposal }: SoFar) {
  const evening = { proposal, place: 'Parents’ evening', answers: { yes: 51, no: 7, abstain: 2 } };
  const { batch } = await tell(app, people.individual, enterPaper, evening, coalition.slug);
  const { proposal: wall } = await tell(
    app,
    people.individual,
    propose,
    {
      question: 'What shall be painted on the wall along the yard?',
      method: 'irv',
      options: ['The river', 'A garden', 'The names of the streets'],
      closesAt: clock.at('2026-05-30T18:00:00Z'),
      ratificationAllowed: false,
    },
    coalition.slug,
  );
  return { proposal, batch, discussed: wall };
}
