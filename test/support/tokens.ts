import { createToken } from '../../src/accounts/tokens/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { execute } from '../../src/kernel/execute.ts';

/** The header by which a program acts for this person. */
export async function authorizationOf(app: App, person: string, scopes = ['read', 'write'], coalition?: string) {
  const input = { name: 'Test', scopes, coalition };
  const made = await execute(app, createToken, { input, person, via: 'browser' });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return { Authorization: `Bearer ${made.value.token}` };
}
