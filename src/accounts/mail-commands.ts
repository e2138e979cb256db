// Which mails somebody wants: kind by kind for each coalition, and once more at all after an address was paused.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { mailKinds } from '../system/mail/stopping.ts';
import { putMailChoices } from './mail-choices.ts';

/** Says which kinds of mails you want from one of your coalitions; the others are not sent. */
export const chooseMails = command({
  name: 'accounts.chooseMails',
  scope: 'person',
  summary: 'Say which mails you want from one of your coalitions; those left out are not sent.',
  input: z.strictObject({ coalition: id, kinds: z.array(z.enum(mailKinds)).max(mailKinds.length).default([]) }),
  result: z.object({}),
  example: (story) => ({ coalition: story.coalition.id, kinds: ['waits' as const, 'decided' as const] }),
  async load({ db, actor }, { coalition }) {
    const belongs = await db
      .selectFrom('membershipIndex')
      .select('coalitionId')
      .where('personId', '=', actor.person)
      .where('coalitionId', '=', coalition)
      .executeTakeFirst();
    return belongs ?? notFound('kernel.coalitionNotFound');
  },
  may: () => true,
  async run({ db, actor, now }, _, { coalition, kinds }) {
    const person = actor.person!;
    const wanted = Object.fromEntries(mailKinds.map((kind) => [kind, kinds.includes(kind)]));
    await putMailChoices(db, { person, coalition, wanted, at: now });
    return { about: { kind: 'person', id: person }, value: {} };
  },
});

/** Has mails sent again to your address, after it refused some and was paused. */
export const resumeMails = command({
  name: 'accounts.resumeMails',
  scope: 'person',
  summary: 'Have mails sent to your address again, after it refused several and was paused.',
  input: z.strictObject({}),
  result: z.object({}),
  example: () => ({}),
  may: () => true,
  async run({ db, actor }) {
    const person = actor.person!;
    const account = await db.selectFrom('users').select('email').where('id', '=', person).executeTakeFirst();
    if (account) await db.deleteFrom('mailRefusals').where('address', '=', account.email).execute();
    return { about: { kind: 'person', id: person }, value: {} };
  },
});
