import { createAccount } from '../../src/accounts/account.ts';
import type { App } from '../../src/kernel/app.ts';
import type { Lang } from '../../src/system/i18n/languages.ts';

/** Somebody with an account, as signing in by mail would have made it. */
export async function addPerson(app: App, name: string, email: string, language: Lang = 'en'): Promise<string> {
  return app.database.transaction({ person: null, reads: [] }, (db) =>
    createAccount(
      { db, ids: app.ids, now: app.clock.glance(), via: 'browser' },
      { name, email, language, timeZone: 'Europe/Madrid' },
    ),
  );
}
