// For the command line: the database of this data folder, whether a server is running on it at the moment or not.
import { join } from 'node:path';
import { keptAddress } from './address.ts';
import type { App } from './kernel/app.ts';
import { databaseClock } from './kernel/clock.ts';
import { uuidv7 } from './kernel/ids.ts';
import { findStanding } from './members/standing.ts';
import { openDatabase } from './open-database.ts';
import { keptSecret } from './secret.ts';
import { readSettings } from './settings.ts';
import { CannotStart } from './system/cannot-start.ts';
import { connect } from './system/database/connect.ts';

// Bundled into dist/ or not, this file lies one folder below the root.
const migrations = join(import.meta.dirname, '../migrations');

/** Works as the settings of the environment say, beside a running server. Throws `CannotStart` for a person. */
export async function onRunning<T>(work: (app: App) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  if ('problems' in settings) throw new CannotStart(settings.problems.join('\n'));
  const opened = await openDatabase(settings, migrations, console.error, { beside: true });
  const database = connect(opened.connection, { connections: 2 });
  try {
    return await work({
      database,
      clock: databaseClock,
      ids: uuidv7,
      secret: settings.secret ?? keptSecret(settings.dataDir),
      publicUrl: settings.publicUrl ?? keptAddress(settings.dataDir) ?? `http://localhost:${settings.port}`,
      findStanding,
      subscribers: [],
    });
  } finally {
    await database.close();
    await opened.close();
  }
}
