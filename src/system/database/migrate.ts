import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type postgres from 'postgres';

/** Any number that no other application is likely to lock. */
const migrationLock = 7_316_248_011;

/**
 * Brings the schema up to date, as the owner. Each file runs in one transaction, statement by statement
 * (a cluster refuses several DDL commands in one query), under a lock, so that two servers may start at once.
 * @param only goes no further than these, for data that is as old as they are
 * @returns the names of the files that ran
 * @throws when a file that already ran is missing, or a statement fails; that file is then rolled back whole
 */
export async function migrate(owner: postgres.Sql, folder: string, only?: readonly string[]): Promise<string[]> {
  const files = await migrationsIn(folder);
  const one = await owner.reserve();
  try {
    await one`select pg_advisory_lock(${migrationLock})`;
    await one`create table if not exists schema_migrations (name text primary key, at timestamptz not null default now())`;
    const done = new Set((await one`select name from schema_migrations`).map((row) => row.name as string));
    const unknown = [...done].filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new Error(`this database is newer than this program: it has ${unknown.join(', ')}`);
    const due = files.filter((name) => !done.has(name) && (only === undefined || only.includes(name)));
    for (const name of due) await run(one, name, statements(await readFile(join(folder, name), 'utf8')));
    return due;
  } finally {
    await one`select pg_advisory_unlock(${migrationLock})`.catch(() => {});
    one.release();
  }
}

/** The names of the migrations in a folder, in their order. */
export const migrationsIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => /^\d{3}_.+\.sql$/.test(name)).sort();

async function run(one: postgres.ReservedSql, name: string, parts: string[]): Promise<void> {
  await one.unsafe('begin');
  try {
    for (const statement of parts) await one.unsafe(statement);
    await one`insert into schema_migrations (name) values (${name})`;
    await one.unsafe('commit');
  } catch (error) {
    await one.unsafe('rollback');
    throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** Splits a file at semicolons that end a line, leaving `$$ … $$` bodies whole. */
export function statements(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  let inBody = false;
  for (const line of text.split('\n')) {
    part += `${line}\n`;
    if ((line.split('$$').length - 1) % 2 === 1) inBody = !inBody;
    if (!inBody && line.trimEnd().endsWith(';')) {
      parts.push(part.trim());
      part = '';
    }
  }
  if (part.replace(/--.*$/gm, '').trim() !== '') parts.push(part.trim());
  return parts;
}
