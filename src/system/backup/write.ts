// Writes a backup while people go on working: everything in it is of one moment.
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import postgres from 'postgres';
import { CannotStart } from '../cannot-start.ts';
import type { ConnectionOptions } from '../database/connect.ts';
import { type Foot, formatVersion, type Head, type TableHead, tableEnd } from './format.ts';
import { columnList, quoted, tablesByName } from './tables.ts';

export interface Written {
  tables: number;
  rows: number;
}

/** Throws `CannotStart` when the file is there already. A file that is not complete never has the name asked for. */
export async function writeBackup(connection: ConnectionOptions, file: string, now: Date): Promise<Written> {
  if (existsSync(file)) throw new CannotStart(`${file} is there already. Name another file, or move it away.`);
  const owner = postgres({ ...connection, max: 1, onnotice: () => {}, connection: { application_name: 'backup' } });
  const unfinished = `${file}.unfinished`;
  const written: Written = { tables: 0, rows: 0 };
  try {
    const one = await owner.reserve();
    await one`begin isolation level repeatable read read only`;
    await readingAll(one);
    const lines = Readable.from(linesOf(one, now, written));
    // Whoever may read a backup knows everything: it is for its owner alone.
    await pipeline(lines, createGzip({ level: 6 }), createWriteStream(unfinished, { mode: 0o600, flags: 'wx' }));
    await one`commit`;
    one.release();
    await toDisk(unfinished);
    await rename(unfinished, file);
    return written;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new CannotStart(`${unfinished} is there: another backup is being written, or one was cut off. Remove it.`);
    }
    await rm(unfinished, { force: true });
    throw error;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** Row-level security binds the owner too, where the owner is no superuser. Tables of old versions have no such role. */
async function readingAll(one: postgres.ReservedSql): Promise<void> {
  const [found] = await one`select from pg_roles where rolname = 'greenbelt_backup'`;
  if (found) await one`set local role greenbelt_backup`;
  // Rather no backup than one with rows left out.
  else await one`set local row_security = off`;
}

async function* linesOf(one: postgres.ReservedSql, now: Date, written: Written): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const say = (text: string | Buffer): Buffer => {
    const bytes = Buffer.from(text as string);
    hash.update(bytes);
    return bytes;
  };
  const line = (value: Head | TableHead) => say(`${JSON.stringify(value)}\n`);
  const migrations = (await one`select name from schema_migrations order by name`).map(({ name }) => name as string);
  yield line({ greenbelt: 'backup', format: formatVersion, at: now.toISOString(), migrations });
  for (const { name, columns } of await tablesByName(one)) {
    yield line({ table: name, columns });
    const rows = await one.unsafe(`copy ${quoted(name)} (${columnList(columns)}) to stdout`).readable();
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      written.rows += newlines(chunk);
      yield say(chunk);
    }
    yield say(`${tableEnd}\n`);
    written.tables++;
  }
  const foot: Foot = { end: true, rows: written.rows, sha256: hash.digest('hex') };
  yield Buffer.from(`${JSON.stringify(foot)}\n`);
}

/** COPY writes line breaks inside of texts as `\n`, so each that is left ends a row. */
function newlines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}
