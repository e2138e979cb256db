// One Greenbelt per data folder. The mark of the one that runs is an advisory lock on a session of its own: it goes
// when the process goes, however it ends, and nothing stale can stay behind.
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { CannotStart } from '../../cannot-start.ts';
import { databaseName } from './cluster.ts';
import { socketPort } from './socket.ts';

export type Lock = {
  /** From here on PostgreSQL may end: we are stopping it. */
  expectEnd(): void;
  release(): Promise<void>;
};

// Advisory locks belong to one database: nothing of Greenbelt's own happens in this one.
const lockDatabase = 'postgres';
const lockKey = 7_305_110;

type Watch = {
  /** Whether PostgreSQL is there at all. */
  isRunning(): boolean;
  /** Called when the lock is gone and cannot be had again. */
  onLost(): void;
};

/** Takes the lock, or says who holds it. */
export async function takeLock(socketDir: string, { isRunning, onLost }: Watch): Promise<Lock | { heldBy: string }> {
  let watching = false;
  const session = postgres({
    host: socketDir,
    port: socketPort,
    database: lockDatabase,
    username: databaseName,
    max: 1,
    max_lifetime: null,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: `process ${process.pid}` },
    onclose: () => {
      if (watching) void regain();
    },
  });

  // A session that was just cut off may hold the lock for a moment longer.
  if (!(await attempt(session, 2000, isRunning))) {
    const heldBy = await holder(session).finally(release);
    return { heldBy };
  }
  await createDatabase(session);
  watching = true;
  return {
    expectEnd: () => {
      watching = false;
    },
    release,
  };

  // When one of its processes fails, PostgreSQL ends every session, recovers and is back.
  async function regain() {
    watching = false;
    watching = await attempt(session, 60_000, isRunning);
    if (!watching) onLost();
  }

  async function release() {
    watching = false;
    await session.end({ timeout: 1 });
  }
}

async function attempt(session: postgres.Sql, milliseconds: number, isRunning: () => boolean): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end && isRunning(); await sleep(100)) {
    const rows = await session`select pg_try_advisory_lock(${lockKey}) as taken`.catch(() => []);
    if (rows[0]?.taken) return true;
  }
  return false;
}

async function holder(session: postgres.Sql): Promise<string> {
  const [row] = await session`
    select a.application_name from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and l.objid = ${lockKey} and l.granted`.catch((error: Error) => {
    throw new CannotStart(`A database runs on this data, but it does not answer: ${error.message}`);
  });
  return row?.application_name ?? 'just ended';
}

async function createDatabase(session: postgres.Sql): Promise<void> {
  const [found] = await session`select from pg_database where datname = ${databaseName}`;
  if (!found) await session`create database ${session(databaseName)}`;
}
