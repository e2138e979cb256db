import { parseArgs } from 'node:util';
import type { CliCommand } from '../../cli.ts';
import { execute, type Result } from '../../kernel/execute.ts';
import { onRunning } from '../../running.ts';
import type { Message } from '../../system/i18n/translate.ts';
import { translator } from '../../system/i18n/translate.ts';
import { findByEmail } from '../account.ts';
import { createToken } from './commands.ts';

const usage = 'token --email ADDRESS --scopes read,write [--name NAME] [--coalition SLUG] [--days N]';

/** For whoever runs the machine: a token for a program that works there, in the name of a person. */
export const token: CliCommand = {
  usage,
  about: 'Print a token by which a program acts for this person.',
  async run(args) {
    const given = parse(args);
    if (!given) {
      console.error(`greenbelt ${usage}`);
      return 2;
    }
    const { email, ...input } = given;
    return onRunning(async (app) => {
      const person = await app.database.reading({ person: null, reads: [] }, (db) => findByEmail(db, email));
      if (!person) {
        console.error(`Nobody with an account has the address ${email}.`);
        return 1;
      }
      return tell(await execute(app, createToken, { input, person: person.id, via: 'command line' }));
    });
  },
};

function parse(args: string[]) {
  const text = { type: 'string' as const };
  const options = { email: text, scopes: text, name: text, coalition: text, days: text };
  try {
    const { values } = parseArgs({ args, options });
    const { email, scopes, name = 'Command line', coalition, days } = values;
    if (!email || !scopes) return undefined;
    return { email, name, scopes: scopes.split(','), coalition, days: days === undefined ? undefined : Number(days) };
  } catch {
    return undefined;
  }
}

function tell(result: Result<{ token: string | null }>): number {
  if (result.ok) {
    console.log(result.value.token);
    console.error('It is shown this once. It goes into the header  Authorization: Bearer …');
    return 0;
  }
  const t = translator('en');
  for (const { field, key, variables } of result.refusal.problems) {
    const message = t({ key, variables } as Message);
    console.error(field ? `${field}: ${message}` : message);
  }
  return 1;
}
