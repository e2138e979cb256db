// Ballot records in CSV: `count,rank1,rank2,…` for rankings, `count,choice` for answers. One row stands for `count`
// papers of weight 1 (or has a `weight`). Cells are read as real records write them: empty, "undervote" and
// "skipped" name nobody; "overvote" marks more options than the rank allows; "A = B" ranks two options equal.
import { parse } from 'csv-parse/sync';
import {
  ABSTAIN,
  type Checked,
  type Choice,
  type Option,
  ok,
  type Paper,
  type Problem,
  refuse,
  type Shape,
} from './ballot.ts';
import { shown } from './choices.ts';
import { compare, type Fraction, multiply, ONE, readFraction, ZERO } from './exact.ts';

export interface RecordRules {
  /** An overvoted rank is passed over (`skip`), or the paper stops counting there (`exhaust`). */
  readonly overvotes: 'skip' | 'exhaust';
  /** A rank left empty before a later one is passed over (`skip`), or the paper stops counting there (`exhaust`). */
  readonly skipped: 'skip' | 'exhaust';
}

export interface Records {
  readonly options: readonly Option[];
  readonly papers: readonly Paper[];
}

export function readRecords(text: string, shape: Shape, rules: RecordRules): Checked<Records> {
  const table = readTable(text);
  if (!table.ok) return table;
  const { header, rows } = table.value;
  const columns = findColumns(header);
  if (columns.choices.length === 0)
    return refuse({ key: 'tally.csvColumns', variables: { columns: shown(header.join(',')) } });
  const options = new Map<string, Option>();
  const papers: Paper[] = [];
  for (const { line, cells } of rows) {
    const at = (problem: Problem) => ({ ok: false as const, problem: { ...problem, at: { line } } });
    if (cells.length > header.length)
      return at({ key: 'tally.csvTooWide', variables: { cells: cells.length, columns: header.length } });
    const weight = readWeight(columns, cells);
    if (!weight.ok) return at(weight.problem);
    const marks = columns.choices.map((column) => cells[column] ?? '');
    const choice = shape === 'ranking' ? ok(readRanking(marks, rules, options)) : readAnswer(marks[0] ?? '', shape);
    if (!choice.ok) return at(choice.problem);
    papers.push({ weight: weight.value, status: 'counted', choice: choice.value });
  }
  return papers.length > 0 ? ok({ options: [...options.values()], papers }) : refuse({ key: 'tally.csvEmpty' });
}

type Row = { readonly line: number; readonly cells: readonly string[] };

function readTable(text: string): Checked<{ header: readonly string[]; rows: readonly Row[] }> {
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

type Columns = { readonly count: number; readonly weight: number; readonly choices: readonly number[] };

function findColumns(header: readonly string[]): Columns {
  const names = header.map((name) => name.toLowerCase());
  const choices = names
    .map((name, column) => ({ column, rank: /^(?:rank|choice)[ _-]?(\d*)$/.exec(name)?.[1] }))
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => Number(a.rank) - Number(b.rank));
  return {
    count: names.indexOf('count'),
    weight: names.indexOf('weight'),
    choices: choices.map(({ column }) => column),
  };
}

function readWeight(columns: Columns, cells: readonly string[]): Checked<Fraction> {
  let weight = ONE;
  for (const column of [columns.count, columns.weight]) {
    if (column < 0) continue;
    const factor = readFraction(cells[column]);
    if (!factor || compare(factor, ZERO) < 0)
      return refuse({ key: 'tally.weightUnreadable', variables: { weight: shown(cells[column] ?? '') } });
    weight = multiply(weight, factor);
  }
  return ok(weight);
}

const NOBODY = new Set(['', 'undervote', 'skipped', 'blank']);

function readRanking(marks: readonly string[], rules: RecordRules, options: Map<string, Option>): Choice {
  const ranking: string[][] = [];
  const seen = new Set<string>();
  let stopped = false;
  let skipped = false;
  for (const mark of marks) {
    const word = mark.toLowerCase();
    const names =
      NOBODY.has(word) || word === 'overvote'
        ? []
        : mark
            .split('=')
            .map((name) => name.trim())
            .filter(Boolean);
    // Named even where the paper no longer counts: an option is one, whether anybody's vote reaches it or not.
    for (const name of names) if (!options.has(name)) options.set(name, { id: name, name });
    if (names.length > 0 && skipped && rules.skipped === 'exhaust') stopped = true;
    if (word === 'overvote' && rules.overvotes === 'exhaust') stopped = true;
    if (NOBODY.has(word)) skipped = true;
    // Somebody ranked a second time counts where first named.
    const fresh = stopped ? [] : [...new Set(names)].filter((name) => !seen.has(name));
    for (const name of fresh) seen.add(name);
    if (fresh.length > 0) ranking.push(fresh);
  }
  return { ranking };
}

const ANSWERS: Readonly<Record<string, 'yes' | 'no' | 'abstain' | 'consent' | 'object'>> = {
  ...{ yes: 'yes', y: 'yes', sí: 'yes', si: 'yes', نعم: 'yes', no: 'no', n: 'no', لا: 'no' },
  ...{ abstain: 'abstain', abstention: 'abstain', abstención: 'abstain', امتناع: 'abstain' },
  ...{ consent: 'consent', object: 'object', objection: 'object' },
};

function readAnswer(mark: string, shape: Shape): Checked<Choice> {
  const word = mark.toLowerCase();
  if (NOBODY.has(word)) return ok(ABSTAIN);
  const answer = Object.hasOwn(ANSWERS, word) ? ANSWERS[word] : undefined;
  const fits = shape === 'consent' ? ['consent', 'object', 'abstain'] : ['yes', 'no', 'abstain'];
  return answer && fits.includes(answer)
    ? ok({ answer } as Choice)
    : refuse({ key: 'tally.answerUnknown', variables: { answer: shown(mark) } });
}
