// The PostgreSQL that Greenbelt brings along. It lives in DATA_DIR/postgres, listens on a private unix socket, and
// belongs to one Greenbelt at a time: a second start is refused, the database of a killed run is taken over.
import type { ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CannotStart } from '../cannot-start.ts';
import { accountFor } from './embedded/account.ts';
import { postgresFolder } from './embedded/binaries.ts';
import { cluster, databaseName } from './embedded/cluster.ts';
import { takeLock } from './embedded/lock.ts';
import {
  becomesReady,
  hasEnded,
  isGone,
  logFile,
  type Postmaster,
  readPostmaster,
  readyOrGone,
  runningPostmaster,
  spawnPostmaster,
} from './embedded/postmaster.ts';
import { removeSocketFolder, socketFolder, socketPort } from './embedded/socket.ts';

/** For postgres.js and pg alike: `host` is the folder of the socket. The user owns the database. */
export type SocketConnection = { host: string; port: number; database: string; username: string };

export type Embedded = {
  connection: SocketConnection;
  /** It was still running, left behind by a Greenbelt that was killed. */
  adopted: boolean;
  /** Settles, with what to tell the operator, when the database ended although nobody asked it to. */
  lost: Promise<string>;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  dataDir: string;
  log: (line: string) => void;
  /** False only for tests: faster, and a power cut may lose data. */
  durable?: boolean;
};

/** Starts (or adopts) the database of this data folder. Throws `CannotStart` with a message for the operator. */
export async function startEmbedded({ dataDir, log, durable = true }: EmbeddedOptions): Promise<Embedded> {
  const native = postgresFolder();
  const home = makeDataDir(dataDir);
  const account = accountFor(native, home);
  const folder = await cluster(native, home, account, durable);
  let lose: (message: string) => void = () => {};
  const lost = new Promise<string>((settle) => {
    lose = settle;
  });

  const { postmaster, child } = await runningOn(folder, log, () =>
    spawnPostmaster(native, folder, socketFolder(home, account), account, durable),
  );
  const lock = await takeLock(postmaster.socketDir, {
    isRunning: () => runningPostmaster(folder)?.pid === postmaster.pid,
    onLost: () => lose(stopped(folder)),
  });
  if ('heldBy' in lock) {
    throw new CannotStart(
      `Another Greenbelt (${lock.heldBy}) is running on ${home}. Stop it first, or give this one a DATA_DIR of its own.`,
    );
  }
  const end = () => {
    lose(stopped(folder));
    void lock.release();
  };
  if (child && hasEnded(child)) end();
  child?.on('exit', end);
  return {
    connection: connectionTo(postmaster),
    adopted: child === undefined,
    lost,
    async stop() {
      lose = () => {};
      lock.expectEnd();
      // The fast shutdown: open transactions are rolled back, everything else is written.
      if (readPostmaster(folder)?.pid === postmaster.pid) process.kill(postmaster.pid, 'SIGINT');
      await isGone(folder, postmaster.pid, child);
      await lock.release();
      removeSocketFolder(postmaster.socketDir);
    },
  };
}

/** How to reach the database of a Greenbelt that is running on this data folder, if one is. */
export function runningConnection(dataDir: string): SocketConnection | undefined {
  const found = runningPostmaster(join(resolve(dataDir), 'postgres'));
  return found?.status === 'ready' ? connectionTo(found) : undefined;
}

const connectionTo = ({ socketDir }: Postmaster): SocketConnection => ({
  host: socketDir,
  port: socketPort,
  database: databaseName,
  username: databaseName,
});

const stopped = (folder: string) => `The database has stopped. Its log is ${logFile(folder)}`;

function makeDataDir(dataDir: string): string {
  const wanted = resolve(dataDir);
  try {
    const made = mkdirSync(wanted, { recursive: true, mode: 0o700 });
    // Made by root in somebody's folder: it is theirs, and the database runs under their account.
    if (made && process.getuid?.() === 0) giveTo(statSync(dirname(made)), made, wanted);
    return realpathSync(wanted);
  } catch (error) {
    throw new CannotStart(`The data folder ${wanted} (DATA_DIR) cannot be made: ${(error as Error).message}`);
  }
}

function giveTo(owner: { uid: number; gid: number }, top: string, bottom: string): void {
  for (let folder = bottom; ; folder = dirname(folder)) {
    chownSync(folder, owner.uid, owner.gid);
    if (folder === top) return;
  }
}

type Running = { postmaster: Postmaster; child?: ChildProcess };

async function runningOn(folder: string, log: (line: string) => void, spawn: () => ChildProcess): Promise<Running> {
  for (;;) {
    if (runningPostmaster(folder)) {
      const postmaster = await readyOrGone(folder);
      if (postmaster) return { postmaster };
    }
    const child = spawn();
    const postmaster = await becomesReady(folder, child, log);
    if (postmaster) return { postmaster, child };
  }
}
