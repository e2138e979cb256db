// Reads a list of organizations as people have it: a CSV from a spreadsheet, or JSON. Pure; what a row says wrong is
// said with the row, never by giving up on the whole.
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Problem } from '../../kernel/errors.ts';
import { problemsOf } from '../../kernel/problems.ts';
import { line } from '../../kernel/text.ts';
import { contact, description, kinds } from '../fields.ts';
import { columnOf, type ListColumn } from './columns.ts';

/** What a row of a list may say of a member. */
const listed = z.object({
  ...description,
  kind: z.enum(kinds).default('organization'),
  externalId: line(200).default(''),
  contact: contact.default({ name: '', email: '', phone: '', note: '' }),
  previousNames: z.array(z.string()).default([]),
});
export type Listed = z.infer<typeof listed>;

export interface ListRow {
  /** The line in the file, or the place in the list: what a person counts to find it. */
  row: number;
  name: string;
  listed?: Listed;
  problems: Problem[];
}

export interface List {
  rows: ListRow[];
  /** Columns that we do not know and leave aside. */
  ignored: string[];
}

export const mostRows = 5000;

const wrong = (key: Problem['key'], variables?: Problem['variables']): Problem => ({ field: 'text', key, variables });
export const isList = (read: List | Problem): read is List => 'rows' in read;

/** The rows of a list, or what is wrong with the whole of it. */
export function readList(text: string): List | Problem {
  const start = text.replace(/^\ufeff/, '').trimStart();
  const list = start.startsWith('[') || start.startsWith('{') ? readJson(start) : readCsv(text.replace(/^\ufeff/, ''));
  if (!isList(list)) return list;
  if (list.rows.length === 0) return wrong('members.importEmpty');
  return list.rows.length > mostRows ? wrong('members.importTooMany', { most: mostRows }) : list;
}

const text = z.string().trim();
const organization = z.looseObject({
  name: text,
  website: text.nullish(),
  city: text.nullish(),
  location: z.looseObject({ city: text.nullish(), state: text.nullish(), country: text.nullish() }).nullish(),
  tags: z.array(text).nullish(),
  previous_names: z.array(text).nullish(),
});

/** JSON: an array of objects with our own field names, or with those of the Code for America brigades' list. */
function readJson(json: string): List | Problem {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    return wrong('members.importNotJson', { why: (error as Error).message.slice(0, 120) });
  }
  const entries = Array.isArray(parsed) ? parsed : [parsed];
  const rows = entries.map((entry: unknown, index): ListRow => {
    const known = organization.safeParse(entry);
    if (!known.success) return { row: index + 1, name: '', problems: [wrong('members.importNoObject')] };
    const { location, city, tags, previous_names, ...rest } = known.data;
    const place = [location?.city, location?.state].filter(Boolean).join(', ') || city;
    const about = tags?.join(', ');
    return rowOf(index + 1, { place, about, previousNames: previous_names, ...(rest as object) });
  });
  return { rows, ignored: [] };
}

/** Commas, semicolons or tabs: whichever the first line has most of, outside quotes. */
function delimiterOf(csv: string): string {
  const [first = ''] = csv.replace(/"[^"]*"/g, '').split(/\r?\n/, 1);
  const counts = [',', ';', '\t'].map((sign) => [first.split(sign).length, sign] as const);
  return counts.sort(([a], [b]) => b - a)[0]![1];
}

function readCsv(csv: string): List | Problem {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(csv, {
      delimiter: delimiterOf(csv),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as never;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    return wrong(error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'members.importQuoteOpen' : 'members.importQuoteInside', {
      row: lines ?? 1,
    });
  }
  const [head, ...body] = records;
  if (!head) return wrong('members.importEmpty');
  const columns = head.record.map(columnOf);
  if (!columns.includes('name'))
    return wrong('members.importNoName', { columns: head.record.slice(0, 12).join(', ').slice(0, 200) });
  const ignored = head.record.filter((title, index) => title !== '' && columns[index] === undefined);
  const rows = body
    .filter(({ record }) => record.some((cell) => cell !== ''))
    .map(({ record, info }) => csvRow(record, columns, info.lines));
  return { rows, ignored };
}

function csvRow(record: string[], columns: (ListColumn | undefined)[], row: number): ListRow {
  if (record.length > columns.length) {
    return {
      row,
      name: record[columns.indexOf('name')] ?? '',
      problems: [wrong('members.importTooWide', { cells: record.length, columns: columns.length })],
    };
  }
  const cell = (column: ListColumn): string | undefined => {
    const value = record[columns.indexOf(column)];
    // Our own exports, and others that take care, mark with ' what a spreadsheet would run.
    return value?.replace(/^'(?=[=+\-@\t\r])/, '') || undefined;
  };
  const people = cell('people')?.replace(/[\s.,'’](?=\d{3}\b)/g, '');
  return rowOf(row, {
    name: cell('name'),
    kind: kindOf(cell('kind')),
    website: cell('website'),
    place: cell('place'),
    about: cell('about'),
    peopleRepresented: people === undefined ? undefined : Number(people),
    externalId: cell('id'),
    contact: { name: cell('contact'), email: cell('email'), phone: cell('phone'), note: cell('note') },
  });
}

const kindOf = (typed: string | undefined) =>
  typed !== undefined && /^(individual|person|persona|فرد|شخص)/i.test(typed) ? 'individual' : undefined;

function rowOf(row: number, given: Record<string, unknown>): ListRow {
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ''));
  const parsed = listed.safeParse(filled, { reportInput: true });
  const name = typeof given.name === 'string' ? given.name.slice(0, 200) : '';
  return parsed.success
    ? { row, name: parsed.data.name, listed: parsed.data, problems: [] }
    : { row, name, problems: problemsOf(parsed.error).problems };
}
