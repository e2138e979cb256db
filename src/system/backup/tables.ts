// What the catalog says of the tables that a backup holds.
import type postgres from 'postgres';

export interface Table {
  name: string;
  /** Without those that the database reckons by itself. */
  columns: string[];
}

type Sql = postgres.Sql | postgres.ReservedSql;

/** All tables but the list of migrations, by their names. */
export async function tablesByName(sql: Sql): Promise<Table[]> {
  return sql<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'schema_migrations' and not exists (
        select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`;
}

/**
 * Takes the foreign keys away while `work` is done, and puts them back, where the database holds all rows to them:
 * tables may refer to each other in a circle, so there is no order in which each comes after those it refers to.
 */
export async function withoutForeignKeys<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  const keys = await sql<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace`;
  for (const { table, name } of keys) await sql.unsafe(`alter table ${table} drop constraint ${quoted(name)}`);
  const done = await work();
  for (const { table, name, definition } of keys) {
    await sql.unsafe(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
  }
  return done;
}

/** A name as SQL takes it, whatever it is. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const columnList = (columns: readonly string[]): string => columns.map(quoted).join(', ');
