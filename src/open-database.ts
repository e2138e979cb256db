// The database that the settings ask for, migrated: the operator's own, or the one that Greenbelt brings along.
import postgres from 'postgres';
import type { Settings } from './settings.ts';
import { CannotStart } from './system/cannot-start.ts';
import { type ConnectionOptions, postgresOptions } from './system/database/connect.ts';
import { startEmbedded } from './system/database/embedded.ts';
import { migrate } from './system/database/migrate.ts';

export type OpenDatabase = {
  /** Reaches it as its owner. */
  connection: ConnectionOptions;
  /** Settles, with what to tell the operator, when the database is gone for good. */
  lost: Promise<string>;
  close(): Promise<void>;
};

type Log = (line: string) => void;

/** Throws `CannotStart` when there is something that the operator can do. */
export async function openDatabase(settings: Settings, migrations: string, log: Log): Promise<OpenDatabase> {
  const database = settings.databaseUrl ? given(settings.databaseUrl) : await embedded(settings.dataDir, log);
  const owner = postgres({ ...database.connection, max: 1, onnotice: () => {} });
  try {
    await checkVersion(owner);
    await migrate(owner, migrations);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  } finally {
    await owner.end();
  }
}

function given(url: string): OpenDatabase {
  // A database elsewhere may go and come back; requests fail meanwhile, and /readyz says so.
  return { connection: postgresOptions(url), lost: new Promise(() => {}), close: async () => {} };
}

async function embedded(dataDir: string, log: Log): Promise<OpenDatabase> {
  const { connection, adopted, lost, stop } = await startEmbedded({ dataDir, log });
  if (adopted) log('The last run was cut off; its database was still there and has been taken over.');
  return { connection, lost, close: stop };
}

async function checkVersion(owner: postgres.Sql): Promise<void> {
  const [row] = await owner`show server_version_num`.catch((error: Error) => {
    throw new CannotStart(`The database that DATABASE_URL names does not answer: ${error.message || error}`);
  });
  if (Number(row?.server_version_num) >= 150_000) return;
  throw new CannotStart(
    'The database that DATABASE_URL names is older than PostgreSQL 15. Greenbelt needs 15 or newer.',
  );
}
