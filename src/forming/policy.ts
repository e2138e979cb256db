import type { Actor } from '../kernel/actor.ts';
import type { Verdict } from '../kernel/command.ts';
import { conflict, forbidden } from '../kernel/errors.ts';

/** The case, the rounds and what follows from them are the coordinators' work: at first they are the core group. */
export const mayForm = (actor: Actor): Verdict => actor.standing.coordinator || forbidden('kernel.coordinatorsOnly');

/** Whoever was asked answers, until all answers are shown: when all have answered, or the date has come. */
export function mayAnswer({ asked, shown }: { asked: boolean; shown: boolean }): Verdict {
  if (!asked) return forbidden('forming.notAsked');
  return !shown || conflict('forming.shownAlready');
}

export function mayConclude(actor: Actor, shown: boolean): Verdict {
  const verdict = mayForm(actor);
  return verdict !== true || shown ? verdict : conflict('forming.notShownYet');
}

/** Whoever a step was given to says what became of it, and so do the coordinators. */
export const mayEndStep = (actor: Actor, owner: string | null): Verdict =>
  actor.standing.coordinator || (owner !== null && actor.person === owner) || forbidden('forming.stepOwnerOnly');
