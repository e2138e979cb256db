// Inviting, and following an invitation. Only a hash of the token is kept; the link exists in the mail, or on the one
// page that shows it to be handed over.
import { z } from 'zod';
import type { Authority } from '../kernel/actor.ts';
import { type Context, command, type TimedContext } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { line, text } from '../kernel/text.ts';
import { langs } from '../system/i18n/languages.ts';
import { enqueueMail } from '../system/mail/outbox.ts';
import { continues, joining, missing, openForApplicant } from './commands-applications.ts';
import { answers, authorities, emailOrNone } from './fields.ts';
import { addVoice, type Joining, putAnswers, putLimits, takeApplication } from './joining.ts';
import { invitationDoor } from './paths.ts';
import { mayCome, mayKeepRoster, mayNameRepresentatives } from './policy.ts';
import { indexPeople, knowAs, lockMember, type Member, setStatus } from './rows.ts';
import { newToken, tokenHash } from './token.ts';

/** Invites somebody to join, for a member on the roster or openly; by mail, or by a link to hand over. */
export const invite = command({
  name: 'members.invite',
  scope: 'coalition',
  summary: 'Invite somebody to join, for a listed member or openly: by mail, or by a link shown once to hand over.',
  input: z.strictObject({
    member: id.optional(),
    name: line(120).default(''),
    email: emailOrNone.default(''),
    /** The most that the invited person may claim. */
    authority: z.enum(authorities).optional(),
    language: z.enum(langs as ['en']).default('en'),
    days: z.int().min(1).max(90).default(14),
    note: text(1000).default(''),
  }),
  /** The token is told once, and not at all when the invitation went by mail. */
  result: z.object({ invitation: id, token: z.string().nullable() }),
  forgets: ['token'],
  example: (story) => ({ member: story.members.parish, name: 'Father Emil' }),
  load: async ({ db, coalition }, { member }): Promise<{ member?: Member } | Refusal> => {
    if (!member) return {};
    const found = await lockMember(db, coalition.id, member);
    return isRefusal(found) ? found : { member: found };
  },
  may: ({ actor }, { member }) => (member ? mayNameRepresentatives(actor, member.id) : mayKeepRoster(actor)),
  async run(context, { member }, { email, name, authority, language, days }) {
    const { db, coalition, ids, now, actor, publicUrl } = context;
    if (member && (member.status === 'applied' || member.status === 'merged')) return conflict('members.notInvitable');
    const invitation = ids.next();
    const token = newToken();
    const expiresAt = new Date(now.getTime() + days * 86_400_000);
    await db
      .insertInto('invitations')
      .values({
        id: invitation,
        coalitionId: coalition.id,
        memberId: member?.id ?? null,
        name,
        email,
        authority: authority ?? null,
        tokenHash: tokenHash(token),
        language,
        invitedBy: actor.person,
        createdAt: now,
        expiresAt,
      })
      .execute();
    if (email !== '') {
      const inviter = await nameOf(context, actor.person!);
      const link = `${publicUrl}${invitationDoor}/${token}`;
      const common = { coalition: coalition.name, inviter, link, until: expiresAt.toISOString() };
      const mail = { to: email, lang: language, until: expiresAt };
      if (!member) await enqueueMail(context, { ...mail, template: 'openInvitation', vars: common });
      else await enqueueMail(context, { ...mail, template: 'invitation', vars: { ...common, member: member.name } });
    }
    if (member && member.status !== 'active' && member.status !== 'invited')
      await setStatus(context, member.id, 'invited');
    return {
      about: { kind: 'invitation', id: invitation },
      for: member?.id,
      value: { invitation, token: email === '' ? token : null },
    };
  },
});

async function nameOf({ db, coalition }: TimedContext, person: string): Promise<string> {
  const row = await db
    .selectFrom('profiles')
    .select('name')
    .where('coalitionId', '=', coalition.id)
    .where('personId', '=', person)
    .executeTakeFirst();
  return row?.name ?? coalition.name;
}

/** Takes an invitation back; its link opens nothing any more. */
export const revokeInvitation = command({
  name: 'members.revokeInvitation',
  scope: 'coalition',
  summary: 'Take an invitation back, so that its link opens nothing any more.',
  input: z.strictObject({ invitation: id }),
  result: z.object({ invitation: id }),
  example: (story) => ({ invitation: story.invitation }),
  async load({ db, coalition }, { invitation }) {
    const row = await invitations(db)
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', invitation)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return notFound('members.invitationNotFound');
    const member = row.memberId ? await lockMember(db, coalition.id, row.memberId) : undefined;
    return isRefusal(member) ? member : { ...row, member };
  },
  may: ({ actor }, { member }) => (member ? mayNameRepresentatives(actor, member.id) : mayKeepRoster(actor)),
  async run(context, { id, usedAt, revokedAt, member }) {
    const { db, coalition, now } = context;
    if (usedAt) return conflict('members.invitationUsed');
    if (revokedAt) return conflict('members.invitationRevoked');
    await db.updateTable('invitations').set({ revokedAt: now }).where('id', '=', id).execute();
    if (member?.status === 'invited') {
      const others = await invitations(db)
        .where('coalitionId', '=', coalition.id)
        .where('memberId', '=', member.id)
        .where('usedAt', 'is', null)
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      if (!others) await setStatus(context, member.id, 'listed');
    }
    return { about: { kind: 'invitation', id }, for: member?.id, value: { invitation: id } };
  },
});

const invitations = (db: Context['db']) =>
  db.selectFrom('invitations').select(['id', 'memberId', 'authority', 'usedAt', 'revokedAt', 'expiresAt']);

/**
 * Follows an invitation. Whoever was invited for a member of the roster belongs at once; whoever comes with an open
 * link, or says something else than what the link was for, has asked to join, and coordinators answer.
 */
export const acceptInvitation = command({
  name: 'members.acceptInvitation',
  scope: 'coalition',
  reach: 'anyone',
  summary: 'Follow an invitation by its token and join, for the invited member or by asking.',
  input: z.strictObject({ token: line(200).min(1), ...joining, answers: answers.optional() }),
  result: z.object({ member: id, status: z.enum(['active', 'applied']) }),
  example: (story) => ({
    token: story.invitationToken,
    yourName: 'Emil Kovač',
    as: 'organization' as const,
    authority: 'consults' as const,
    answers: { whoWeAre: 'The parish of the old town.', whyWeAreHere: 'Our school choir coughs.' },
  }),
  async load({ db, coalition, actor }, { token }) {
    const row = await invitations(db)
      .where('coalitionId', '=', coalition.id)
      .where('tokenHash', '=', tokenHash(token))
      .forUpdate()
      .executeTakeFirst();
    // Without a good token a private coalition is not there, whoever asks.
    const absent = coalition.audience === 'members' ? 'kernel.coalitionNotFound' : 'members.invitationNotFound';
    if (!row) return notFound(absent);
    if (actor.person === null) return undefined;
    const own = await openForApplicant(db, coalition.id, actor.person);
    const member = row.memberId ? await lockMember(db, coalition.id, row.memberId) : undefined;
    return isRefusal(member) ? member : { ...row, own, member };
  },
  may: ({ actor }) => mayCome(actor),
  conflicts: { members_person_once: conflict('members.alreadyMember') },
  async run(context, invitation, input) {
    const { usedAt, revokedAt, expiresAt, own, member } = invitation!;
    if (usedAt) return conflict('members.invitationUsed');
    if (revokedAt) return conflict('members.invitationRevoked');
    if (expiresAt <= context.now) return conflict('members.invitationExpired');
    const meant = member?.kind === input.as && member.status !== 'merged' ? member : undefined;
    const problem = missing(input, meant);
    if (problem) return problem;
    const joined = meant ? await join(context, meant, invitation!, input) : await ask(context, own, input);
    if (isRefusal(joined)) return joined;
    await context.db
      .updateTable('invitations')
      .set({ usedAt: context.now, usedBy: context.actor.person })
      .where('id', '=', invitation!.id)
      .execute();
    return {
      about: { kind: 'member', id: joined },
      for: joined,
      value: { member: joined, status: meant ? 'active' : 'applied' },
      verb: meant ? undefined : 'members.apply',
    };
  },
});

async function join(
  context: TimedContext,
  member: Member,
  { authority }: { authority: string | null },
  input: Joining,
) {
  const { db, coalition, actor } = context;
  const person = actor.person!;
  const answered = await db
    .selectFrom('joiningAnswers')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', member.id)
    .limit(1)
    .executeTakeFirst();
  if (!answered && !input.answers) return invalid('answers.whoWeAre', 'kernel.required');
  if (member.kind === 'individual') {
    if (member.personId !== null && member.personId !== person) return conflict('members.invitationUsed');
    await db
      .updateTable('members')
      .set({ personId: person })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', member.id)
      .execute();
  }
  const voice = await addVoice(context, member.id, {
    person,
    authority: member.kind === 'individual' ? 'decides' : lesser(input.authority!, authority as Authority | null),
  });
  if (isRefusal(voice)) return voice;
  if (member.status !== 'active') await setStatus(context, member.id, 'active');
  if (input.answers) await putAnswers(context, member.id, input.answers);
  // A colleague who joins later adds a voice; the limits that were set stand until somebody changes them.
  if (!answered || input.limits.length > 0) await putLimits(context, member.id, input.limits);
  await knowAs(context, person, input.yourName);
  await indexPeople(context, [person]);
  return member.id;
}

/** What is claimed, but no more than the invitation allows. */
const lesser = (claimed: Authority, most: Authority | null): Authority =>
  most !== null && authorities.indexOf(claimed) < authorities.indexOf(most) ? most : claimed;

async function ask(context: TimedContext, own: Awaited<ReturnType<typeof openForApplicant>>, input: Joining) {
  if (!input.answers) return invalid('answers.whoWeAre', 'kernel.required');
  const mine = continues(own, input.as);
  return isRefusal(mine) ? mine : takeApplication(context, input, mine);
}
