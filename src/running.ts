// For the command line: reaches the database of the Greenbelt that is running, without disturbing it.
import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App } from './kernel/app.ts';
import { databaseClock } from './kernel/clock.ts';
import { uuidv7 } from './kernel/ids.ts';
import { findStanding } from './members/standing.ts';
import { keptSecret } from './secret.ts';
import { readSettings, type Settings } from './settings.ts';
import { CannotStart } from './system/cannot-start.ts';
import { type ConnectionOptions, connect, postgresOptions } from './system/database/connect.ts';
import { databaseName } from './system/database/embedded/cluster.ts';
import { runningPostmaster } from './system/database/embedded/postmaster.ts';
import { socketPort } from './system/database/embedded/socket.ts';

/** Works with the running server's database, as the settings of the environment find it. Throws `CannotStart` for a person. */
export async function onRunning<T>(work: (app: App) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  if ('problems' in settings) throw new CannotStart(settings.problems.join('\n'));
  const database = connect(connectionOf(settings), { connections: 2 });
  try {
    return await work({
      database,
      clock: databaseClock,
      ids: uuidv7,
      secret: settings.secret ?? keptSecret(settings.dataDir),
      publicUrl: settings.publicUrl ?? `http://localhost:${settings.port}`,
      findStanding,
      subscribers: [],
    });
  } finally {
    await database.close();
  }
}

function connectionOf({ databaseUrl, dataDir }: Settings): ConnectionOptions {
  if (databaseUrl) return postgresOptions(databaseUrl);
  const postmaster = runningPostmaster(join(realFolder(dataDir), 'postgres'));
  if (!postmaster) {
    throw new CannotStart(`No Greenbelt is running on ${resolve(dataDir)}. Start it with npm start, then ask again.`);
  }
  return {
    host: postmaster.socketDir,
    port: socketPort,
    database: databaseName,
    username: databaseName,
  } as ConnectionOptions;
}

function realFolder(dataDir: string): string {
  try {
    return realpathSync(dataDir);
  } catch {
    return dataDir;
  }
}
