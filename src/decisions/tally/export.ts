// The file from which anybody recomputes an outcome: format "greenbelt-ballots", version 1, JSON.
// It says everything a count depends on and nothing about who cast which paper. docs/methods.md describes it.
import {
  type Checked,
  type Choice,
  type ObjectionState,
  type Option,
  ok,
  type Paper,
  type Problem,
  refuse,
} from './ballot.ts';
import { isRecord, shown } from './choices.ts';
import { type Ask, openQuestion } from './count.ts';
import { type Amount, amount, compare, readFraction, ZERO } from './exact.ts';

export interface BallotExport {
  readonly format: 'greenbelt-ballots';
  readonly version: 1;
  readonly question: {
    readonly text: string;
    readonly coalition?: string;
    readonly number?: number;
    /** Consent: the present version of the text. */
    readonly textVersion?: number;
  };
  readonly method: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly options: readonly Option[];
  readonly roll: { readonly entries: number; readonly weight: Amount };
  /** `{ "threshold": "1/2", "reach": "at-least" }`, `{ "weight": "20" }` or null. */
  readonly quorum: unknown;
  readonly seed: string;
  readonly papers: readonly ExportedPaper[];
}

export interface ExportedPaper {
  readonly weight: Amount;
  readonly status: 'counted' | 'provisional';
  readonly choice: Choice;
  readonly textVersion?: number;
  readonly objection?: ObjectionState;
}

/** Papers come out sorted by what they say, so that their order tells nothing about when they were cast. */
export function writeExport(
  about: { text: string; coalition?: string; number?: number },
  ask: Ask,
  papers: readonly Paper[],
): BallotExport {
  const textVersion = ask.version === undefined ? {} : { textVersion: ask.version };
  return {
    format: 'greenbelt-ballots',
    version: 1,
    question: { ...about, ...textVersion },
    method: ask.method,
    settings: ask.settings,
    options: ask.options.map(({ id, name }) => ({ id, name })),
    roll: { entries: ask.roll.entries, weight: amount(ask.roll.weight) },
    quorum: ask.quorum ?? null,
    seed: ask.seed,
    papers: papers.map(exported).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

function exported({ weight, status, choice, version, objection }: Paper): ExportedPaper {
  return {
    choice,
    weight: amount(weight),
    status,
    ...(version === undefined ? {} : { textVersion: version }),
    ...(objection === undefined ? {} : { objection }),
  };
}

export interface ReadExport {
  readonly text: string;
  readonly ask: Ask;
  readonly papers: readonly Paper[];
}

/** Reads a parsed export. `method` counts it by another method than its own. */
export function readExport(file: unknown, method?: string, settings: Ask['settings'] = {}): Checked<ReadExport> {
  if (!isRecord(file) || file.format !== 'greenbelt-ballots') return refuse({ key: 'tally.exportUnknown' });
  if (file.version !== 1) return refuse({ key: 'tally.exportVersion', variables: { version: shown(file.version) } });
  const { question, roll, options, papers, seed } = file;
  if (!isRecord(question) || typeof question.text !== 'string') return incomplete('question');
  if (!isOptionalNumber(question.textVersion)) return incomplete('question.textVersion');
  if (typeof file.method !== 'string') return incomplete('method');
  if (!isRecord(roll) || !Number.isSafeInteger(roll.entries)) return incomplete('roll');
  const rollWeight = readFraction(roll.weight);
  if (!rollWeight || compare(rollWeight, ZERO) < 0) return incomplete('roll.weight');
  if (typeof seed !== 'string') return incomplete('seed');
  if (!Array.isArray(options) || !options.every(isOption)) return incomplete('options');
  if (!Array.isArray(papers)) return incomplete('papers');
  const other = method !== undefined && method !== file.method;
  const ask: Ask = {
    method: method ?? file.method,
    settings: { ...(isRecord(file.settings) && !other ? file.settings : {}), ...settings },
    options,
    roll: { entries: roll.entries as number, weight: rollWeight },
    quorum: file.quorum,
    seed,
    version: question.textVersion,
  };
  const read = readPapers(ask, papers);
  return read.ok ? ok({ text: question.text, ask, papers: read.value }) : read;
}

function readPapers(ask: Ask, rows: readonly unknown[]): Checked<readonly Paper[]> {
  const opened = openQuestion(ask);
  if (!opened.ok) return opened;
  const { method, question } = opened.value;
  const papers: Paper[] = [];
  for (const [index, row] of rows.entries()) {
    const at = (problem: Problem) => ({ ok: false as const, problem: { ...problem, at: { paper: index + 1 } } });
    if (!isRecord(row)) return at(incomplete('choice').problem);
    const weight = readFraction(row.weight);
    if (!weight || compare(weight, ZERO) < 0)
      return at({ key: 'tally.weightUnreadable', variables: { weight: shown(row.weight) } });
    const choice = method.validate(row.choice, question);
    if (!choice.ok) return at(choice.problem);
    if (row.status !== 'counted' && row.status !== 'provisional') return at(incomplete('status').problem);
    if (!isOptionalNumber(row.textVersion)) return at(incomplete('textVersion').problem);
    if (row.objection !== undefined && !isObjectionState(row.objection)) return at(incomplete('objection').problem);
    const { status, textVersion: version, objection } = row;
    papers.push({ weight, status, choice: choice.value, version, objection });
  }
  return ok(papers);
}

function incomplete(field: string): { ok: false; problem: Problem } {
  return refuse({ key: 'tally.exportIncomplete', variables: { field } });
}

function isOption(value: unknown): value is Option {
  return isRecord(value) && typeof value.id === 'string' && value.id !== '' && typeof value.name === 'string';
}

function isOptionalNumber(value: unknown): value is number | undefined {
  return value === undefined || Number.isSafeInteger(value);
}

function isObjectionState(value: unknown): value is ObjectionState {
  return ['raised', 'integrated', 'withdrawn', 'standing', 'dismissed'].includes(value as string);
}
