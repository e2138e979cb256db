// The data folder of the database, made once.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';
import type { Account } from './account.ts';

/** The name of the database, of its owner and superuser. */
export const databaseName = 'greenbelt';

const version = '18';

/** Returns the cluster's folder inside `dataDir`, initialised at most once whatever happens meanwhile. */
export async function cluster(native: string, dataDir: string, account: Account, durable: boolean): Promise<string> {
  const folder = join(dataDir, 'postgres');
  if (existsSync(join(folder, 'PG_VERSION'))) {
    checkVersion(folder);
    return folder;
  }
  removeUnfinished(dataDir);
  // Made beside its place and moved there when complete: a start that is interrupted leaves nothing half made.
  const fresh = join(dataDir, `postgres.new-${process.pid}`);
  mkdirSync(fresh, { mode: 0o700 });
  account.own(fresh);
  await initialise(native, fresh, account, durable);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // Another start was faster; its cluster counts.
    if (!existsSync(join(folder, 'PG_VERSION'))) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

function checkVersion(folder: string): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (found === version) return;
  throw new CannotStart(
    `${folder} was made by PostgreSQL ${found}, this Greenbelt brings ${version}. Start the Greenbelt that made it, export, and import here.`,
  );
}

function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const [, pid] = /^postgres\.new-(\d+)$/.exec(name) ?? [];
    if (pid && (Number(pid) === process.pid || !isAlive(Number(pid)))) {
      rmSync(join(dataDir, name), { recursive: true });
    }
  }
}

/** Whether a process with this id exists, whoever runs it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function initialise(native: string, folder: string, account: Account, durable: boolean): Promise<void> {
  const { file, args, options } = account.command(join(native, 'bin', 'initdb'), [
    ...['-D', folder, `--username=${databaseName}`, '--auth=trust', '--encoding=UTF8', '--no-instructions'],
    // The same order and case rules on every system, whatever its C library knows.
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    ...(durable ? [] : ['--no-sync']),
  ]);
  const child = spawn(file, args, { ...options, cwd: '/', env: postgresEnv(), stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new CannotStart(`PostgreSQL could not make its data folder ${folder}: ${said.trim()}`);
}

/** The environment for PostgreSQL's programs, without the settings of another PostgreSQL (PGPORT, PGDATA). */
export function postgresEnv(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(others), LANG: 'C', TZ: 'UTC' };
}
