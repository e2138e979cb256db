// What a person does with their own account: how pages should be for them, what they are called, which devices and
// passkeys may open it. Nothing here is seen by a coalition; the name it knows somebody by is its own record.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { line } from '../kernel/text.ts';
import { isZone } from '../system/i18n/format.ts';
import { type Lang, langs } from '../system/i18n/languages.ts';

export const personName = line(120).min(1);
export const timeZone = z.string().trim().max(60).refine(isZone, 'accounts.zoneWrong');

/** Sets language, time zone and needs. What is left out stays as it is. */
export const setPreferences = command({
  name: 'accounts.setPreferences',
  scope: 'person',
  summary: 'Set your language, time zone, large text, reduced data, and whether you want mails about decisions.',
  input: z.strictObject({
    language: z.enum(langs as [Lang, ...Lang[]]).optional(),
    timeZone: timeZone.optional(),
    largeText: z.boolean().optional(),
    reducedData: z.boolean().optional(),
    byMail: z.boolean().optional().describe('Mails about decisions.'),
  }),
  result: z.object({}),
  example: () => ({ language: 'es' as const, timeZone: 'America/New_York', largeText: true, reducedData: false }),
  may: () => true,
  async run({ db, actor }, _, wishes) {
    const person = actor.person!;
    const given = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length > 0) {
      await db.updateTable('people').set(given).where('id', '=', person).execute();
    }
    return { about: { kind: 'person', id: person }, value: {} };
  },
});

/** Changes the name on the account. Coalitions keep the name they know. */
export const setName = command({
  name: 'accounts.setName',
  scope: 'person',
  summary: 'Change the name on your account.',
  input: z.strictObject({ name: personName }),
  result: z.object({}),
  example: () => ({ name: 'Rosa Delgado' }),
  may: () => true,
  async run({ db, actor, now }, _, { name }) {
    const person = actor.person!;
    await db.updateTable('users').set({ name, updatedAt: now }).where('id', '=', person).execute();
    return { about: { kind: 'person', id: person }, value: {} };
  },
});

/** Signs one device out. */
export const endSession = command({
  name: 'accounts.endSession',
  scope: 'person',
  summary: 'Sign one of your devices out.',
  input: z.strictObject({ session: id }),
  result: z.object({}),
  example: (story) => ({ session: story.session }),
  may: () => true,
  async run({ db, actor }, _, { session }) {
    const ended = await db
      .deleteFrom('sessions')
      .where('id', '=', session)
      .where('userId', '=', actor.person)
      .executeTakeFirst();
    if (ended.numDeletedRows === 0n) return notFound();
    return { about: { kind: 'session', id: session }, value: {} };
  },
});

/** Signs out everywhere, here too. */
export const endAllSessions = command({
  name: 'accounts.endAllSessions',
  scope: 'person',
  summary: 'Sign out on all your devices, this one too.',
  input: z.strictObject({}),
  result: z.object({ ended: z.int() }),
  example: () => ({}),
  may: () => true,
  async run({ db, actor }) {
    const person = actor.person!;
    const { numDeletedRows } = await db.deleteFrom('sessions').where('userId', '=', person).executeTakeFirst();
    return { about: { kind: 'person', id: person }, value: { ended: Number(numDeletedRows) } };
  },
});

export const renamePasskey = command({
  name: 'accounts.renamePasskey',
  scope: 'person',
  summary: 'Call one of your passkeys something else.',
  input: z.strictObject({ passkey: id, name: line(80).min(1) }),
  result: z.object({}),
  example: (story) => ({ passkey: story.passkey, name: 'My phone' }),
  may: () => true,
  async run({ db, actor }, _, { passkey, name }) {
    const renamed = await db
      .updateTable('passkeys')
      .set({ name })
      .where('id', '=', passkey)
      .where('userId', '=', actor.person)
      .executeTakeFirst();
    if (renamed.numUpdatedRows === 0n) return notFound();
    return { about: { kind: 'passkey', id: passkey }, value: {} };
  },
});

/** The passkey opens this account no more. Signing in by mail always stays possible. */
export const removePasskey = command({
  name: 'accounts.removePasskey',
  scope: 'person',
  summary: 'Remove one of your passkeys.',
  input: z.strictObject({ passkey: id }),
  result: z.object({}),
  example: (story) => ({ passkey: story.passkey }),
  may: () => true,
  async run({ db, actor }, _, { passkey }) {
    const removed = await db
      .deleteFrom('passkeys')
      .where('id', '=', passkey)
      .where('userId', '=', actor.person)
      .executeTakeFirst();
    if (removed.numDeletedRows === 0n) return notFound();
    return { about: { kind: 'passkey', id: passkey }, value: {} };
  },
});
