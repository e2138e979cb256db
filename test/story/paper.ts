import { enterPaper } from '../../src/decisions/paper/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { tell } from './world.ts';

interface SoFar {
  people: { individual: string };
  coalition: { slug: string };
  /** The vote at which people may vote on paper. */
  proposal: number;
}

/** Ballots that were counted by hand at the parents' evening: Ruth has entered them, Amal has not looked at them yet. */
export async function paperChapter(app: App, { people, coalition, proposal }: SoFar) {
  const evening = { proposal, place: 'Parents’ evening', answers: { yes: 51, no: 7, abstain: 2 } };
  const { batch } = await tell(app, people.individual, enterPaper, evening, coalition.slug);
  return { proposal, batch };
}
