// JSON: an array of objects, our own export, or Popolo. Objects become rows of cells like those of a spreadsheet.
import type { Problem } from '../../kernel/errors.ts';
import type { Person } from './person.ts';
import { isPopolo, readPopolo } from './popolo.ts';
import { fit, mostColumns, type Source, type SourceRow, wrongList } from './source.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function readJson(json: string): Source | Problem {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    return wrongList('imports.notJson', { why: fit((error as Error).message).slice(0, 120) });
  }
  if (isPopolo(parsed)) return readPopolo(parsed);
  const entries = Array.isArray(parsed)
    ? parsed
    : isFields(parsed) && Array.isArray(parsed.members)
      ? parsed.members
      : [parsed];
  if (entries.length === 0) return wrongList('imports.empty');
  const titles = new Set<string>();
  for (const entry of entries) {
    for (const [title] of cellsOf(entry)) titles.add(title);
    if (titles.size > mostColumns) return wrongList('imports.tooManyColumns', { most: mostColumns });
  }
  if (titles.size === 0) return wrongList('imports.noObjects');
  const order = [...titles];
  return { form: 'json', titles: order.map(fit), rows: rowsOf(entries, order), about: entries.length };
}

function* rowsOf(entries: unknown[], titles: string[]): Generator<SourceRow> {
  for (const [index, entry] of entries.entries()) {
    const cells = new Map(cellsOf(entry));
    const people =
      isFields(entry) && Array.isArray(entry.contacts) ? (entry.contacts.filter(isFields) as Person[]) : undefined;
    yield { line: index + 1, cells: titles.map((title) => fit(cells.get(title) ?? '')), ...(people && { people }) };
  }
}

/** What can stand in a cell: texts and numbers, lists of them, the place of a location. Deeper things are left aside. */
function cellsOf(entry: unknown): [string, string][] {
  if (!isFields(entry)) return [];
  const place = isFields(entry.location)
    ? [entry.location.city, entry.location.state].filter((part) => typeof part === 'string' && part !== '').join(', ')
    : '';
  return Object.entries(entry).flatMap(([title, value]): [string, string][] => {
    if (title === 'city' && place !== '') return [[title, place]];
    const said = cellOf(title, value);
    return said === undefined ? [] : [[title, said]];
  });
}

function cellOf(title: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return '';
  if (!Array.isArray(value) || title === 'contacts') return undefined;
  const words = value.map((one) => (isFields(one) ? one.name : one)).filter((one) => typeof one === 'string');
  return words.length === value.length ? words.join(title === 'tags' ? ', ' : '; ') : undefined;
}
