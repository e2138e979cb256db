import type { Actor } from '../../kernel/actor.ts';
import type { Verdict } from '../../kernel/command.ts';
import { forbidden } from '../../kernel/errors.ts';

/** A stolen token must not be able to make another one, wider or longer-lived, nor to lock its owner out. */
export const mayManageTokens = (actor: Actor): Verdict => actor.via !== 'api' || forbidden('api.notByToken');
