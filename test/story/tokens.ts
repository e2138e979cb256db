import { createToken } from '../../src/accounts/tokens/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { tell } from './world.ts';

/** Amal lets the coalition's website show its decisions. */
export async function tellTokens(app: App, { coordinator }: { coordinator: string }): Promise<string> {
  const { id } = await tell(app, coordinator, createToken, { name: 'Decisions on our website', scopes: ['read'] });
  return id;
}
