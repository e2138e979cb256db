import { z } from 'zod';
import type { CliCommand } from '../cli.ts';
import { onRunning } from '../running.ts';
import { linkMinutes } from './auth.ts';
import { linkFor, mintToken } from './link.ts';
import { createAccounts } from './setup.ts';

/** For whoever runs a machine without mail: whoever can read its data may let anybody in. */
export const signInLink: CliCommand = {
  usage: 'sign-in-link EMAIL',
  about: 'Print a link by which this person signs in, once.',
  async run([email = '']) {
    const address = z.email().safeParse(email.trim().toLowerCase());
    if (!address.success) {
      console.error('Give the e-mail address of the person: greenbelt sign-in-link rosa@example.org');
      return 2;
    }
    return onRunning(async (app) => {
      const { auth } = createAccounts(app, { sendsMail: false });
      console.log(linkFor(app, await mintToken(auth, address.data)));
      console.error(`It works once, within ${linkMinutes} minutes.`);
      return 0;
    });
  },
};
