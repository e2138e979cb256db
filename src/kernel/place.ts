import { type Actor, isInsider, noStanding, type Standing, type Via } from './actor.ts';
import type { App } from './app.ts';
import type { CoalitionRef, Reach, Scope, Verdict } from './command.ts';
import { forbidden, notFound, type Refusal, unauthenticated } from './errors.ts';

/** Who comes, through which door, and to which coalition (by slug) if to any. */
export interface Arrival {
  person: string | null;
  via: Via;
  coalition?: string;
}

/** Where a request stands: the coalition, whether the person may enter it, and as what. */
export interface Place {
  coalition: CoalitionRef;
  inside: boolean;
  actor: Actor;
}

export const nowhere: CoalitionRef = { id: '', slug: '', name: '', audience: 'members' };

/**
 * Finds the coalition and whether the person belongs to it; reads no row of any coalition.
 * The standing is left empty: it is read inside the transaction that uses it.
 */
export async function findPlace(app: App, { person, via, coalition: slug }: Arrival): Promise<Place | undefined> {
  const found = await app.database.findPlace(slug, person);
  if (slug !== undefined && !found.coalition) return undefined;
  return {
    coalition: found.coalition ?? nowhere,
    inside: found.inside || via === 'clock',
    actor: { person, via, operator: found.operator, standing: noStanding },
  };
}

/** The same place with the standing filled in. */
export const withStanding = (place: Place, standing: Standing): Place => ({
  ...place,
  actor: { ...place.actor, standing },
});

/** May this actor reach it at all? An outsider of a private coalition is told that nothing is there. */
export function mayReach(reach: Reach, scope: Scope, { actor, coalition }: Place): Verdict {
  if (reach === 'anyone') return true;
  if (scope === 'coalition') return isInsider(actor) || turnAway(actor, coalition);
  if (actor.person === null) return unauthenticated('kernel.signInFirst');
  return scope === 'person' || actor.operator || forbidden('kernel.operatorsOnly');
}

function turnAway(actor: Actor, coalition: CoalitionRef): Refusal {
  if (coalition.audience === 'members') return notFound('kernel.coalitionNotFound');
  return actor.person === null ? unauthenticated('kernel.signInFirst') : forbidden('kernel.membersOnly');
}
