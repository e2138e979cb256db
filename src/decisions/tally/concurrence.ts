// Concurrence: besides the count of all, named parts must each agree, counted by themselves. A part is a constituency
// among its own entries; or the members, one vote each; or the people they represent. Calhoun's "concurrent majority"
// (A Disquisition on Government, 1851) is the old name; federations and churches vote by orders or houses in this way.
//
// A yes-or-no question carries when all carry it and each part does, by its own threshold. Among options, the winner
// must win in each part too, counted by the same method; otherwise the matter is undecided and people go on talking.
import type { Message } from '../../system/i18n/translate.ts';
import { type Checked, type Method, type Outcome, ok, type Paper, type Question, type Roll, refuse } from './ballot.ts';
import { isRecord, shown } from './choices.ts';
import { compare, type Fraction, fraction, ONE, sum, ZERO } from './exact.ts';
import { readOneOf, readThreshold, type Threshold } from './settings.ts';

/** Threshold and base of a part's own majority; only yes-or-no questions use them. */
export interface PartRule extends Threshold {
  readonly of: 'votes' | 'ballots' | 'roll';
}

/** As stored: `{ groups?: [{ id, threshold?, of? }], members?: "1/2", people?: "1/2" }`; null or empty is none. */
export interface ConcurrenceRule {
  readonly groups: readonly (PartRule & { readonly id: string })[];
  readonly members: PartRule | null;
  readonly people: PartRule | null;
}

export interface ConcurrencePart {
  readonly of: 'group' | 'members' | 'people';
  /** The constituency; null for members and people. */
  readonly id: string | null;
  readonly name: string | null;
  readonly met: boolean;
  /** How many answered in this part: where few did and the ballot is secret, nobody is shown how. */
  readonly answers: number;
  /** The part counted by itself. */
  readonly outcome: Outcome;
}

export interface Concurrence {
  readonly met: boolean;
  /** Where it was not met: whose agreement was missing first. */
  readonly reason: Message | null;
  readonly parts: readonly ConcurrencePart[];
}

/** Reads a rule as stored or typed. */
export function readConcurrence(raw: unknown): Checked<ConcurrenceRule | null> {
  if (raw === null || raw === undefined) return ok(null);
  if (!isRecord(raw)) return refuse({ key: 'tally.concurrenceUnreadable' });
  const { groups: given = [], members: ofMembers, people: ofPeople } = raw;
  if (!Array.isArray(given)) return refuse({ key: 'tally.concurrenceUnreadable' });
  const groups: (PartRule & { id: string })[] = [];
  for (const one of given as unknown[]) {
    if (!isRecord(one) || typeof one.id !== 'string') return refuse({ key: 'tally.concurrenceUnreadable' });
    if (groups.some(({ id }) => id === one.id)) return refuse({ key: 'tally.concurrenceTwice' });
    const part = readPart(one);
    if (!part.ok) return part;
    groups.push({ id: one.id, ...part.value });
  }
  const members = readWhole(ofMembers);
  if (!members.ok) return members;
  const people = readWhole(ofPeople);
  if (!people.ok) return people;
  const none = groups.length === 0 && !members.value && !people.value;
  return ok(none ? null : { groups, members: members.value, people: people.value });
}

function readPart(raw: Record<string, unknown>): Checked<PartRule> {
  const threshold = readThreshold(raw, '1/2');
  if (!threshold.ok)
    return refuse({ key: 'tally.concurrenceThreshold', variables: { threshold: shown(raw.threshold ?? '') } });
  const of = readOneOf(raw, 'of', ['votes', 'ballots', 'roll'], 'votes');
  return of.ok ? ok({ ...threshold.value, of: of.value }) : of;
}

const readWhole = (threshold: unknown): Checked<PartRule | null> =>
  threshold === undefined || threshold === null || threshold === '' ? ok(null) : readPart({ threshold });

/** Can this method be counted part by part? Consent asks everybody already; several winners cannot each win everywhere. */
export function mayConcur(method: Method, question: Question): Checked<true> {
  if (method.shape === 'consent' || method.asksAgain) return refuse({ key: 'tally.concurrenceConsent' });
  const { seats } = question.settings as { seats?: number };
  return seats !== undefined && seats > 1 ? refuse({ key: 'tally.concurrenceSeats' }) : ok(true);
}

/** Counts each part by itself and holds it against the outcome of all. */
export function concur(
  rule: ConcurrenceRule,
  method: Method,
  question: Question,
  papers: readonly Paper[],
  whole: Outcome,
): Concurrence {
  const { roll } = question;
  const count = (part: PartRule, ownRoll: Roll, own: readonly Paper[]) => {
    const { share, reach, of } = part;
    const settings = method.shape === 'yes-no-abstain' ? { share, reach, of } : question.settings;
    const outcome = method.tally({ ...question, settings, roll: ownRoll }, own);
    return { met: agrees(whole, outcome), answers: own.length, outcome };
  };
  const parts: ConcurrencePart[] = rule.groups.map((part) => {
    const group = roll.groups?.find(({ id }) => id === part.id) ?? { entries: 0, weight: ZERO, name: null };
    const own = papers.filter(({ groups }) => groups?.includes(part.id));
    const { entries, weight } = group;
    return { of: 'group', id: part.id, name: group.name, ...count(part, { entries, weight }, own) };
  });
  if (rule.members) {
    const own = reweighed(papers, ({ part = ONE }) => part);
    const ownRoll = { entries: roll.entries, weight: fraction(roll.entries) };
    parts.push({ of: 'members', id: null, name: null, ...count(rule.members, ownRoll, own) });
  }
  if (rule.people) {
    const own = reweighed(papers, ({ people = ZERO }) => people);
    const ownRoll = { entries: roll.entries, weight: roll.people ?? sum(own.map(({ weight }) => weight)) };
    parts.push({ of: 'people', id: null, name: null, ...count(rule.people, ownRoll, own) });
  }
  const missing = parts.find(({ met }) => !met);
  return { met: !missing, reason: missing ? reasonOf(missing) : null, parts };
}

/** A part agrees if it carries what all carried, or if whoever won among all won in it as well. */
const agrees = (whole: Outcome, part: Outcome): boolean =>
  whole.result === 'elected'
    ? part.result === 'elected' && whole.winners.every((winner) => part.winners.includes(winner))
    : part.result === 'carried';

const reweighed = (papers: readonly Paper[], weigh: (paper: Paper) => Fraction): Paper[] =>
  papers.map((paper) => ({ ...paper, weight: weigh(paper) })).filter(({ weight }) => compare(weight, ZERO) > 0);

function reasonOf({ of, name }: ConcurrencePart): Message {
  if (of === 'members') return { key: 'tally.concurrenceMembers' };
  if (of === 'people') return { key: 'tally.concurrencePeople' };
  return { key: 'tally.concurrenceGroup', variables: { group: name ?? '–' } };
}
