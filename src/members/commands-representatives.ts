// Who speaks for a member, and with what authority. Every change is a new row: who could decide on a day stays known.
import { z } from 'zod';
import type { Authority } from '../kernel/actor.ts';
import type { Context } from '../kernel/command.ts';
import { command } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { id, instant } from '../kernel/ids.ts';
import { authorities } from './fields.ts';
import { addVoice, endVoices, takeBackInvitations } from './joining.ts';
import { mayEndRepresentation, mayNameRepresentatives } from './policy.ts';
import { indexPeople, lockMember, type Member } from './rows.ts';

/** Lets somebody who belongs to the coalition speak for a member. Somebody new is invited instead. */
export const addRepresentative = command({
  name: 'members.addRepresentative',
  scope: 'coalition',
  summary: 'Let somebody whom the coalition knows speak for a member, with an authority, from a day and until one.',
  input: z.strictObject({
    member: id,
    person: id,
    authority: z.enum(authorities),
    from: instant.optional(),
    until: instant.nullable().default(null),
  }),
  result: z.object({ representative: id }),
  example: (story) => ({
    member: story.members.clinic,
    person: story.people.coordinator,
    authority: 'consults' as const,
  }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor }, { id }) => mayNameRepresentatives(actor, id),
  async run(context, known, { member, person, authority, from, until }) {
    const { db, coalition, now } = context;
    if (known.status !== 'active') return conflict('members.notActive');
    if (known.kind === 'individual') return conflict('members.individualSpeaksAlone');
    if (until !== null && until <= (from ?? now)) return invalid('until', 'members.untilBeforeFrom');
    const profile = await db
      .selectFrom('profiles')
      .select('personId')
      .where('coalitionId', '=', coalition.id)
      .where('personId', '=', person)
      .executeTakeFirst();
    if (!profile) return invalid('person', 'members.personUnknown');
    // A past beginning would change who could have voted; the earliest is now.
    const begin = from && from > now ? from : now;
    const representative = await addVoice(context, member, { person, authority, from: begin, until });
    if (isRefusal(representative)) return representative;
    await indexPeople(context, [person]);
    return { about: { kind: 'representative', id: representative }, for: member, value: { representative } };
  },
});

/** Ends a representation; what was done under it stays. */
export const endRepresentation = command({
  name: 'members.endRepresentation',
  scope: 'coalition',
  summary: 'End a representation: a colleague hands over, or somebody lays it down. What was done under it stays.',
  input: z.strictObject({ representative: id }),
  result: z.object({ member: id }),
  example: (story) => ({ representative: story.representatives.kwame }),
  load: (context, { representative }) => lockVoice(context, representative),
  may: ({ actor }, { member, person }) => mayEndRepresentation(actor, member.id, person),
  async run(context, { id, member, person, until }) {
    if (until !== null && until <= context.now) return conflict('members.representationEnded');
    await endVoices(context, member.id, person);
    await takeBackInvitations(context, member.id, person);
    await indexPeople(context, [person]);
    return { about: { kind: 'representative', id }, for: member.id, value: { member: member.id } };
  },
});

/** Changes what a representative may do for the member, from now on. */
export const changeAuthority = command({
  name: 'members.changeAuthority',
  scope: 'coalition',
  summary: 'Change what a representative may do for the member from now on: decide, consult first, or observe.',
  input: z.strictObject({ representative: id, authority: z.enum(authorities) }),
  result: z.object({ representative: id }),
  example: (story) => ({ representative: story.representatives.lena, authority: 'consults' as const }),
  load: (context, { representative }) => lockVoice(context, representative),
  may: ({ actor }, { member }) => mayNameRepresentatives(actor, member.id),
  async run(context, { id, member, person, authority: before, from, until }, { authority }) {
    if (until !== null && until <= context.now) return conflict('members.representationEnded');
    if (member.kind === 'individual') return conflict('members.individualSpeaksAlone');
    if (before === authority)
      return { about: { kind: 'representative', id }, for: member.id, value: { representative: id } };
    await endVoices(context, member.id, person);
    if (authority !== 'decides') await takeBackInvitations(context, member.id, person);
    const begin = from > context.now ? from : context.now;
    const representative = await addVoice(context, member.id, { person, authority, from: begin, until });
    if (isRefusal(representative)) return representative;
    return { about: { kind: 'representative', id: representative }, for: member.id, value: { representative } };
  },
});

interface Locked {
  id: string;
  member: Member;
  person: string;
  authority: Authority;
  from: Date;
  until: Date | null;
}

async function lockVoice({ db, coalition }: Context, id: string): Promise<Locked | Refusal> {
  const find = () =>
    db
      .selectFrom('representatives')
      .select(['memberId', 'personId', 'authority', 'fromAt', 'untilAt'])
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', id)
      .executeTakeFirst();
  const seen = await find();
  if (!seen) return notFound('members.representativeNotFound');
  const member = await lockMember(db, coalition.id, seen.memberId);
  if (isRefusal(member)) return member;
  // Read again: it may have ended while we waited for the member's lock.
  const row = (await find())!;
  return {
    id,
    member,
    person: row.personId,
    authority: row.authority as Authority,
    from: row.fromAt,
    until: row.untilAt,
  };
}
