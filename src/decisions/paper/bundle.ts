// What a bundle of paper ballots says: a file (CSV, BLT or our own JSON) or numbers by answer become choices with how
// many ballots made each. Pure.
import { invalid, type Refusal } from '../../kernel/errors.ts';
import { refusalOf } from '../rule.ts';
import type { Choice, Method, Option, Paper, Problem, Question } from '../tally/ballot.ts';
import { readBallotFile } from '../tally/ballot-file.ts';
import { amount } from '../tally/exact.ts';
import { readExport } from '../tally/export.ts';

export interface CountedPaper {
  choice: Choice;
  count: number;
}

export interface Bundle {
  form: 'answers' | 'csv' | 'blt' | 'json';
  papers: CountedPaper[];
  total: number;
}

export const mostPaper = 10_000_000;

/** The answers of a yes-or-no question, as somebody typed how many there were of each. */
export function bundleOfAnswers(answers: Record<string, number>, method: Method, question: Question): Bundle | Refusal {
  const given = Object.entries(answers).filter(([, count]) => count > 0);
  return bundle(
    'answers',
    given.map(([answer, count]) => ({ choice: { answer } as Choice, count })),
    method,
    question,
  );
}

/** A file. Its options are those of the question by name; a name that is none of them is refused, not left out. */
export function readBundle(text: string, method: Method, question: Question): Bundle | Refusal {
  const json = /^\s*\{/.test(text);
  const read = json ? fromJson(text, method) : readBallotFile(text, method, {});
  if (!read.ok) return refusalAt(read.problem);
  const form = json ? 'json' : /^\uFEFF?(\s|#.*[\r\n])*\d+\s+\d+\s/.test(text) ? 'blt' : 'csv';
  const known = new Map<string, string>();
  for (const { id, name } of question.options) known.set(id, id).set(plain(name), id);
  const translated = new Map<string, string>();
  for (const option of read.value.options) {
    const id = known.get(option.id) ?? known.get(plain(option.name));
    if (!id) return invalid('text', 'paper.optionUnknown', { option: option.name.slice(0, 80) });
    translated.set(option.id, id);
  }
  const papers: CountedPaper[] = [];
  for (const [index, paper] of read.value.papers.entries()) {
    const count = whole(paper);
    if (count === undefined)
      return invalid('text', 'paper.notWhole', { row: index + 1, count: amount(paper.weight).slice(0, 40) });
    if (count > 0) papers.push({ choice: withIds(paper.choice, translated), count });
  }
  return bundle(form, papers, method, question);
}

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

function fromJson(
  text: string,
  method: Method,
): { ok: true; value: { options: readonly Option[]; papers: readonly Paper[] } } | { ok: false; problem: Problem } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, problem: { key: 'paper.notJson' } };
  }
  const read = readExport(parsed, method.name);
  return read.ok ? { ok: true, value: { options: read.value.ask.options, papers: read.value.papers } } : read;
}

const refusalAt = (problem: Problem): Refusal => {
  const refusal = refusalOf('text', problem);
  const { at } = problem;
  if (!at) return refusal;
  const [first] = refusal.problems;
  return {
    ...refusal,
    problems: [first!, { field: 'text', key: 'paper.atLine', variables: { line: 'line' in at ? at.line : at.paper } }],
  };
};

function whole({ weight }: Paper): number | undefined {
  const text = amount(weight);
  return /^\d{1,8}$/.test(text) ? Number(text) : undefined;
}

function withIds(choice: Choice, ids: ReadonlyMap<string, string>): Choice {
  const id = (option: string) => ids.get(option) ?? option;
  if ('ranking' in choice) return { ranking: choice.ranking.map((rank) => rank.map(id)) };
  if ('approved' in choice) return { approved: choice.approved.map(id) };
  if ('scores' in choice)
    return { scores: Object.fromEntries(Object.entries(choice.scores).map(([option, score]) => [id(option), score])) };
  return choice;
}

/** Every choice is one that could be cast; alike ones are added up. */
function bundle(form: Bundle['form'], papers: CountedPaper[], method: Method, question: Question): Bundle | Refusal {
  const field = form === 'answers' ? 'answers.yes' : 'text';
  const alike = new Map<string, CountedPaper>();
  for (const { choice, count } of papers) {
    // A paper that ranks nobody is one that was handed in blank.
    const blank = 'ranking' in choice && choice.ranking.length === 0;
    const checked = method.validate(blank ? { answer: 'abstain' } : choice, question);
    if (!checked.ok) return form === 'answers' ? refusalOf(field, checked.problem) : refusalAt(checked.problem);
    const key = JSON.stringify(checked.value);
    alike.set(key, { choice: checked.value, count: (alike.get(key)?.count ?? 0) + count });
  }
  const all = [...alike.values()];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return invalid(field, 'paper.empty');
  return total > mostPaper ? invalid(field, 'paper.tooMany', { most: mostPaper }) : { form, papers: all, total };
}
