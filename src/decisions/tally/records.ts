// Ballot records in CSV: `count,rank1,rank2,…` for rankings, `count,choice` for answers. One row stands for `count`
// papers of weight 1 (or has a `weight`). Cells are read as real records write them: empty, "undervote" and
// "skipped" name nobody; "overvote" marks more options than the rank allows; "A = B" ranks two options equal.
// Scores and approvals may also have a column for each option: `count,Anna,Bo`.
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
import { type Answer, shown } from './choices.ts';
import { readTable } from './csv-table.ts';
import { compare, type Fraction, multiply, ONE, readFraction, ZERO } from './exact.ts';

export interface RecordRules {
  /** An overvoted rank is passed over (`skip`), or the paper stops counting there (`exhaust`). */
  readonly overvotes: 'skip' | 'exhaust';
  /** A rank left empty before a later one is passed over (`skip`), or the paper stops counting there (`exhaust`). */
  readonly skipped: 'skip' | 'exhaust';
  /** Scores: whether the method accepts what a row says. */
  readonly check?: (choice: Choice, options: readonly Option[]) => Checked<Choice>;
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
  const reader = readerOf(shape, header, columns, rules);
  if (!reader.ok) return reader;
  const { options, read } = reader.value;
  const papers: Paper[] = [];
  for (const { line, cells } of rows) {
    const at = (problem: Problem) => ({ ok: false as const, problem: { ...problem, at: { line } } });
    if (cells.length > header.length) {
      return at({ key: 'tally.csvTooWide', variables: { cells: cells.length, columns: header.length } });
    }
    const weight = readWeight(columns, cells);
    if (!weight.ok) return at(weight.problem);
    const choice = read(cells);
    if (!choice.ok) return at(choice.problem);
    papers.push({ weight: weight.value, status: 'counted', choice: choice.value });
  }
  return papers.length > 0 ? ok({ options: [...options.values()], papers }) : refuse({ key: 'tally.csvEmpty' });
}

interface Reader {
  /** Filled while reading, where the cells name the options. */
  readonly options: Map<string, Option>;
  readonly read: (cells: readonly string[]) => Checked<Choice>;
}

function readerOf(shape: Shape, header: readonly string[], columns: Columns, rules: RecordRules): Checked<Reader> {
  const named = columns.choices.length > 0;
  const options = new Map<string, Option>();
  if (shape === 'score' || (shape === 'approval' && !named)) {
    const scored = header.map((name, column) => ({ name, column })).filter(({ column }) => !isWeight(columns, column));
    if (named || scored.length === 0) return refuse({ key: 'tally.csvScores' });
    for (const { name } of scored) options.set(name, { id: name, name });
    if (options.size < scored.length) return refuse({ key: 'tally.optionTwice', variables: { option: twice(scored) } });
    return ok({ options, read: (cells) => readScores(scored, cells, shape, rules, [...options.values()]) });
  }
  if (!named) return refuse({ key: 'tally.csvColumns', variables: { columns: shown(header.join(',')) } });
  const marks = (cells: readonly string[]) => columns.choices.map((column) => cells[column] ?? '');
  if (shape === 'ranking')
    return ok({ options, read: (cells) => ok({ ranking: readRanking(marks(cells), rules, options) }) });
  if (shape === 'approval')
    return ok({ options, read: (cells) => ok({ approved: readRanking(marks(cells), rules, options).flat() }) });
  return ok({ options, read: (cells) => readAnswer(marks(cells)[0] ?? '', shape) });
}

const isWeight = ({ count, weight }: Columns, column: number) => column === count || column === weight;
const twice = (columns: readonly { name: string }[]) =>
  columns.find(({ name }, place) => columns.findIndex((other) => other.name === name) < place)?.name ?? '';

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

function readRanking(marks: readonly string[], rules: RecordRules, options: Map<string, Option>): string[][] {
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
  return ranking;
}

/** One column for each option: its points, or 1 for approval. An empty row is an abstention. */
function readScores(
  columns: readonly { name: string; column: number }[],
  cells: readonly string[],
  shape: Shape,
  rules: RecordRules,
  options: readonly Option[],
): Checked<Choice> {
  const scores: [string, number][] = [];
  for (const { name, column } of columns) {
    const cell = cells[column] ?? '';
    if (cell === '') continue;
    if (!/^\d{1,6}$/.test(cell) || (shape === 'approval' && Number(cell) > 1)) {
      return refuse({ key: 'tally.csvCell', variables: { option: name, cell: shown(cell) } });
    }
    scores.push([name, Number(cell)]);
  }
  if (scores.length === 0) return ok(ABSTAIN);
  if (shape === 'approval') return ok({ approved: scores.filter(([, given]) => given === 1).map(([name]) => name) });
  const choice = { scores: Object.fromEntries(scores) };
  return rules.check ? rules.check(choice, options) : ok(choice);
}

const WORDS: Readonly<Record<string, Answer>> = {
  ...{ yes: 'yes', y: 'yes', sí: 'yes', si: 'yes', نعم: 'yes', no: 'no', n: 'no', لا: 'no' },
  ...{ abstain: 'abstain', abstention: 'abstain', abstención: 'abstain', امتناع: 'abstain' },
  ...{ consent: 'consent', object: 'object', objection: 'object' },
  ...{ agree: 'agree', aside: 'aside', 'stand aside': 'aside', block: 'block' },
};

const ANSWERS_OF: Partial<Record<Shape, readonly Answer[]>> = {
  'yes-no-abstain': ['yes', 'no', 'abstain'],
  consent: ['consent', 'object', 'abstain'],
  consensus: ['agree', 'aside', 'block', 'abstain'],
};

function readAnswer(mark: string, shape: Shape): Checked<Choice> {
  const word = mark.toLowerCase();
  if (NOBODY.has(word)) return ok(ABSTAIN);
  const answer = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  const fits = ANSWERS_OF[shape] ?? [];
  return answer && fits.includes(answer)
    ? ok({ answer } as Choice)
    : refuse({ key: 'tally.answerUnknown', variables: { answer: shown(mark) } });
}
