// A list as it came, in rows of cells under titles: CSV, JSON or Popolo. What the cells mean is said later, by people.
import type { Problem } from '../../kernel/errors.ts';
import { readCsv } from './csv.ts';
import { readJson } from './json.ts';
import type { Person } from './person.ts';

export interface SourceRow {
  /** The line in the file, or the place in the list: what a person counts to find it. */
  line: number;
  cells: string[];
  /** People of the organization, where the file has them in a form of their own. */
  people?: Person[];
}

export interface Source {
  form: 'csv' | 'json' | 'popolo';
  titles: string[];
  rows: AsyncIterable<SourceRow> | Iterable<SourceRow>;
  /** How many rows there are at most, to show how far the reading is. */
  about: number;
}

export const mostRows = 20_000;
export const mostColumns = 60;

/** What is wrong with a list as a whole. */
export const wrongList = (key: Problem['key'], variables?: Problem['variables']): Problem => ({
  field: 'text',
  key,
  variables,
});
export const isSource = (read: Source | Problem): read is Source => 'titles' in read;

/** Begins to read a list: its form and its titles. The rows are read while they are asked for. */
export async function openSource(text: string): Promise<Source | Problem> {
  const plain = text.replace(/^\ufeff/, '');
  const start = plain.trimStart();
  if (start === '') return wrongList('imports.empty');
  return /^[[{]/.test(start) ? readJson(start) : readCsv(plain);
}

// The database keeps no null character and no half letter; with this sign in its place the row's own check refuses it.
const unfit = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A cell that can be kept beside the roster until somebody looks at it. */
export const fit = (cell: string): string => cell.slice(0, 5000).replace(unfit, '\u0001');
