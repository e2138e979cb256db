import type { z } from 'zod';
import type { Reach, Scope, TimedContext, Verdict } from './command.ts';
import type { Refusal } from './errors.ts';

export interface Query<Name extends string = string, Input = any, Sent = any, Output = any> {
  kind: 'query';
  name: Name;
  scope: Scope;
  reach: Reach;
  input: z.ZodType<Input, Sent>;
  /** What programs are promised; the OpenAPI document says it, and `run` is checked against it by the compiler. */
  output: z.ZodType<Output>;
  summary: string;
  example(story: any): NoInfer<Sent>;
  may(context: TimedContext, input: Input): Verdict;
  run(context: TimedContext, input: Input): Promise<Output | Refusal>;
}

/** Declares a query: a command's reading twin. It runs in a read-only transaction with the same context. */
export function query<Name extends string, Input, Sent, Output>(
  given: Omit<Query<Name, Input, Sent, Output>, 'kind' | 'reach' | 'may'> &
    Partial<Pick<Query<Name, Input, Sent, Output>, 'reach' | 'may'>>,
): Query<Name, Input, Sent, Output> {
  return { reach: 'insiders', may: () => true, ...given, kind: 'query' };
}
