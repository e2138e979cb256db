// One question counted whole: the quorum, the result as it stands, and the result without the provisional papers.
import { ABSTAIN, type Checked, type Method, type Outcome, ok, type Paper, type Question, refuse } from './ballot.ts';
import { findMethod, methods } from './methods.ts';
import { type Quorum, type QuorumRule, quorum, readQuorum } from './quorum.ts';

/** A question as it is stored or exported, with its method by name and its settings not yet read. */
export interface Ask extends Omit<Question, 'settings'> {
  readonly method: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly quorum: unknown;
}

export interface Count {
  /** The outcome's result, unless too few took part. */
  readonly result: Outcome['result'] | 'no-quorum';
  readonly quorum: Quorum | null;
  /** Every paper counted, the provisional ones as they were cast. */
  readonly outcome: Outcome;
  /** While papers wait for ratification: the outcome if none of them is ratified (each an abstention). Else null. */
  readonly withoutProvisional: Outcome | null;
}

export function count(ask: Ask, papers: readonly Paper[]): Checked<Count> {
  const opened = openQuestion(ask);
  if (!opened.ok) return opened;
  const { method, question, rule } = opened.value;
  const present = method.present?.(question, papers) ?? papers;
  const reached = quorum(rule, question.roll, present);
  const outcome = method.tally(question, papers);
  const waiting = papers.some((paper) => paper.status === 'provisional');
  return ok({
    result: reached && !reached.met ? 'no-quorum' : outcome.result,
    quorum: reached,
    outcome,
    withoutProvisional: waiting ? method.tally(question, papers.map(unratified)) : null,
  });
}

/** Finds the method and reads its settings: what a proposal is checked with before it is put, and a count before it starts. */
export function openQuestion(ask: Ask): Checked<{ method: Method; question: Question; rule: QuorumRule }> {
  const method = findMethod(ask.method);
  if (!method)
    return refuse({
      key: 'tally.methodUnknown',
      variables: { method: ask.method, known: Object.keys(methods).join(', ') },
    });
  const settings = method.readSettings(ask.settings);
  if (!settings.ok) return settings;
  const rule = readQuorum(ask.quorum);
  if (!rule.ok) return rule;
  const options = checkOptions(method, ask.options);
  if (!options.ok) return options;
  return ok({ method, question: { ...ask, settings: settings.value }, rule: rule.value });
}

/** Methods that choose among options need some; ids and names must tell them apart. */
function checkOptions(method: Method, options: Ask['options']): Checked<true> {
  const chooses = method.shape !== 'yes-no-abstain' && method.shape !== 'consent';
  if (chooses && options.length === 0) return refuse({ key: 'tally.optionsMissing' });
  const seen = new Set<string>();
  for (const { id, name } of options) {
    if (seen.has(`id ${id}`) || seen.has(`name ${name}`))
      return refuse({ key: 'tally.optionTwice', variables: { option: name } });
    seen.add(`id ${id}`).add(`name ${name}`);
  }
  return ok(true);
}

function unratified(paper: Paper): Paper {
  return paper.status === 'provisional' ? { ...paper, choice: ABSTAIN } : paper;
}
