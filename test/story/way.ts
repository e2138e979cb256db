import { castBallot } from '../../src/decisions/ballot-commands.ts';
import { open, propose } from '../../src/decisions/commands.ts';
import { pause } from '../../src/decisions/way/hours-commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: Record<'coordinator' | 'representative' | 'colleague' | 'consulting' | 'neighbour' | 'dissenter', string>;
  members: Record<'tenants' | 'union' | 'parents' | 'annur' | 'hauliers', string>;
  coalition: { slug: string };
}

/** The way to a decision: a vote that had to wait. */
export async function wayChapter(app: App, clock: StoryClock, { people, members, coalition }: SoFar) {
  const here = coalition.slug;

  clock.set('2026-03-22T09:00:00Z');
  const { proposal: stall } = await tell(
    app,
    people.coordinator,
    propose,
    {
      question: 'Shall we share a stall with the gardeners at the spring market?',
      background: 'They have the tent, we have the people. One table, two banners.',
      method: 'majority',
      closesAt: clock.at('2026-03-30T18:00:00Z'),
      ratificationAllowed: false,
    },
    here,
  );
  await tell(app, people.coordinator, open, { proposal: stall }, here);
  await tell(
    app,
    people.neighbour,
    castBallot,
    { proposal: stall, member: members.annur, choice: { answer: 'yes' } },
    here,
  );
  clock.set('2026-03-23T09:00:00Z');
  const reason = 'The market may move to May. The gardeners will know by the end of the week.';
  await tell(app, people.coordinator, pause, { proposal: stall, reason }, here);

  return { paused: stall };
}
