// PostgreSQL listens on a unix socket alone: no port, no password. The socket's folder is open to its owner only.
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';
import type { Account } from './account.ts';

/** The number in the socket's file name; nothing listens on such a port. */
export const socketPort = 5432;

// sockaddr_un holds 107 bytes and a zero on Linux, 103 elsewhere.
const longestPath = process.platform === 'linux' ? 107 : 103;

/** Makes (or finds) the folder for the socket of the database in `dataDir`. */
export function socketFolder(dataDir: string, account: Account): string {
  const name = `greenbelt-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16)}`;
  const folder = parents()
    .map((parent) => join(parent, name))
    .find(fits);
  if (!folder) throw new CannotStart('The path of the temporary folder is too long for a socket: set TMPDIR=/tmp');
  try {
    mkdirSync(folder, { mode: 0o700 });
    chmodSync(folder, 0o700);
    account.own(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    checkPrivate(folder, account);
  }
  return folder;
}

/** Tidies up after PostgreSQL has ended. A folder that is in use again is not empty, and stays. */
export function removeSocketFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // The next start will use it.
  }
}

function parents(): string[] {
  const runtime = process.env.XDG_RUNTIME_DIR;
  const mine = runtime && process.getuid?.() !== 0 && isMine(runtime) ? [runtime] : [];
  return [...mine, tmpdir(), '/tmp'];
}

const fits = (folder: string) => Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= longestPath;

function isMine(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

// The temporary folder is everybody's: somebody else may have put a folder, or a link, of this name there.
function checkPrivate(folder: string, account: Account): void {
  const found = lstatSync(folder);
  if (found.isDirectory() && found.uid === account.uid && (found.mode & 0o077) === 0) return;
  throw new CannotStart(`${folder} belongs to somebody else or is open to others. Remove it and start again.`);
}
