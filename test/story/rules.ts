import { setFoundingRule } from '../../src/decisions/rules/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: { coordinator: string };
  coalition: { slug: string };
}

/** How the coalition decides on rules: two thirds of the members who vote, and at least half of them there. */
export async function rulesChapter(app: App, clock: StoryClock, { people, coalition }: SoFar) {
  clock.set('2026-03-22T20:00:00Z');
  const { rule } = await tell(
    app,
    people.coordinator,
    setFoundingRule,
    { name: 'How we decide on rules', method: 'majority', settings: { threshold: '2/3' }, quorum: '1/2' },
    coalition.slug,
  );
  return { rules: { founding: rule } };
}
