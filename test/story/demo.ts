// `npm run demo`: the story on a server, and a door into it for a few of its people.
import { linkFor, mintToken } from '../../src/accounts/link.ts';
import { createAccounts } from '../../src/accounts/setup.ts';
import type { App } from '../../src/kernel/app.ts';
import { storyEnd, tellStory } from './story.ts';
import { storyClock, storyIds } from './world.ts';

/** Tells the story to a server that has not heard it yet. */
export async function loadStory(app: App): Promise<void> {
  const [told] = await app.database.pool`select from coalitions limit 1`;
  if (told) return;
  // The story ends now: what is open in it is open today.
  const sinceEnd = Math.round((Date.now() - Date.parse(storyEnd)) / 1000);
  const clock = storyClock('2026-02-02T09:00:00Z', { seconds: sinceEnd });
  await tellStory({ ...app, clock, ids: storyIds() }, clock);
}

const doors = [
  ['amal@riverton.example', 'Amal Haddad, who coordinates'],
  ['rosa@eastbank.example', 'Rosa Delgado, who may decide for the tenants, in Spanish'],
  ['tomas@dockers.example', 'Tomás Ferreira, who must consult his union first'],
  ['yusra@annur.example', 'Yusra Al-Khatib, in Arabic'],
] as const;

/** What to print: links that sign in as somebody of the story. Each works once, for a quarter of an hour. */
export async function storyDoors(app: App): Promise<string> {
  const { auth } = createAccounts(app, { sendsMail: false });
  const lines: string[] = [];
  for (const [email, who] of doors) lines.push(`  ${who}: ${linkFor(app, await mintToken(auth, email))}`);
  return `Sign in as somebody, within a quarter of an hour (start again for new links):\n${lines.join('\n')}`;
}
