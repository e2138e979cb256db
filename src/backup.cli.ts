// greenbelt backup FILE, greenbelt restore FILE: everything that a server knows, in one file and back.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CliCommand } from './cli.ts';
import { openDatabase } from './open-database.ts';
import { readSettings } from './settings.ts';
import { readBackup } from './system/backup/read.ts';
import { writeBackup } from './system/backup/write.ts';
import { CannotStart } from './system/cannot-start.ts';
import type { ConnectionOptions } from './system/database/connect.ts';

// Bundled into dist/ or not, this file lies one folder below the root.
const migrations = join(import.meta.dirname, '../migrations');

export const backup: CliCommand = {
  usage: 'backup FILE',
  about: 'Write everything to a file, also while people work.',
  async run(args) {
    const { file } = read(args);
    if (!file) return usage('Name the file to write: greenbelt backup greenbelt-2026-11-24.gz');
    const { tables, rows } = await onDatabase((connection) => writeBackup(connection, file, new Date()));
    console.log(`${file}: ${rows} rows of ${tables} tables, as they were at one moment.`);
    console.error('Keep the secret with it, in another place: DATA_DIR/secret, or what SECRET says.');
    return 0;
  },
};

export const restore: CliCommand = {
  usage: 'restore FILE [--force]',
  about: 'Read such a file into an empty database (or one that is thrown away).',
  async run(args) {
    const { file, force } = read(args);
    if (!file) return usage('Name the backup to read: greenbelt restore greenbelt-2026-11-24.gz');
    if (!existsSync(file)) return usage(`There is no file ${file}.`);
    const { rows, tables, head, migrated } = await onDatabase((connection) =>
      readBackup(connection, file, { migrations, force }),
    );
    console.log(`${rows} rows of ${tables} tables, as they were at ${head.at}.`);
    if (migrated.length > 0) console.log(`Brought up to date: ${migrated.join(', ')}.`);
    return 0;
  },
};

function read(args: string[]): { file: string | undefined; force: boolean } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    strict: false,
    options: { force: { type: 'boolean' } },
  });
  return { file: positionals[0], force: values.force === true };
}

function usage(text: string): number {
  console.error(text);
  return 2;
}

/** As the owner of the tables, beside a running server or without one. */
async function onDatabase<T>(work: (connection: ConnectionOptions) => Promise<T>): Promise<T> {
  const settings = readSettings(process.env);
  if ('problems' in settings) throw new CannotStart(settings.problems.join('\n'));
  const opened = await openDatabase(settings, migrations, console.error, { beside: true, migrated: false });
  return work(opened.connection).finally(opened.close);
}
