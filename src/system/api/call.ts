import type { App } from '../../kernel/app.ts';
import type { Command } from '../../kernel/command.ts';
import type { Query } from '../../kernel/query.ts';
import type { Allowance } from '../web/ratelimit.ts';
import type { FindBearer } from './bearer.ts';

/** What a program can call by its name. */
export type Call = Command | Query;

export interface ApiParts {
  app: App;
  commands: Command[];
  queries: Query[];
  findBearer: FindBearer;
  allowances?: Allowances;
  /** The program's version, for the document. */
  version: string;
  log: (line: string, detail?: unknown) => void;
}

/** What one token, and what one address without a token, may ask for. */
export interface Allowances {
  token: Allowance;
  client: Allowance;
}

export const usualAllowances: Allowances = {
  token: { name: 'api-token', burst: 600, seconds: 0.1 },
  client: { name: 'api-client', burst: 120, seconds: 0.5 },
};

/** `decisions` of `decisions.castBallot`. */
export const capabilityOf = (call: Call): string => call.name.split('.')[0]!;

export const pathOf = (call: Call): string => `/api/v1/${call.name}`;
