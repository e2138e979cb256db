import type { Via } from '../kernel/actor.ts';
import type { Ids } from '../kernel/ids.ts';
import type { Db } from '../system/database/connect.ts';
import type { Lang } from '../system/i18n/languages.ts';

export interface NewAccount {
  name: string;
  email: string;
  language: Lang;
  timeZone: string;
}

interface Making {
  db: Db;
  ids: Ids;
  now: Date;
  via: Via;
}

/** Makes a person and their account in one: an account's id is its person's. The address must have been proved. */
export async function createAccount(
  { db, ids, now, via }: Making,
  { name, email, language, timeZone }: NewAccount,
): Promise<string> {
  const id = ids.next();
  // The reference table first: a cluster wants it so.
  await db.insertInto('people').values({ id, language, timeZone, createdAt: now }).execute();
  await db
    .insertInto('users')
    .values({ id, name, email: email.toLowerCase(), createdAt: now, updatedAt: now })
    .execute();
  await db
    .insertInto('personActivities')
    .values({ id: ids.next(), at: now, personId: id, verb: 'accounts.create', aboutKind: 'person', aboutId: id, via })
    .execute();
  return id;
}

export const findByEmail = (db: Db, email: string): Promise<{ id: string; name: string; email: string } | undefined> =>
  db.selectFrom('users').select(['id', 'name', 'email']).where('email', '=', email.toLowerCase()).executeTakeFirst();

/** Where to write to somebody, and in which language. */
export const whereToWrite = (db: Db, person: string): Promise<{ email: string; language: string } | undefined> =>
  db
    .selectFrom('users')
    .innerJoin('people', 'people.id', 'users.id')
    .select(['users.email', 'people.language'])
    .where('users.id', '=', person)
    .executeTakeFirst();
