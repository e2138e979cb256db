// CSV as spreadsheets in many countries write it: any delimiter, quotes, lines above the titles.
import { setImmediate as breathe } from 'node:timers/promises';
import { CsvError, type Info, type Options, parse as parseStream } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { Problem } from '../../kernel/errors.ts';
import { columnOf } from './columns.ts';
import { fit, mostColumns, type Source, type SourceRow, wrongList } from './source.ts';

interface Entry {
  record: string[];
  info: Info;
}

/** How many lines may stand above the titles: a heading, a date, an empty line. */
const linesAbove = 20;

export async function readCsv(csv: string): Promise<Source | Problem> {
  const head = csv.slice(0, 64_000);
  const options: Options = {
    delimiter: delimiterOf(head),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  };
  try {
    // Cut anywhere, the beginning may end within quotes: only its first records are looked at.
    const first = parse(head, { ...options, to: linesAbove }) as unknown as Entry[];
    const at = titlesAmong(first.map(({ record }) => record));
    const titles = first[at]?.record;
    if (!titles) return wrongList('imports.empty');
    if (titles.length > mostColumns) return wrongList('imports.tooManyColumns', { most: mostColumns });
    const begins = first[at]!.info.lines;
    return {
      form: 'csv',
      titles: titles.map((title) => fit(title).slice(0, 200)),
      rows: rowsOf(csv, options, begins),
      about: csv.split('\n').length - begins,
    };
  } catch (error) {
    return problemOf(error);
  }
}

/** The signs between cells: whichever the first lines have most of, outside quotes. */
function delimiterOf(head: string): string {
  const lines = head.replace(/"[^"]*"/g, '').split(/\r?\n|\r/, linesAbove);
  const counts = [',', ';', '\t', '|'].map((sign) => {
    const each = lines.filter((line) => line.trim() !== '').map((line) => line.split(sign).length - 1);
    // A sign that stands in every line separates cells; one that stands in some belongs to the text.
    return [
      sign,
      each.filter((count) => count > 0).length * 1000 + each.reduce((sum, count) => sum + count, 0),
    ] as const;
  });
  return counts.sort(([, a], [, b]) => b - a)[0]![0];
}

/** The first line that knows a name; else the first that is as full as any. */
function titlesAmong(records: string[][]): number {
  const named = records.findIndex((record) => record.some((title) => columnOf(title) === 'name'));
  if (named >= 0) return named;
  const filled = records.map((record) => record.filter((cell) => cell !== '').length);
  return filled.indexOf(Math.max(...filled));
}

async function* rowsOf(csv: string, options: Options, begins: number): AsyncGenerator<SourceRow> {
  const parser = parseStream(options);
  // Fed in pieces, between which the server answers others.
  const feed = async () => {
    for (let at = 0; at < csv.length; at += 32_000) {
      parser.write(csv.slice(at, at + 32_000));
      await breathe();
    }
    parser.end();
  };
  const feeding = feed().catch((error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<Entry>) {
    if (info.lines <= begins || record.every((cell) => cell === '')) continue;
    // Our own exports, and others that take care, mark with ' what a spreadsheet would run.
    yield { line: info.lines, cells: record.map((cell) => fit(cell).replace(/^'(?=[=+\-@\t\r])/, '')) };
  }
  await feeding;
}

/** What the parser refuses, as a sentence. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof CsvError)) throw error;
  const { lines } = error as CsvError & { lines?: number };
  return wrongList(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'imports.quoteOpen' : 'imports.quoteInside', {
    row: lines ?? 1,
  });
}
