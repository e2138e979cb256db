// Writes schema.gen.ts, what Kysely knows of the tables, from the migrations:
// run `node src/system/database/generate.ts` after adding or changing a migration. The drift test tells when.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

const program = join(createRequire(import.meta.url).resolve('kysely-codegen/package.json'), '../dist/cli/bin.js');
export const generatedFile = join(import.meta.dirname, 'schema.gen.ts');
const migrations = join(import.meta.dirname, '../../../migrations');

/** The text of schema.gen.ts for a migrated database. */
export async function describeTables(url: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'greenbelt-types-'));
  const file = join(folder, 'schema.gen.ts');
  try {
    const options = [
      '--url',
      url,
      '--dialect',
      'postgres',
      '--camel-case',
      '--date-parser',
      'string',
      '--out-file',
      file,
    ];
    await promisify(execFile)(process.execPath, [program, ...options]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function write(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-types-'));
  const { connection, stop } = await startEmbedded({ dataDir, log: console.error, durable: false });
  try {
    const owner = postgres({ ...connection, max: 1, onnotice: () => {} });
    await migrate(owner, migrations).finally(() => owner.end());
    const { host, username, database } = connection;
    writeFileSync(generatedFile, await describeTables(`postgres://${username}@localhost/${database}?host=${host}`));
  } finally {
    await stop();
    rmSync(dataDir, { recursive: true });
  }
}

if (import.meta.main) await write();
