import type { Actor } from '../kernel/actor.ts';
import type { Verdict } from '../kernel/command.ts';
import { forbidden, unauthenticated } from '../kernel/errors.ts';

/** Everybody with an account may found a coalition: whether it comes to life is up to those who join. */
export const mayFound = (actor: Actor): Verdict => actor.person !== null || unauthenticated('kernel.signInFirst');

export const mayDescribe = (actor: Actor): Verdict =>
  actor.standing.coordinator || forbidden('kernel.coordinatorsOnly');
