import { delegate } from '../../src/decisions/delegations/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: { neighbour: string };
  members: { annur: string; tenants: string };
  coalition: { slug: string };
  proposals: { open: number };
}

/** Yusra is away for a week and trusts the tenants with the council's order. */
export async function delegationsChapter(
  app: App,
  clock: StoryClock,
  { people, members, coalition, proposals }: SoFar,
) {
  clock.set('2026-03-23T21:00:00Z');
  const lent = {
    from: members.annur,
    to: members.tenants,
    scope: 'question' as const,
    proposal: proposals.open,
  };
  const { delegation } = await tell(app, people.neighbour, delegate, lent, coalition.slug);
  return { delegations: { given: delegation } };
}
