// A table in CSV, as spreadsheets in many languages write it.
import { parse } from 'csv-parse/sync';
import { type Checked, ok, refuse } from './ballot.ts';

export type Row = { readonly line: number; readonly cells: readonly string[] };

/** The first line and the rest, each with its line number; cells are trimmed and composed (NFC). */
export function readTable(text: string): Checked<{ header: readonly string[]; rows: readonly Row[] }> {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  // Spreadsheets in many languages write semicolons or tabs.
  const delimiter = [',', ';', '\t'].find((mark) => firstLine.includes(mark)) ?? ',';
  try {
    const rows: Row[] = [];
    parse(text, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells: cells.map((cell) => cell.normalize('NFC')) });
        return null;
      },
    });
    const [header, ...body] = rows;
    return header ? ok({ header: header.cells, rows: body }) : refuse({ key: 'tally.csvEmpty' });
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    return { ok: false, problem: { key: 'tally.csvBroken', at: { line } } };
  }
}
