// What a row says of a member, once it is known what each column means. What is wrong with it is said with the row.
import { z } from 'zod';
import type { Problem } from '../../kernel/errors.ts';
import { problemsOf } from '../../kernel/problems.ts';
import { line } from '../../kernel/text.ts';
import { description, kinds, ties } from '../fields.ts';
import { columnOf, type ListColumn, listColumns } from './columns.ts';
import { mostPeople, type Person, person } from './person.ts';
import type { SourceRow } from './source.ts';

/** What a row of a list may say of a member. */
const listed = z.object({
  ...description,
  kind: z.enum(kinds).default('organization'),
  externalId: line(200).default(''),
  tie: z.enum(ties).nullable().default(null),
  constituencies: z.array(line(80).min(2)).max(20).default([]),
  formerly: z.array(z.string()).default([]),
  people: z.array(person).max(mostPeople).default([]),
});
export type Listed = z.output<typeof listed>;

export interface ListRow {
  position: number;
  line: number;
  name: string;
  listed?: Listed;
  problems: Problem[];
}

/** What each column means; '' is one that is left aside. No meaning twice: the first column has it. */
export function guessMeanings(titles: string[]): Meaning[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const column = columnOf(title);
    if (!column || taken.has(column)) return '';
    taken.add(column);
    return column;
  });
}
export type Meaning = ListColumn | '';
export const meanings: Meaning[] = ['', ...listColumns];

/** Reads one row. Field names in its problems are those of the columns. */
export function readRow({ line, cells, people }: SourceRow, position: number, columns: Meaning[]): ListRow {
  const cell = (column: ListColumn): string | undefined => cells[columns.indexOf(column)]?.trim() || undefined;
  const name = (cell('name') ?? '').slice(0, 200);
  if (cells.length > columns.length && cells.slice(columns.length).some((extra) => extra !== '')) {
    const variables = { cells: cells.length, columns: columns.length };
    return { position, line, name, problems: [{ field: '', key: 'imports.tooWide', variables }] };
  }
  const count = cell('people')?.replace(/[\s.,'’](?=\d{3}\b)/g, '');
  const contact = { name: cell('contact'), email: cell('email'), phone: cell('phone'), note: cell('note') };
  const role = cell('role');
  const alone: Person[] = Object.values({ ...contact, role }).some(Boolean)
    ? [{ ...contact, roles: role ? [{ role }] : [] }]
    : [];
  const parsed = listed.safeParse(
    {
      name: cell('name'),
      kind: kindOf(cell('kind')),
      website: cell('website'),
      place: cell('place'),
      about: cell('about'),
      peopleRepresented: count === undefined ? undefined : Number(count),
      externalId: cell('id'),
      tie: cell('tie')?.toLowerCase(),
      constituencies: several(cell('constituencies')),
      formerly: several(cell('formerly')),
      people: [...alone, ...(people ?? [])],
    },
    { reportInput: true },
  );
  if (parsed.success) return { position, line, name: parsed.data.name, listed: parsed.data, problems: [] };
  return { position, line, name, problems: problemsOf(parsed.error).problems.map(named) };
}

const several = (cell: string | undefined): string[] | undefined =>
  cell
    ?.split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const kindOf = (typed: string | undefined) =>
  typed !== undefined && /^(individual|person|persona|فرد|شخص)/i.test(typed) ? 'individual' : undefined;

/** `people.0.email` stands in the column of addresses, `peopleRepresented` in that of people. */
function named(problem: Problem): Problem {
  const [first = '', , ...rest] = problem.field.split('.');
  const names: Record<string, string> = { peopleRepresented: 'people', externalId: 'id' };
  const inner = rest[0] === 'name' ? 'contact' : rest[0] === 'roles' ? 'role' : rest[0];
  return { ...problem, field: first === 'people' && inner ? inner : (names[first] ?? first) };
}
