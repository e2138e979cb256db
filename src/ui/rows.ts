// Forms that take several of a thing without a script: rows of fields, `limits.0.subject`, `limits.1.subject` and on.
import type { FormAttempt } from './form.tsx';

/** The numbers of the rows to show: those known or typed, and two empty ones. */
export function rowsShown(name: string, known: number, attempt?: FormAttempt): number[] {
  const typed = Object.entries(attempt?.values ?? {})
    .filter(([field, [text]]) => field.startsWith(`${name}.`) && text)
    .map(([field]) => Number(field.split('.')[1]) + 1);
  return Array.from({ length: Math.max(known, ...typed) + 2 }, (_, row) => row);
}

/** What was typed with the empty rows left out, as the command counted them: so that each problem finds its row. */
export function gathered<Attempted extends FormAttempt>(attempt: Attempted, ...names: string[]): Attempted {
  const values: FormAttempt['values'] = {};
  const places = new Map<string, Map<string, number>>(names.map((name) => [name, new Map()]));
  const rowOf = (field: string) => /^(\w+)\.(\d+)(\..+)$/.exec(field)?.slice(1) as [string, string, string] | undefined;
  for (const [field, [text]] of Object.entries(attempt.values)) {
    const [name, row] = rowOf(field) ?? [];
    if (name && row && text?.trim()) places.get(name)?.set(row, 0);
  }
  for (const rows of places.values()) {
    const sorted = [...rows.keys()].sort((a, b) => Number(a) - Number(b));
    for (const [place, row] of sorted.entries()) rows.set(row, place);
  }
  for (const [field, texts] of Object.entries(attempt.values)) {
    const [name = '', row = '', rest = ''] = rowOf(field) ?? [];
    const rows = places.get(name);
    if (!rows) values[field] = texts;
    else if (rows.has(row)) values[`${name}.${rows.get(row)}${rest}`] = texts;
  }
  return { ...attempt, values };
}

/** Was anything typed in any of the rows? */
export const hasRows = (values: FormAttempt['values'], name: string): boolean =>
  Object.entries(values).some(([field, [text]]) => field.startsWith(`${name}.`) && text?.trim());
