// The database that the settings ask for, migrated: the operator's own, or the one that Greenbelt brings along.
import postgres from 'postgres';
import type { Settings } from './settings.ts';
import { CannotStart } from './system/cannot-start.ts';
import { type ConnectionOptions, postgresOptions } from './system/database/connect.ts';
import { runningConnection, startEmbedded } from './system/database/embedded.ts';
import { migrate } from './system/database/migrate.ts';

export type OpenDatabase = {
  /** Reaches it as its owner. */
  connection: ConnectionOptions;
  /** Settles, with what to tell the operator, when the database is gone for good. */
  lost: Promise<string>;
  close(): Promise<void>;
};

type Log = (line: string) => void;

/**
 * Throws `CannotStart` when there is something that the operator can do. With `beside`, for a command that is given
 * while the server runs (or does not): it uses the running server's database and leaves it running.
 * Without `migrated` the tables are left as they are, or are not.
 */
export async function openDatabase(
  settings: Settings,
  migrations: string,
  log: Log,
  { beside = false, migrated = true } = {},
): Promise<OpenDatabase> {
  const running = beside && !settings.databaseUrl ? runningConnection(settings.dataDir) : undefined;
  const database = running ? shared(running) : await own(settings, log);
  const owner = postgres({ ...database.connection, max: 1, onnotice: () => {} });
  try {
    await checkVersion(owner);
    if (migrated) await migrate(owner, migrations);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  } finally {
    await owner.end();
  }
}

// A database that others run may go and come back; requests fail meanwhile, and /readyz says so.
const shared = (connection: ConnectionOptions): OpenDatabase => ({
  connection,
  lost: new Promise(() => {}),
  close: async () => {},
});

async function own({ databaseUrl, dataDir }: Settings, log: Log): Promise<OpenDatabase> {
  if (databaseUrl) return shared(postgresOptions(databaseUrl));
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
