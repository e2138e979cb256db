// What a backup looks like: text, line by line, compressed with gzip, so that it can be read without Greenbelt.
//   {"greenbelt":"backup", …}                  what it is, and from which version of the tables
//   {"table":"people","columns":["id", …]}     then a line for each row, as COPY writes it, and
//   \.
//   {"end":true,"rows":1234,"sha256":"…"}      of everything above
import { CannotStart } from '../cannot-start.ts';

/** Raised when something changes that an older program would misread. */
export const formatVersion = 1;

export interface Head {
  greenbelt: 'backup';
  format: number;
  at: string;
  /** The migrations that had made the tables. */
  migrations: string[];
}

export interface TableHead {
  table: string;
  columns: string[];
}

export interface Foot {
  end: true;
  rows: number;
  /** Hexadecimal, of all lines above this one. */
  sha256: string;
}

/** The line that ends the rows of a table; COPY never writes it for a row. */
export const tableEnd = '\\.';

/** Reads the first line. Throws `CannotStart` for a file that is no backup, or one from a newer program. */
export function readHead(line: string, known: readonly string[]): Head {
  const head = parsed(line) as Partial<Head> | undefined;
  if (head?.greenbelt !== 'backup' || !Array.isArray(head.migrations)) {
    throw new CannotStart('This file is not a backup of Greenbelt.');
  }
  const newer = head.migrations.filter((name) => !known.includes(name));
  if ((head.format ?? 0) > formatVersion || newer.length > 0) {
    throw new CannotStart(
      `This backup was made by a newer Greenbelt than this one (${newer[0] ?? `format ${head.format}`}). Bring the program up to date first.`,
    );
  }
  return head as Head;
}

/** A line that stands for itself, not for a row. */
export function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export const damaged = (what: string): CannotStart =>
  new CannotStart(`This backup is damaged: ${what}. Nothing was changed. Take another one.`);
