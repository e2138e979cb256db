// Puts a backup into a database: the tables as they were when it was made, the rows, and then whatever migrations this
// program has more.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import postgres from 'postgres';
import { CannotStart } from '../cannot-start.ts';
import type { ConnectionOptions } from '../database/connect.ts';
import { migrate, migrationsIn } from '../database/migrate.ts';
import { damaged, type Foot, type Head, parsed, readHead, type TableHead, tableEnd } from './format.ts';
import { linesIn } from './lines.ts';
import { columnList, quoted, tablesByName, withoutForeignKeys } from './tables.ts';
import type { Written } from './write.ts';

export interface Restored extends Written {
  head: Head;
  /** The migrations that brought it up to date. */
  migrated: string[];
}

interface Options {
  migrations: string;
  /** Throw away what is in the database. */
  force: boolean;
}

/**
 * Throws `CannotStart` when the file is no whole backup of ours, or the database is in use or not empty. Until the file
 * has been read once to its end and found whole, nothing is changed.
 */
export async function readBackup(connection: ConnectionOptions, file: string, options: Options): Promise<Restored> {
  const known = await migrationsIn(options.migrations);
  const { head, rows } = await check(file, known);
  const owner = postgres({ ...connection, max: 1, onnotice: () => {}, connection: { application_name: 'restore' } });
  try {
    await clear(owner, options.force);
    await migrate(owner, options.migrations, head.migrations);
    const tables = await fill(owner, file);
    const migrated = await migrate(owner, options.migrations);
    return { head, rows, tables, migrated };
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** Reads it all once, and holds it to its own checksum. */
async function check(file: string, known: readonly string[]): Promise<{ head: Head; rows: number }> {
  const hash = createHash('sha256');
  let head: Head | undefined;
  let before: Buffer | undefined;
  for await (const line of linesIn(file)) {
    head ??= readHead(line.toString(), known);
    if (before) hash.update(before);
    before = Buffer.from(line);
  }
  const foot = parsed(before?.toString() ?? '') as Partial<Foot> | undefined;
  if (!head || foot?.end !== true) throw damaged('it ends in the middle');
  if (foot.sha256 !== hash.digest('hex')) throw damaged('its content does not fit its checksum');
  return { head, rows: foot.rows ?? 0 };
}

/** Makes sure that there is nothing, or takes away what is there. */
async function clear(owner: postgres.Sql, force: boolean): Promise<void> {
  const [using] = await owner`
    select from pg_stat_activity where datname = current_database() and application_name = 'greenbelt' limit 1`;
  if (using) throw new CannotStart('Greenbelt is running on this database. Stop it first.');
  const [made] = await owner`select to_regclass('schema_migrations') is not null as made`;
  if (!made?.made) return;
  if (!force && (await isUsed(owner))) {
    throw new CannotStart('This database is not empty. To throw away what is in it, say so: --force');
  }
  const tables = await owner`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`;
  const functions = await owner`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace = current_schema()::regnamespace and p.prokind = 'f'
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
  for (const { name } of tables) await owner.unsafe(`drop table ${name} cascade`);
  for (const { name } of functions) await owner.unsafe(`drop function ${name} cascade`);
}

async function isUsed(owner: postgres.Sql): Promise<boolean> {
  const [row] = await owner`select to_regclass('people') is not null as made`;
  return row?.made ? (await owner`select from people limit 1`).length > 0 : false;
}

/** All rows or none. */
async function fill(owner: postgres.Sql, file: string): Promise<number> {
  const one = await owner.reserve();
  try {
    await one`begin`;
    const guarded = await one<{ name: string }[]>`
      select oid::regclass::text as name from pg_class
      where relnamespace = current_schema()::regnamespace and relforcerowsecurity`;
    // Nobody else is here, and COPY does not write where row-level security binds the writer.
    for (const { name } of guarded) await one.unsafe(`alter table ${name} no force row level security`);
    const tables = await withoutForeignKeys(one, async () => {
      for (const { name } of await tablesByName(one)) await one.unsafe(`delete from ${quoted(name)}`);
      return copyTables(one, file);
    });
    for (const { name } of guarded) await one.unsafe(`alter table ${name} force row level security`);
    await one`commit`;
    return tables;
  } catch (error) {
    await one`rollback`.catch(() => {});
    throw error;
  } finally {
    one.release();
  }
}

async function copyTables(one: postgres.ReservedSql, file: string): Promise<number> {
  let tables = 0;
  let copying: Copying | undefined;
  let first = true;
  for await (const line of linesIn(file)) {
    if (copying && line.length === 3 && line.toString() === `${tableEnd}\n`) {
      await copying.end();
      copying = undefined;
    } else if (copying) await copying.add(line);
    else if (!first) {
      const head = parsed(line.toString()) as TableHead | Foot;
      if ('end' in head) break;
      copying = await startCopy(one, head);
      tables++;
    }
    first = false;
  }
  return tables;
}

interface Copying {
  add(line: Buffer): Promise<void>;
  end(): Promise<void>;
}

const batch = 256 * 1024;

/** Rows go to the database in handfuls, and no faster than it takes them. */
async function startCopy(one: postgres.ReservedSql, { table, columns }: TableHead): Promise<Copying> {
  const into = await one.unsafe(`copy ${quoted(table)} (${columnList(columns)}) from stdin`).writable();
  const done = finished(into);
  done.catch(() => {});
  let waiting: Buffer[] = [];
  let size = 0;
  const send = async () => {
    if (size === 0) return;
    const free = into.write(Buffer.concat(waiting));
    [waiting, size] = [[], 0];
    if (!free) await Promise.race([once(into, 'drain'), done]);
  };
  return {
    async add(line) {
      waiting.push(Buffer.from(line));
      size += line.length;
      if (size >= batch) await send();
    },
    async end() {
      await send();
      into.end();
      await done;
    },
  };
}
