import type { TimedContext } from '../../kernel/command.ts';
import { nameKey, searchable, tidyWebsite, websiteKey } from '../names.ts';
import type { Listed } from './read.ts';

/** Puts many on the roster at once, with as many statements as a handful would take. */
export async function addListed(context: TimedContext, all: Listed[]): Promise<void> {
  // A statement takes 65,535 parameters.
  for (let from = 0; from < all.length; from += 1000) await addSome(context, all.slice(from, from + 1000));
}

async function addSome(context: TimedContext, some: Listed[]): Promise<void> {
  const { db, coalition, ids, now, actor } = context;
  const rows = some.map((listed) => {
    const website = tidyWebsite(listed.website)!;
    return { listed, id: ids.next(), website, websiteKey: websiteKey(website), nameKey: nameKey(listed.name) };
  });
  const organizations = await organizationsOf(context, rows);
  await db
    .insertInto('members')
    .values(
      rows.map(({ listed, id, website, websiteKey, nameKey }) => ({
        coalitionId: coalition.id,
        id,
        kind: listed.kind,
        organizationId: listed.kind === 'organization' ? organizations(nameKey, websiteKey) : null,
        name: listed.name,
        nameKey: listed.kind === 'organization' ? nameKey : null,
        website,
        websiteKey,
        place: listed.place,
        foundBy: searchable(`${listed.name} ${listed.place}`),
        about: listed.about,
        peopleRepresented: listed.peopleRepresented,
        externalId: listed.externalId || null,
        createdAt: now,
      })),
    )
    .execute();
  await db
    .insertInto('memberStatuses')
    .values(
      rows.map(({ id }) => ({
        coalitionId: coalition.id,
        id: ids.next(),
        memberId: id,
        status: 'listed',
        fromAt: now,
        byPerson: actor.person,
      })),
    )
    .execute();
  const contacts = rows.filter(({ listed }) => Object.values(listed.contact).some((said) => said !== ''));
  if (contacts.length === 0) return;
  await db
    .insertInto('contacts')
    .values(
      contacts.map(({ id, listed }) => ({
        ...listed.contact,
        coalitionId: coalition.id,
        id: ids.next(),
        memberId: id,
      })),
    )
    .execute();
}

interface Keys {
  listed: Listed;
  website: string;
  websiteKey: string;
  nameKey: string;
}

/** The organizations as the world knows them: those with a website are shared by all coalitions that list them. */
async function organizationsOf({ db, ids, now }: TimedContext, rows: Keys[]) {
  const made = rows
    .filter(({ listed }) => listed.kind === 'organization')
    .map(({ listed, website, websiteKey, nameKey }) => ({
      id: ids.next(),
      name: listed.name,
      website,
      websiteKey,
      nameKey,
      createdAt: now,
    }));
  if (made.length > 0)
    await db
      .insertInto('organizations')
      .values(made)
      .onConflict((c) => c.doNothing())
      .execute();
  const sites = made.map(({ websiteKey }) => websiteKey).filter((key) => key !== '');
  const shared =
    sites.length === 0
      ? []
      : await db
          .selectFrom('organizations')
          .select(['id', 'nameKey', 'websiteKey'])
          .where('websiteKey', 'in', sites)
          .execute();
  const found = new Map([...made, ...shared].map(({ id, nameKey, websiteKey }) => [`${nameKey}\n${websiteKey}`, id]));
  return (nameKey: string, websiteKey: string) => found.get(`${nameKey}\n${websiteKey}`)!;
}
