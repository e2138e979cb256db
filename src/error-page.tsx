import { PlainShell } from './coalitions/shell.tsx';
import type { Refusal } from './kernel/errors.ts';
import { ErrorFor, errorTitle, type Typed } from './ui/pages/errors.tsx';
import type { Visit } from './ui/visit.ts';

/** The page for a request that could not be answered: what happened, in the refusal's own words, and what now. */
export const errorPage = (visit: Visit, status: number, refusal?: Refusal, typed?: Typed) => (
  <PlainShell title={errorTitle(status, visit.t)}>
    <ErrorFor status={status} why={refusal?.problems[0]} signInHref="/sign-in" typed={typed} />
  </PlainShell>
);
