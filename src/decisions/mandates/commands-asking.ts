// Taking a question home: whom a member asks, until when, and how it decides by itself. Only its own people may.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { id, instant } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { emailOrNone } from '../../members/fields.ts';
import { newToken, tokenHash } from '../../members/token.ts';
import { langs } from '../../system/i18n/languages.ts';
import { enqueueMail } from '../../system/mail/outbox.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { ways } from './conclude.ts';
import { homeDoor } from './paths.ts';
import { mayMandate } from './policy.ts';
import { type Consultation, endConsultation, lockConsultation, proposalById } from './rows.ts';

const person = z.strictObject({ name: line(120).min(1), email: emailOrNone.default('') });
type Asked = z.output<typeof person>;
const language = z.enum(langs as ['en']).default('en');

/** What is told once: the shared link's token, and the codes of those who have no mail. */
const handed = z.object({
  consultation: id,
  token: z.string().nullable(),
  codes: z.array(z.object({ name: z.string(), code: z.string() })),
});

/** Takes the question home. */
export const ask = command({
  name: 'mandates.ask',
  scope: 'coalition',
  summary: "Take a question home: ask the member's own people, until the member's own deadline, in its own way.",
  input: z.strictObject({
    proposal: proposalNumber,
    member: id,
    /** How the member decides by itself. `advisory` guides and never binds; with `board` the answer is recorded, not counted. */
    way: z.enum(ways).default('majority'),
    /** Those who are asked do not see each other's answers; its representatives see them when the deadline has passed. */
    secret: z.boolean().default(false),
    closesAt: instant,
    note: text(5000).default(''),
    people: z.array(person).max(300).default([]),
    language,
  }),
  result: handed,
  forgets: ['token', 'codes'],
  example: (story) => ({
    proposal: story.proposals.discussed,
    member: story.members.tenants,
    closesAt: story.mandates.deadline,
    people: [{ name: 'Noor Castellanos', email: 'noor@eastbank.example' }, { name: 'Mr Abiodun, third floor' }],
  }),
  load: (context, { proposal }) => findProposal(context, proposal, 'share'),
  may: ({ actor, now }, proposal, { member }) => mayMandate(actor, proposal, member, now),
  conflicts: { consultations_open: conflict('mandates.askedAlready') },
  async run(context, proposal, input) {
    const { db, coalition, ids, actor, now } = context;
    if (input.way === 'divided' && !proposal.splitAllowed) return invalid('way', 'decisions.noSplit');
    if (input.closesAt <= now) return invalid('closesAt', 'mandates.deadlinePassed');
    if (input.closesAt > proposal.closesAt) return invalid('closesAt', 'mandates.deadlineAfterVote');
    const consultation = ids.next();
    await db
      .insertInto('consultations')
      .values({
        coalitionId: coalition.id,
        id: consultation,
        proposalId: proposal.id,
        memberId: input.member,
        version: proposal.version,
        way: input.way,
        secret: input.secret,
        note: input.note,
        askedBy: actor.person!,
        askedAt: now,
        closesAt: input.closesAt,
      })
      .execute();
    const about = { id: consultation, member: input.member, closesAt: input.closesAt, proposal };
    const told = await addPeople(context, about, input.people, input.language);
    if (isRefusal(told)) return told;
    return { about: { kind: 'proposal', id: proposal.id }, for: input.member, value: { consultation, ...told } };
  },
});

/** Asks more people, as long as the question is at home. */
export const askMore = command({
  name: 'mandates.askMore',
  scope: 'coalition',
  summary: 'Ask more people of the member about a question that is at home.',
  input: z.strictObject({ consultation: id, people: z.array(person).min(1).max(300), language }),
  result: handed,
  forgets: ['token', 'codes'],
  example: (story) => ({ consultation: story.mandates.consultation, people: [{ name: 'Mrs Okafor, night shift' }] }),
  load: (context, { consultation }) => openConsultation(context, consultation),
  may: ({ actor, now }, { proposal, member }) => mayMandate(actor, proposal, member, now),
  async run(context, about, { people, language }) {
    if (about.endedWhy || about.closesAt <= context.now) return conflict('mandates.deadlineOver');
    const told = await addPeople(context, about, people, language);
    if (isRefusal(told)) return told;
    return {
      about: { kind: 'proposal', id: about.proposalId },
      for: about.member,
      value: { consultation: about.id, ...told },
    };
  },
});

/** Takes somebody's link and code back. What they have answered stays. */
export const revokeLink = command({
  name: 'mandates.revokeLink',
  scope: 'coalition',
  summary: 'Take back the link and the code of somebody who was asked; their answer so far stays.',
  input: z.strictObject({ asked: id }),
  result: z.object({ asked: id }),
  example: (story) => ({ asked: story.mandates.asked }),
  async load(context, { asked }) {
    const row = await context.db
      .selectFrom('consultationPeople')
      .select('consultationId')
      .where('coalitionId', '=', context.coalition.id)
      .where('id', '=', asked)
      .executeTakeFirst();
    return row ? openConsultation(context, row.consultationId) : notFound('mandates.personNotFound');
  },
  may: ({ actor, now }, { proposal, member }) => mayMandate(actor, proposal, member, now),
  async run({ db, coalition, now }, { member, proposalId }, { asked }) {
    const taken = await db
      .updateTable('consultationPeople')
      .set({ revokedAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', asked)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return conflict('mandates.linkRevoked');
    await db
      .updateTable('consultationLinks')
      .set({ revokedAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('askedId', '=', asked)
      .execute();
    return { about: { kind: 'proposal', id: proposalId }, for: member, value: { asked } };
  },
});

/** Takes the question back from home; its links open nothing any more. */
export const takeBack = command({
  name: 'mandates.takeBack',
  scope: 'coalition',
  summary: 'Take the question back from home: nobody can answer any more, and no mandate comes of it.',
  input: z.strictObject({ consultation: id }),
  result: z.object({ consultation: id }),
  example: (story) => ({ consultation: story.mandates.consultation }),
  load: (context, { consultation }) => openConsultation(context, consultation),
  may: ({ actor, now }, { proposal, member }) => mayMandate(actor, proposal, member, now),
  async run(context, { id: consultation, member, proposalId, endedWhy }) {
    if (endedWhy) return conflict('mandates.deadlineOver');
    await endConsultation(context, consultation, 'taken_back');
    await context.db
      .updateTable('consultationLinks')
      .set({ revokedAt: context.now })
      .where('coalitionId', '=', context.coalition.id)
      .where('consultationId', '=', consultation)
      .where('revokedAt', 'is', null)
      .execute();
    return { about: { kind: 'proposal', id: proposalId }, for: member, value: { consultation } };
  },
});

export async function openConsultation(
  context: Context,
  consultation: string,
): Promise<(Consultation & { proposal: Proposal }) | Refusal> {
  const found = await lockConsultation(context, consultation);
  if (isRefusal(found)) return found;
  const proposal = await proposalById(context, found.proposalId);
  return isRefusal(proposal) ? proposal : { ...found, proposal };
}

interface About {
  id: string;
  member: string;
  closesAt: Date;
  proposal: Proposal;
}

/** Whoever has an address gets a link of their own; the others a code each, for the link that all of them share. */
async function addPeople(context: TimedContext, about: About, people: Asked[], lang: 'en') {
  const { db, coalition, ids } = context;
  const known = await db
    .selectFrom('consultationPeople')
    .select(['email', 'position'])
    .where('coalitionId', '=', coalition.id)
    .where('consultationId', '=', about.id)
    .execute();
  const addresses = new Set(known.map(({ email }) => email).filter(Boolean));
  for (const [index, { email }] of people.entries()) {
    if (email !== '' && addresses.has(email)) return invalid(`people.${index}.email`, 'mandates.askedTwice', { email });
    addresses.add(email);
  }
  const from = known.length;
  const asked = people.map(({ name, email }, index) => ({
    id: ids.next(),
    name,
    email,
    position: from + index,
    code: email === '' ? newCode() : null,
  }));
  if (asked.length === 0) return { token: null, codes: [] };
  await db
    .insertInto('consultationPeople')
    .values(
      asked.map(({ code, ...row }) => ({
        ...row,
        coalitionId: coalition.id,
        consultationId: about.id,
        codeHash: code && codeHash(about.id, code),
      })),
    )
    .execute();
  const written = await letterOf(context, about);
  for (const { id: askedId, email } of asked.filter(({ email }) => email !== '')) {
    const link = `${context.publicUrl}${homeDoor}/${await addLink(context, about, askedId)}`;
    const vars = { ...written, link, until: about.closesAt.toISOString() };
    await enqueueMail(context, { to: email, lang, template: 'homeQuestion', vars, until: about.closesAt });
  }
  const codes = asked.flatMap(({ name, code }) => (code ? [{ name, code }] : []));
  return { token: codes.length > 0 ? await addLink(context, about, null) : null, codes };
}

async function addLink({ db, coalition, ids, now }: TimedContext, about: About, askedId: string | null) {
  const token = newToken();
  await db
    .insertInto('consultationLinks')
    .values({
      id: ids.next(),
      coalitionId: coalition.id,
      consultationId: about.id,
      askedId,
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt: about.closesAt,
    })
    .execute();
  return token;
}

async function letterOf({ db, coalition, actor }: TimedContext, { member, proposal }: About) {
  const { name } = await db
    .selectFrom('members')
    .select('name')
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', member)
    .executeTakeFirstOrThrow();
  const asker = await db
    .selectFrom('profiles')
    .select('name')
    .where('coalitionId', '=', coalition.id)
    .where('personId', '=', actor.person)
    .executeTakeFirst();
  return { coalition: coalition.name, member: name, asker: asker?.name ?? name, question: proposal.question };
}

// Read aloud and typed on any keyboard: no letter that sounds or looks like another. 28^8 is 378 thousand millions, and
// a code opens nothing without the link that it belongs to.
const letters = 'ABCDEFGHJKLMNPQRTUVWXY234679';
const newCode = (): string => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');

/** Codes are typed by people: spaces, hyphens and small letters make no difference. */
export const codeHash = (consultation: string, typed: string): string =>
  tokenHash(`${consultation} ${typed.toUpperCase().replace(/[^A-Z0-9]/g, '')}`);
