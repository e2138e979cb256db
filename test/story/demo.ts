import type { App } from '../../src/kernel/app.ts';
import { storyEnd, tellStory } from './story.ts';
import { storyClock, storyIds } from './world.ts';

/** Tells the story to a server that has not heard it yet: `npm run demo`. */
export async function loadStory(app: App): Promise<void> {
  const [told] = await app.database.pool`select from coalitions limit 1`;
  if (told) return;
  // The story ends now: what is open in it is open today.
  const sinceEnd = Math.round((Date.now() - Date.parse(storyEnd)) / 1000);
  const clock = storyClock('2026-02-02T09:00:00Z', { seconds: sinceEnd });
  await tellStory({ ...app, clock, ids: storyIds() }, clock);
}
