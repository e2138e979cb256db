// The roster: who belongs, how closely, and to whom they answer.
// Invariants: an organization is on a roster once, whoever adds it; every member has exactly one present status.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { conflict, invalid, type Refusal } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { line } from '../kernel/text.ts';
import type { Db } from '../system/database/connect.ts';
import { type Contact, contact, description, kinds, ties } from './fields.ts';
import { nameKey, searchable, tidyWebsite, websiteKey } from './names.ts';
import { mayDescribeMember, mayKeepRoster } from './policy.ts';
import { addMember, lockMember, organizationOf } from './rows.ts';

const nameTaken: Record<string, Refusal> = {
  members_name_once: invalid('name', 'members.nameTaken'),
  members_organization_once: invalid('name', 'members.nameTaken'),
};

const contacts = z.array(contact).max(20);

/** Lists an organization or an individual, even if nobody of theirs ever signs in. */
export const list = command({
  name: 'members.list',
  scope: 'coalition',
  summary: 'Put an organization or an individual on the roster, with contacts.',
  input: z.strictObject({
    kind: z.enum(kinds).default('organization'),
    ...description,
    tie: z.enum(ties).nullable().default(null),
    constituencies: z.array(id).max(20).default([]),
    contacts: contacts.default([]),
  }),
  result: z.object({ member: id }),
  example: () => ({
    name: 'Riverton Cyclists',
    place: 'Riverton',
    contacts: [{ name: 'Edda Brun', phone: '555 0119' }],
  }),
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: {
    ...nameTaken,
    member_constituencies_constituency: invalid('constituencies', 'members.constituencyUnknown'),
  },
  async run(context, _, { contacts, constituencies, ...given }) {
    const { db, coalition } = context;
    const member = await addMember(context, { ...given, website: tidyWebsite(given.website)! }, 'listed');
    await putContacts(context, member, contacts);
    await putConstituencies(db, coalition.id, member, constituencies);
    return { about: { kind: 'member', id: member }, value: { member } };
  },
});

/** Changes how a member is described. The contacts given replace the present ones. */
export const edit = command({
  name: 'members.edit',
  scope: 'coalition',
  summary:
    'Change how a member is described, and its contacts. With the version that was read, a change by somebody else meanwhile is not overwritten.',
  input: z.strictObject({ member: id, ...description, contacts: contacts.optional(), version: z.int().optional() }),
  result: z.object({ member: id }),
  example: (story) => ({ member: story.members.parish, name: 'Parish of St Brigid', place: 'Old Town' }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor }, { id }) => mayDescribeMember(actor, id),
  conflicts: nameTaken,
  async run(context, known, { member, contacts, version, ...given }) {
    const { db, coalition } = context;
    if (version !== undefined && version !== known.version) return conflict('members.changedMeanwhile');
    const website = tidyWebsite(given.website)!;
    const renamed = known.organizationId !== null && (known.name !== given.name || known.website !== website);
    await db
      .updateTable('members')
      .set({
        ...given,
        website,
        websiteKey: websiteKey(website),
        foundBy: searchable(`${given.name} ${given.place}`),
        version: known.version + 1,
        ...(renamed && {
          nameKey: nameKey(given.name),
          organizationId: await organizationOf(context, given.name, website),
        }),
      })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', member)
      .execute();
    if (contacts) await putContacts(context, member, contacts);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

/** How closely a member works with the coalition. */
export const setTie = command({
  name: 'members.setTie',
  scope: 'coalition',
  summary: 'Say how closely a member works with the coalition: cooperation, coordination or collaboration.',
  input: z.strictObject({ member: id, tie: z.enum(ties).nullable().default(null) }),
  result: z.object({ member: id }),
  example: (story) => ({ member: story.members.parents, tie: 'coordination' as const }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor }) => mayKeepRoster(actor),
  async run({ db, coalition }, _, { member, tie }) {
    await db
      .updateTable('members')
      .set({ tie })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', member)
      .execute();
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

/** Names a group that members answer to. */
export const defineConstituency = command({
  name: 'members.defineConstituency',
  scope: 'coalition',
  summary: 'Name a sector or a group that members answer to, and say whether it is most affected by the issue.',
  input: z.strictObject({
    constituency: id.optional(),
    name: line(80).min(2),
    mostAffected: z.boolean().default(false),
  }),
  result: z.object({ constituency: id }),
  example: () => ({ name: 'School children', mostAffected: true }),
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: { constituencies_name: invalid('name', 'members.constituencyTaken') },
  async run({ db, coalition, ids }, _, { constituency, ...given }) {
    const at = constituency ?? ids.next();
    if (constituency === undefined) {
      await db
        .insertInto('constituencies')
        .values({ coalitionId: coalition.id, id: at, ...given })
        .execute();
    } else {
      const changed = await db
        .updateTable('constituencies')
        .set(given)
        .where('coalitionId', '=', coalition.id)
        .where('id', '=', at)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return invalid('constituency', 'members.constituencyUnknown');
    }
    return { about: { kind: 'constituency', id: at }, value: { constituency: at } };
  },
});

/** Says to which constituencies a member answers; those given replace the present ones. */
export const setConstituencies = command({
  name: 'members.setConstituencies',
  scope: 'coalition',
  summary: 'Say to which constituencies a member answers.',
  input: z.strictObject({ member: id, constituencies: z.array(id).max(20).default([]) }),
  result: z.object({ member: id }),
  example: (story) => ({ member: story.members.parents, constituencies: [story.constituencies.families] }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: { member_constituencies_constituency: invalid('constituencies', 'members.constituencyUnknown') },
  async run({ db, coalition }, _, { member, constituencies }) {
    await putConstituencies(db, coalition.id, member, constituencies);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

/** Those who are named still stay who they are: their roles hang on them. */
async function putContacts(
  { db, coalition, ids }: Parameters<typeof addMember>[0],
  member: string,
  contacts: Contact[],
) {
  const given = contacts.filter((c) => c.name || c.email || c.phone || c.note);
  const present = await db
    .selectFrom('contacts')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', member)
    .orderBy('id')
    .execute();
  const kept = new Map<Contact, string>();
  for (const contact of given) {
    const at = present.findIndex(({ name }) => name !== '' && name === contact.name);
    if (at >= 0) kept.set(contact, present.splice(at, 1)[0]!.id);
  }
  for (const { id } of present)
    await db.deleteFrom('contacts').where('coalitionId', '=', coalition.id).where('id', '=', id).execute();
  for (const [contact, id] of kept)
    await db
      .updateTable('contacts')
      .set(contact)
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', id)
      .execute();
  const fresh = given.filter((contact) => !kept.has(contact));
  if (fresh.length === 0) return;
  await db
    .insertInto('contacts')
    .values(fresh.map((c) => ({ ...c, coalitionId: coalition.id, id: ids.next(), memberId: member })))
    .execute();
}

async function putConstituencies(db: Db, coalition: string, member: string, constituencies: string[]): Promise<void> {
  await db
    .deleteFrom('memberConstituencies')
    .where('coalitionId', '=', coalition)
    .where('memberId', '=', member)
    .execute();
  const once = [...new Set(constituencies)];
  if (once.length === 0) return;
  await db
    .insertInto('memberConstituencies')
    .values(once.map((constituencyId) => ({ coalitionId: coalition, memberId: member, constituencyId })))
    .execute();
}
