import type { z } from 'zod';
import type { Db } from '../system/database/connect.ts';
import type { Actor } from './actor.ts';
import type { Refusal } from './errors.ts';
import type { Ids } from './ids.ts';

/**
 * Where a command acts and is logged: in one coalition, on one's own person, or on the server.
 */
export type Scope = 'coalition' | 'person' | 'server';

/** Who may reach it at all. `insiders`: others get 404 where the coalition is private, else 403. */
export type Reach = 'insiders' | 'anyone';

export interface CoalitionRef {
  id: string;
  slug: string;
  name: string;
  audience: 'public' | 'members';
}

/** What is handed to every step: nothing ambient. */
export interface Context {
  db: Db;
  actor: Actor;
  ids: Ids;
  /** Where people reach this server, for links in mails. */
  publicUrl: string;
  /** Keys whatever must be encrypted or hashed with a key (see App). */
  secret: string;
  /** Present in coalition scope. Its id bounds what the database shows and takes. */
  coalition: CoalitionRef;
}

/** In `may` and `run` the clock has been read, after `load` took its locks. */
export interface TimedContext extends Context {
  now: Date;
}

/** What came of it: what the activity is about, for which member it was done, and what the caller gets. */
export interface Done<Value> {
  about: { kind: string; id: string };
  for?: string;
  value: Value;
  /** Written instead of the command's name when a command can mean two different acts. */
  verb?: string;
}

export type Verdict = true | Refusal;

export interface Command<Name extends string = string, Input = any, Sent = any, Facts = any, Value = any> {
  kind: 'command';
  name: Name;
  scope: Scope;
  reach: Reach;
  input: z.ZodType<Input, Sent>;
  result: z.ZodType<Value>;
  summary: string;
  example(story: any): NoInfer<Sent>;
  load(context: Context, input: Input): Promise<Facts | Refusal>;
  may(context: TimedContext, facts: Facts, input: Input): Verdict;
  run(context: TimedContext, facts: Facts, input: Input): Promise<Done<Value> | Refusal>;
  /** Constraint names whose breach is an expected refusal. */
  conflicts: Record<string, Refusal>;
  /** Fields of the result that are told once and never kept, not even for a repeated submit: tokens. */
  forgets: string[];
}

type Given<Name extends string, Input, Sent, Facts, Value> = Omit<
  Command<Name, Input, Sent, Facts, Value>,
  'kind' | 'reach' | 'conflicts' | 'forgets' | 'load'
> & {
  reach?: Reach;
  conflicts?: Record<string, Refusal>;
  forgets?: string[];
  load?: (context: Context, input: Input) => Promise<Facts | Refusal>;
};

/**
 * Declares a command: parse, load the facts (and take the locks), ask whether the actor may, do it.
 * All of it and the activity row are one transaction. From the declaration come the form handler, the API call,
 * its place in the OpenAPI document and the test that tries it as every kind of outsider.
 */
export function command<Name extends string, Input, Sent, Value, Facts = undefined>(
  given: Given<Name, Input, Sent, Facts, Value>,
): Command<Name, Input, Sent, Facts, Value> {
  return {
    reach: 'insiders',
    conflicts: {},
    forgets: [],
    load: async () => undefined as Facts,
    ...given,
    kind: 'command',
  };
}
