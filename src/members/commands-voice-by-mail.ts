// People who speak for a member by mail alone: they have an address and need no account. Organizations that never sign
// in can act so.
import { z } from 'zod';
import { createAccount, findByEmail } from '../accounts/account.ts';
import { command } from '../kernel/command.ts';
import { conflict, isRefusal } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { line } from '../kernel/text.ts';
import { isZone } from '../system/i18n/format.ts';
import { langs } from '../system/i18n/languages.ts';
import { enqueueMail } from '../system/mail/outbox.ts';
import { addVoice } from './joining.ts';
import { mayKeepRoster } from './policy.ts';
import { indexPeople, knowAs, lockMember, setStatus } from './rows.ts';

/**
 * Writes down that somebody speaks for a member by mail, on whose word, and with what authority. The person is the one
 * who would sign in with that address: if they ever do, they find there what was done in their name.
 */
export const addVoiceByMail = command({
  name: 'members.addVoiceByMail',
  scope: 'coalition',
  summary: 'Write down that somebody speaks for a member by mail, without ever signing in, and on whose word.',
  input: z.strictObject({
    member: id,
    name: line(120).min(1),
    email: z.string().trim().toLowerCase().min(1).max(254).pipe(z.email()),
    /** What the organization allows this person. */
    authority: z.enum(['decides', 'consults']),
    /** How the organization said so: "letter of the board, 3 March". */
    agreedHow: line(500).min(1),
    language: z.enum(langs as ['en']).default('en'),
    timeZone: z.string().trim().max(60).refine(isZone, 'accounts.zoneWrong').default('UTC'),
  }),
  result: z.object({ representative: id }),
  example: (story) => ({
    member: story.members.clinic,
    name: 'Ines Duarte',
    email: 'ines@clinic.example',
    authority: 'consults' as const,
    agreedHow: 'Letter of the board, 3 March.',
  }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: { users_email: conflict('votelink.tryAgain') },
  async run(context, member, { name, email, authority, agreedHow, language, timeZone }) {
    const { db, coalition, ids, now, actor, publicUrl } = context;
    if (member.kind === 'individual') return conflict('members.individualSpeaksAlone');
    if (!['active', 'listed', 'invited'].includes(member.status)) return conflict('members.notActive');
    const person =
      (await findByEmail(db, email))?.id ??
      (await createAccount({ db, ids, now, via: actor.via }, { name, email, language, timeZone }));
    const representative = await addVoice(context, member.id, { person, authority });
    if (isRefusal(representative)) return representative;
    await db
      .insertInto('mailVoices')
      .values({
        coalitionId: coalition.id,
        representativeId: representative,
        agreedHow,
        addedBy: actor.person!,
        at: now,
      })
      .execute();
    // The organization has said that it takes part: that is what the coordinator writes down here.
    if (member.status !== 'active') await setStatus(context, member.id, 'active');
    const known = await db
      .selectFrom('profiles')
      .select('name')
      .where('coalitionId', '=', coalition.id)
      .where('personId', '=', person)
      .executeTakeFirst();
    if (!known) await knowAs(context, person, name);
    await indexPeople(context, [person]);
    const inviter = await db
      .selectFrom('profiles')
      .select('name')
      .where('coalitionId', '=', coalition.id)
      .where('personId', '=', actor.person!)
      .executeTakeFirst();
    await enqueueMail(context, {
      to: email,
      lang: language,
      template: 'speaks',
      vars: {
        coalition: coalition.name,
        member: member.name,
        inviter: inviter?.name ?? coalition.name,
        authority,
        link: `${publicUrl}/c/${coalition.slug}/about`,
      },
    });
    return { about: { kind: 'representative', id: representative }, for: member.id, value: { representative } };
  },
});
