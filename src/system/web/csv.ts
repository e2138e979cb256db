import { stringify } from 'csv-stringify/sync';
import type { Context as HonoContext } from 'hono';

type Cell = string | number | Date | null | undefined;

/**
 * Rows as a CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it. Text that a spreadsheet would run
 * as a formula is defused.
 */
export function toCsv<Row>(rows: readonly Row[], columns: Record<string, (row: Row) => Cell>): string {
  const cells = rows.map((row) =>
    Object.fromEntries(Object.entries(columns).map(([name, read]) => [name, said(read(row))])),
  );
  return stringify(cells, {
    header: true,
    columns: Object.keys(columns),
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}

const said = (cell: Cell): string => (cell instanceof Date ? cell.toISOString() : String(cell ?? ''));

/** A CSV as a file to keep. */
export const csvResponse = <Row>(
  c: HonoContext,
  name: string,
  rows: readonly Row[],
  columns: Record<string, (row: Row) => Cell>,
) =>
  c.body(toCsv(rows, columns), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
  });
