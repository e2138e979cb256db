// The rows of an import in the database: beside the roster, written in batches with one parameter each.
import { type SqlBool, sql } from 'kysely';
import type { Db } from '../../system/database/connect.ts';
import { liveChannel } from '../../system/live/announce.ts';
import type { ListRow, Meaning } from './read.ts';
import { readRow } from './read.ts';
import type { SourceRow } from './source.ts';

/** One import of one coalition: what every statement here is about. */
export interface At {
  db: Db;
  coalition: string;
  import: string;
}

export const batch = 250;

/** Keeps rows as they came. */
export async function putRows({ db, coalition, ...at }: At, rows: (SourceRow & { position: number })[]): Promise<void> {
  await sql`
    insert into import_rows (coalition_id, import_id, position, line, cells, people)
    select ${coalition}::uuid, ${at.import}::uuid, s.position, s.line, s.cells, s.people
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as s (position int, line int, cells text[], people jsonb)
    `.execute(db);
}

/** What checking found of a row. */
export interface Checked {
  position: number;
  name: string;
  does: string;
  known_by: string | null;
  earlier: number | null;
  problems: unknown;
  listed: unknown;
  result: unknown;
  member_id: string | null;
  member_version: number | null;
  takes: string[];
}

/** Notes what each row would do. */
export async function putChecked({ db, coalition, ...at }: At, rows: Checked[]): Promise<void> {
  await sql`
    update import_rows r
    set name = s.name, does = s.does, known_by = s.known_by, earlier = s.earlier, problems = s.problems, listed = s.listed,
      result = s.result, member_id = s.member_id, member_version = s.member_version, takes = s.takes
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as s (
      position int, name text, does text, known_by text, earlier int, problems jsonb, listed jsonb, result jsonb,
      member_id uuid, member_version int, takes text[])
    where r.coalition_id = ${coalition} and r.import_id = ${at.import} and r.position = s.position
    `.execute(db);
}

/** How far it has come: for the page, which is told to look. */
export async function tellProgress({ db, coalition, ...at }: At, set: Record<string, unknown>): Promise<void> {
  await db
    .updateTable('imports')
    .set(set as object)
    .where('coalitionId', '=', coalition)
    .where('id', '=', at.import)
    .execute();
  const said = JSON.stringify({ coalition, kind: 'import', id: at.import });
  await sql`select pg_notify(${liveChannel}, ${said})`.execute(db);
}

export interface KeptRow {
  listed: ListRow;
  choice: { add?: true; takes?: string[] } | null;
}

/** The rows after a place, read as the columns mean now. */
export async function rowsAfter({ db, coalition, ...at }: At, after: number, columns: Meaning[]): Promise<KeptRow[]> {
  const rows = await db
    .selectFrom('importRows')
    .select(['position', 'line', 'cells', 'people', 'choice'])
    .where('coalitionId', '=', coalition)
    .where('importId', '=', at.import)
    .where(sql<SqlBool>`position > ${after}`)
    .orderBy('position')
    .limit(batch)
    .execute();
  return rows.map(({ position, people, choice, ...row }) => ({
    listed: readRow({ ...row, ...(people !== null && { people: people as never }) }, position, columns),
    choice: choice as KeptRow['choice'],
  }));
}
