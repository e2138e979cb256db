// The running PostgreSQL: finding one that is there, starting one, waiting for it, stopping it. What we know of it
// comes from postmaster.pid in its data folder, which PostgreSQL keeps, and from asking the process itself.
import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotStart } from '../../cannot-start.ts';
import type { Account } from './account.ts';
import { isAlive, postgresEnv } from './cluster.ts';
import { serverSettings } from './settings.ts';

export type Postmaster = { pid: number; socketDir: string; status: string };

/** What postmaster.pid says, if it is there and complete. */
export function readPostmaster(folder: string): Postmaster | undefined {
  const file = join(folder, 'postmaster.pid');
  const lines = existsSync(file) ? readIfThere(file).split('\n') : [];
  const [pid, , , , socketDir, , , status] = lines;
  if (!Number(pid)) return undefined;
  return { pid: Number(pid), socketDir: socketDir ?? '', status: status?.trim() ?? '' };
}

/** The PostgreSQL that runs on this data folder now. A file left by a dead one does not count. */
export function runningPostmaster(folder: string): Postmaster | undefined {
  const found = readPostmaster(folder);
  return found && isAlive(found.pid) && worksIn(found.pid, folder) ? found : undefined;
}

// After a crash the process id in the file may belong to somebody else by now (in containers ids are small and
// come again soon). A postmaster's working folder is its data folder.
function worksIn(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** Starts PostgreSQL; it outlives a killed Greenbelt, so that nothing is cut off in the middle. */
export function spawnPostmaster(
  native: string,
  folder: string,
  socketDir: string,
  account: Account,
  durable: boolean,
): ChildProcess {
  forgetDeadPostmaster(folder);
  const log = openLog(folder, account);
  const { file, args, options } = account.command(join(native, 'bin', 'postgres'), [
    ...['-D', folder, '-k', socketDir],
    ...Object.entries(serverSettings(durable)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // A session of its own: Ctrl-C in the terminal reaches Greenbelt, which then stops PostgreSQL in order.
  const child = spawn(file, args, {
    ...options,
    cwd: '/',
    env: postgresEnv(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

// PostgreSQL refuses to start while the process in postmaster.pid is alive. When that is somebody else's process,
// the id is replaced by one that no process can have; the rest of the file stays, since PostgreSQL also checks by it
// that no orphan of the dead one still works on the data.
function forgetDeadPostmaster(folder: string): void {
  const found = readPostmaster(folder);
  if (!found || !isAlive(found.pid) || worksIn(found.pid, folder)) return;
  const file = join(folder, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, '2147483646'));
}

const fiveMegabytes = 5 * 1024 * 1024;

function openLog(folder: string, account: Account): number {
  const log = logFile(folder);
  if (existsSync(log) && statSync(log).size > fiveMegabytes) renameSync(log, `${log}.old`);
  const file = openSync(log, 'a', 0o600);
  account.own(log);
  return file;
}

/** Where PostgreSQL writes what it has to say. */
export const logFile = (folder: string) => `${folder}.log`;

/** Waits until PostgreSQL accepts connections. Nothing: it ended, because another one has the data folder. */
export async function becomesReady(
  folder: string,
  child: ChildProcess,
  log: (line: string) => void,
): Promise<Postmaster | undefined> {
  let failed: Error | undefined;
  child.on('error', (error) => {
    failed = error;
  });
  for (let waited = 0; ; waited += 20) {
    const now = readPostmaster(folder);
    if (now?.pid === child.pid && now?.status === 'ready') return now;
    if (failed || hasEnded(child)) {
      if (runningPostmaster(folder)) return undefined;
      throw new CannotStart(`PostgreSQL did not start: ${failed?.message ?? lastLines(folder)}`);
    }
    if (waited === 5000) log('The database recovers from an interruption; this can take some minutes.');
    await sleep(20);
  }
}

/** Waits until the PostgreSQL that was found accepts connections, or has ended. */
export async function readyOrGone(folder: string): Promise<Postmaster | undefined> {
  for (;;) {
    const now = runningPostmaster(folder);
    if (!now || now.status === 'ready') return now;
    await sleep(20);
  }
}

/** Waits until PostgreSQL is gone from its data folder. */
export async function isGone(folder: string, pid: number, child?: ChildProcess): Promise<void> {
  // A child that nobody has waited for yet still counts as alive, so its own end is what we look at.
  while (child ? !hasEnded(child) : readPostmaster(folder)?.pid === pid && isAlive(pid)) await sleep(20);
}

/** Whether a process that was started has ended, in whatever way. */
export const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function lastLines(folder: string): string {
  const lines = readIfThere(logFile(folder)).trim().split('\n').slice(-3);
  return `${lines.join(' / ')} (all of it in ${logFile(folder)})`;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
