import type { App } from '../kernel/app.ts';
import { type Auth, createAuth } from './auth.ts';

/** What the accounts' pages need beside the app. */
export interface Accounts {
  app: App;
  auth: Auth;
  /** Without a mail server the pages say where the link can be had instead. */
  sendsMail: boolean;
}

export const createAccounts = (app: App, { sendsMail }: { sendsMail: boolean }): Accounts => ({
  app,
  auth: createAuth(app),
  sendsMail,
});
