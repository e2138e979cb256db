import type { App } from '../../kernel/app.ts';
import type { Command } from '../../kernel/command.ts';
import { execute } from '../../kernel/execute.ts';
import type { Handler } from './worker.ts';

/**
 * Has the server itself carry out a command at its hour. The payload is the command's input and the coalition's slug.
 * A refusal is no failure: somebody has done it before, or it has become needless.
 */
export const byClock = (app: App, command: Command): Handler => ({
  async run({ coalition, ...input }) {
    await execute(app, command, { person: null, via: 'clock', coalition: String(coalition), input });
  },
});
