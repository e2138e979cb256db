// The file from which anybody recomputes an outcome: format "greenbelt-ballots", version 1 or 2, JSON: 2 where
// papers say their constituencies or their people, so that a reader of version 1 does not count them without.
// It says everything a count depends on and nothing about who cast which paper. docs/methods.md describes it.
import {
  type Checked,
  type Choice,
  type Group,
  type ObjectionState,
  type Option,
  ok,
  type Paper,
  type Problem,
  type Roll,
  refuse,
} from './ballot.ts';
import { isRecord, shown } from './choices.ts';
import { type Ask, openQuestion } from './count.ts';
import { type Amount, amount, compare, type Fraction, readFraction, ZERO } from './exact.ts';

export interface BallotExport {
  readonly format: 'greenbelt-ballots';
  readonly version: 1 | 2;
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
  readonly roll: {
    readonly entries: number;
    readonly weight: Amount;
    /** How many of the entries may vote on paper: they have no names, and a weight of one each. */
    readonly paper?: number;
    readonly people?: Amount;
    readonly groups?: readonly {
      readonly id: string;
      readonly name: string;
      readonly entries: number;
      readonly weight: Amount;
    }[];
  };
  /** `{ "threshold": "1/2", "reach": "at-least" }`, `{ "weight": "20" }` or null. */
  readonly quorum: unknown;
  /** How many voters must take part, whatever they weigh. */
  readonly headQuorum?: unknown;
  /** Who must agree besides. */
  readonly concurrence?: unknown;
  readonly seed: string;
  readonly papers: readonly ExportedPaper[];
}

export interface ExportedPaper {
  readonly weight: Amount;
  readonly status: 'counted' | 'provisional';
  readonly choice: Choice;
  readonly part?: Amount;
  readonly groups?: readonly string[];
  readonly people?: Amount;
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
    version: formOf(ask),
    question: { ...about, ...textVersion },
    method: ask.method,
    settings: ask.settings,
    roll: exportedRoll(ask.roll),
    options: ask.options.map(({ id, name, cost }) => ({ id, name, ...(cost !== undefined && { cost }) })),
    quorum: ask.quorum ?? null,
    ...(ask.headQuorum ? { headQuorum: ask.headQuorum } : {}),
    ...(ask.concurrence ? { concurrence: ask.concurrence } : {}),
    seed: ask.seed,
    papers: papers.map(exportedPaper).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

/** The form that a file needs: 2 where its rule asks more than the papers' weight, so that older readers refuse it. */
export const formOf = (rule: {
  readonly concurrence?: unknown;
  readonly headQuorum?: unknown;
  readonly roll: { readonly groups?: unknown; readonly people?: unknown };
}): 1 | 2 => (rule.concurrence || rule.headQuorum || rule.roll.groups || rule.roll.people ? 2 : 1);

function exportedRoll({ entries, weight, paper, people, groups }: Roll): BallotExport['roll'] {
  return {
    entries,
    weight: amount(weight),
    ...(paper !== undefined && { paper }),
    ...(people && { people: amount(people) }),
    ...(groups && { groups: groups.map((group) => ({ ...group, weight: amount(group.weight) })) }),
  };
}

export function exportedPaper({
  weight,
  status,
  choice,
  part,
  groups,
  people,
  version,
  objection,
}: Paper): ExportedPaper {
  return {
    choice,
    weight: amount(weight),
    status,
    ...(part && { part: amount(part) }),
    ...(groups && { groups: groups.toSorted() }),
    ...(people && { people: amount(people) }),
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
  if (file.version !== 1 && file.version !== 2)
    return refuse({ key: 'tally.exportVersion', variables: { version: shown(file.version) } });
  const { question, roll, options, papers, seed } = file;
  if (!isRecord(question) || typeof question.text !== 'string') return incomplete('question');
  if (!isOptionalNumber(question.textVersion)) return incomplete('question.textVersion');
  if (typeof file.method !== 'string') return incomplete('method');
  const whole = readRoll(roll);
  if (!whole.ok) return whole;
  if (typeof seed !== 'string') return incomplete('seed');
  if (!Array.isArray(options) || !options.every(isOption)) return incomplete('options');
  if (!Array.isArray(papers)) return incomplete('papers');
  const other = method !== undefined && method !== file.method;
  const ask: Ask = {
    method: method ?? file.method,
    settings: { ...(isRecord(file.settings) && !other ? file.settings : {}), ...settings },
    options,
    roll: whole.value,
    quorum: file.quorum,
    headQuorum: file.headQuorum,
    concurrence: other ? undefined : file.concurrence,
    seed,
    version: question.textVersion,
  };
  const read = readPapers(ask, papers);
  return read.ok ? ok({ text: question.text, ask, papers: read.value }) : read;
}

function readRoll(roll: unknown): Checked<Roll> {
  if (!isRecord(roll) || !isCount(roll.entries)) return incomplete('roll');
  const weight = readAmount(roll.weight);
  if (!weight) return incomplete('roll.weight');
  const people = readAmount(roll.people);
  if (roll.people !== undefined && !people) return incomplete('roll.people');
  if (roll.paper !== undefined && !isCount(roll.paper)) return incomplete('roll.paper');
  const whole = {
    entries: roll.entries,
    weight,
    ...(roll.paper !== undefined && { paper: roll.paper }),
    ...(people && { people }),
  };
  if (roll.groups === undefined) return ok(whole);
  if (!Array.isArray(roll.groups)) return incomplete('roll.groups');
  const groups: Group[] = [];
  for (const group of roll.groups as unknown[]) {
    if (!isRecord(group) || !isOption(group)) return incomplete('roll.groups');
    const { id, name, entries } = group as Option & Record<string, unknown>;
    const weight = readAmount((group as Record<string, unknown>).weight);
    if (!weight || !isCount(entries)) return incomplete('roll.groups');
    groups.push({ id, name, entries, weight });
  }
  return ok({ ...whole, groups });
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** A number that is not negative. */
function readAmount(value: unknown): Fraction | undefined {
  const read = readFraction(value);
  return read && compare(read, ZERO) >= 0 ? read : undefined;
}

function readPapers(ask: Ask, rows: readonly unknown[]): Checked<readonly Paper[]> {
  const opened = openQuestion(ask);
  if (!opened.ok) return opened;
  const { method, question } = opened.value;
  const papers: Paper[] = [];
  for (const [index, row] of rows.entries()) {
    const at = (problem: Problem) => ({ ok: false as const, problem: { ...problem, at: { paper: index + 1 } } });
    if (!isRecord(row)) return at(incomplete('choice').problem);
    const weight = readAmount(row.weight);
    if (!weight) return at({ key: 'tally.weightUnreadable', variables: { weight: shown(row.weight) } });
    const choice = method.validate(row.choice, question);
    if (!choice.ok) return at(choice.problem);
    if (row.status !== 'counted' && row.status !== 'provisional') return at(incomplete('status').problem);
    if (!isOptionalNumber(row.textVersion)) return at(incomplete('textVersion').problem);
    if (row.objection !== undefined && !isObjectionState(row.objection)) return at(incomplete('objection').problem);
    const people = readAmount(row.people);
    if (row.people !== undefined && !people) return at(incomplete('people').problem);
    const part = readAmount(row.part);
    if (row.part !== undefined && !part) return at(incomplete('part').problem);
    if (row.groups !== undefined && !isTexts(row.groups)) return at(incomplete('groups').problem);
    const { groups } = row;
    const { status, textVersion: version, objection } = row;
    papers.push({
      weight,
      status,
      choice: choice.value,
      ...(part && { part }),
      ...(groups && { groups }),
      ...(people && { people }),
      version,
      objection,
    });
  }
  return ok(papers);
}

function incomplete(field: string): { ok: false; problem: Problem } {
  return refuse({ key: 'tally.exportIncomplete', variables: { field } });
}

function isOption(value: unknown): value is Option {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    value.id !== '' &&
    typeof value.name === 'string' &&
    (value.cost === undefined || typeof value.cost === 'string')
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isOptionalNumber(value: unknown): value is number | undefined {
  return value === undefined || Number.isSafeInteger(value);
}

function isObjectionState(value: unknown): value is ObjectionState {
  return ['raised', 'integrated', 'withdrawn', 'standing', 'dismissed'].includes(value as string);
}
