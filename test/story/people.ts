import type { App } from '../../src/kernel/app.ts';

/** Somebody with an account, as signing in by mail would have made it. */
export async function addPerson(app: App, _name: string, _email: string, language = 'en'): Promise<string> {
  const id = app.ids.next();
  await app.database.transaction({ person: id, reads: [] }, (db) =>
    db
      .insertInto('people')
      .values({ id, language, timeZone: 'Europe/Madrid', createdAt: app.clock.glance() })
      .execute(),
  );
  return id;
}
