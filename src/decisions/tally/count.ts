// One question counted whole: the quorum, the result as it stands, and the result without the provisional papers.
import {
  ABSTAIN,
  type Checked,
  type Method,
  type Outcome,
  ok,
  type Paper,
  type Question,
  type Roll,
  refuse,
} from './ballot.ts';
import { shown } from './choices.ts';
import { type Concurrence, type ConcurrenceRule, concur, mayConcur, readConcurrence } from './concurrence.ts';
import { fraction, ONE, readFraction } from './exact.ts';
import { findMethod, methods } from './methods.ts';
import { type Quorum, type QuorumRule, quorum, readQuorum } from './quorum.ts';

/** A question as it is stored or exported, with its method by name and its settings not yet read. */
export interface Ask extends Omit<Question, 'settings'> {
  readonly method: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly quorum: unknown;
  /** Besides the quorum by weight: how many voters must take part, whatever they weigh. */
  readonly headQuorum?: unknown;
  /** Who must agree besides; see concurrence.ts. */
  readonly concurrence?: unknown;
}

export interface Count {
  /** The outcome's result, unless too few took part, or somebody whose agreement was needed did not agree. */
  readonly result: Outcome['result'] | 'no-quorum';
  readonly quorum: Quorum | null;
  /** By voters, one each; only where the rule asks for it. */
  readonly headQuorum?: Quorum;
  /** Part by part; only where the rule asks for it. */
  readonly concurrence?: Concurrence;
  /** Every paper counted, the provisional ones as they were cast. */
  readonly outcome: Outcome;
  /** While papers wait for ratification: the outcome if none of them is ratified (each an abstention). Else null. */
  readonly withoutProvisional: Outcome | null;
  /** The parts then. */
  readonly concurrenceWithoutProvisional?: Concurrence;
}

export function count(ask: Ask, papers: readonly Paper[]): Checked<Count> {
  const opened = openQuestion(ask);
  if (!opened.ok) return opened;
  const { method, question, rule, headRule, parts } = opened.value;
  const present = method.present?.(question, papers) ?? papers;
  const reached = quorum(rule, question.roll, present);
  const outcome = method.tally(question, papers);
  const heads = quorum(headRule, inHeads(question.roll), present.map(asHead));
  const agreed = parts && concur(parts, method, question, papers, outcome);
  const waiting = papers.some((paper) => paper.status === 'provisional');
  const firm = waiting ? papers.map(unratified) : null;
  const without = firm && method.tally(question, firm);
  return ok({
    result: reached?.met === false || heads?.met === false ? 'no-quorum' : resultOf(outcome, agreed),
    quorum: reached,
    ...(heads && { headQuorum: heads }),
    outcome,
    ...(agreed && { concurrence: agreed }),
    withoutProvisional: without,
    ...(parts && firm && { concurrenceWithoutProvisional: concur(parts, method, question, firm, without!) }),
  });
}

/** Where an agreement is missing, yes becomes no, and among options nothing is decided. */
function resultOf({ result }: Outcome, agreed: Concurrence | null): Outcome['result'] {
  if (!agreed || agreed.met) return result;
  return result === 'carried' ? 'rejected' : result === 'elected' ? 'undecided' : result;
}

const inHeads = ({ entries }: Roll): Roll => ({ entries, weight: fraction(entries) });
const asHead = (paper: Paper): Paper => ({ ...paper, weight: paper.part ?? ONE });

/** Finds the method and reads its settings: what a proposal is checked with before it is put, and a count before it starts. */
export function openQuestion(ask: Ask): Checked<Opened> {
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
  const headRule = readQuorum(ask.headQuorum);
  if (!headRule.ok) return refuse({ key: 'tally.headQuorumUnreadable' });
  const question = { ...ask, settings: settings.value };
  const parts = readConcurrence(ask.concurrence);
  if (!parts.ok) return parts;
  const fits = parts.value ? mayConcur(method, question) : ok(true);
  if (!fits.ok) return fits;
  return ok({ method, question, rule: rule.value, headRule: headRule.value, parts: parts.value });
}

interface Opened {
  method: Method;
  question: Question;
  rule: QuorumRule;
  headRule: QuorumRule;
  parts: ConcurrenceRule | null;
}

/** Methods that choose among options need some; ids and names must tell them apart. */
function checkOptions(method: Method, options: Ask['options']): Checked<true> {
  const chooses = ['ranking', 'approval', 'score'].includes(method.shape);
  if (chooses && options.length === 0) return refuse({ key: 'tally.optionsMissing' });
  const seen = new Set<string>();
  for (const { id, name, cost } of options) {
    const price = readFraction(cost);
    if (method.dividesMoney && !(price && price.n > 0n))
      return refuse({ key: 'tally.costUnreadable', variables: { option: name, cost: shown(cost ?? '') } });
    if (seen.has(`id ${id}`) || seen.has(`name ${name}`))
      return refuse({ key: 'tally.optionTwice', variables: { option: name } });
    seen.add(`id ${id}`).add(`name ${name}`);
  }
  return ok(true);
}

function unratified(paper: Paper): Paper {
  return paper.status === 'provisional' ? { ...paper, choice: ABSTAIN } : paper;
}
