// The words that every way of counting shares. A tally is a pure function of a question and its papers:
// no database, no clock, no chance. Calling it twice, with and without the provisional papers, gives both results.
import type { Message, MessageKey } from '../../system/i18n/translate.ts';
import type { Amount, Fraction } from './exact.ts';

export type OptionId = string;
export type Option = {
  readonly id: OptionId;
  readonly name: string;
  /** What it costs, where money is divided. */
  readonly cost?: Amount;
};

/** Ranks from best to worst; options in one inner list stand equal. Unlisted options are unranked. */
export type Ranking = readonly (readonly OptionId[])[];

/** What a voter says. Every method accepts an abstention: it counts for the quorum and for no side. */
export type Choice =
  | { readonly answer: 'abstain' }
  | { readonly answer: 'yes' | 'no' }
  | { readonly answer: 'consent' | 'object' }
  | { readonly answer: 'agree' | 'aside' | 'block' }
  | { readonly ranking: Ranking }
  | { readonly approved: readonly OptionId[] }
  | { readonly scores: Readonly<Record<OptionId, number>> };

/** What a choice looks like, for the page that asks and the program that sends. */
export type Shape = 'yes-no-abstain' | 'consent' | 'consensus' | 'ranking' | 'approval' | 'score';

export const ABSTAIN: Choice = { answer: 'abstain' };

/** An objection as it stands: raised and not yet judged, taken into the text, taken back, standing (it blocks), or judged not to. */
export type ObjectionState = 'raised' | 'integrated' | 'withdrawn' | 'standing' | 'dismissed';

/** One ballot as it is counted. */
export interface Paper {
  /** The voter's weight on the roll, or the part of it that this paper carries. Never negative. */
  readonly weight: Fraction;
  /** Provisional: cast subject to ratification by the member, and not yet ratified. */
  readonly status: 'counted' | 'provisional';
  readonly choice: Choice;
  /** The part of its entry that it is, where a ballot is split: all of it unless said. */
  readonly part?: Fraction;
  /** The constituencies of its entry, by id: where named ones must each agree. */
  readonly groups?: readonly string[];
  /** The people that its entry represents: where people must agree as well as members. */
  readonly people?: Fraction;
  /** Consent and consensus only: the version of the text that was answered. Missing means the present one. */
  readonly version?: number;
  /** Consent only, for `object`. Missing means raised. */
  readonly objection?: ObjectionState;
}

export interface Question<Settings = unknown> {
  readonly options: readonly Option[];
  readonly settings: Settings;
  /** Everybody who may vote, frozen at opening. */
  readonly roll: Roll;
  /** A public text, fixed beforehand, that breaks the ties which nothing else breaks (see ties.ts). */
  readonly seed: string;
  /** Consent and consensus only: the present version of the text. */
  readonly version?: number;
}

export interface Roll {
  readonly entries: number;
  readonly weight: Fraction;
  /** How many of them may vote on paper: a number without names, each of weight one. */
  readonly paper?: number;
  /** The people that all entries represent together. */
  readonly people?: Fraction;
  /** The constituencies of the entries, each with what belongs to it. */
  readonly groups?: readonly Group[];
}

/** A constituency on a roll. An entry may belong to several. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly entries: number;
  readonly weight: Fraction;
}

/** What came out. Plain JSON: it can be stored, sent and compared as it is. */
export interface Outcome {
  readonly method: string;
  /** `carried` and `rejected` answer a yes-or-no question; `elected` names winners; `undecided` needs people. */
  readonly result: 'carried' | 'rejected' | 'elected' | 'undecided';
  /** Says in a sentence why: `translator(lang)(outcome.reason)`. */
  readonly reason: Message;
  /** The answer or the options that won, best first. */
  readonly winners: readonly OptionId[];
  /** Weight of all papers given to this tally. */
  readonly cast: Amount;
  readonly abstained: Amount;
  readonly rounds: readonly Round[];
  /** All options from best to worst, where the method ranks them; options in one inner list stand level. */
  readonly order?: readonly (readonly OptionId[])[];
  /** Every two options compared, where the method does so. */
  readonly pairwise?: readonly PairTotal[];
  /** Where money is divided: the sum, and what of it the winners cost together. */
  readonly budget?: { readonly sum: Amount; readonly spent: Amount };
}

/** How much weight prefers one of two options, and how much the other. */
export interface PairTotal {
  readonly a: OptionId;
  readonly b: OptionId;
  readonly aOverB: Amount;
  readonly bOverA: Amount;
}

export interface Round {
  /**
   * What the totals are: weight of ballots unless said otherwise; points; how many options stand below; a price,
   * which is what each voter of the option would have to spend; or a rate, which is that price for each unit of worth
   * (the lowest wins).
   */
  readonly counts?: 'weight' | 'points' | 'below' | 'price' | 'rate';
  /** Options still in the count (or answers), in the question's order. */
  readonly totals: readonly OptionTotal[];
  /** Weight of the papers that name no option still in the count. */
  readonly exhausted: Amount;
  /** What had to be passed (`more`) or reached (`at-least`). */
  readonly needed?: { readonly weight: Amount; readonly reach: Reach };
  /** Meek: the part of each vote that an option keeps. */
  readonly keeps?: readonly OptionTotal[];
  readonly elected: readonly OptionId[];
  readonly excluded: readonly OptionId[];
  /** Where the weight went after this round. */
  readonly transfers: readonly Transfer[];
  readonly ties: readonly TieBreak[];
}

export type Reach = 'more' | 'at-least';
export type OptionTotal = { readonly option: OptionId; readonly weight: Amount };
/** `to` is null for weight that is exhausted. */
export type Transfer = { readonly from: OptionId; readonly to: OptionId | null; readonly weight: Amount };

/** Who was level, who was picked (transferred means: first), and what decided it. */
export interface TieBreak {
  readonly among: readonly OptionId[];
  readonly picked: OptionId;
  readonly for: 'elected' | 'excluded' | 'transferred';
  readonly by: 'earlier-round' | 'head-to-head' | 'score' | 'top-scores' | 'seed';
}

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Why something was refused, and where in a file when it came from one. */
export type Problem = Message & { readonly at?: { readonly line: number } | { readonly paper: number } };

export function ok<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

/** What a voting method is. To add one: write its file, add its line to methods.ts, its words to messages and docs/methods.md. */
export interface Method<Settings = unknown> {
  readonly name: string;
  readonly title: Extract<MessageKey, `tally.${string}Title`>;
  /** One plain paragraph, shown to voters. */
  readonly explain: Extract<MessageKey, `tally.${string}Explain`>;
  readonly shape: Shape;
  /** Reads settings as stored or typed; what is missing gets the method's defaults. */
  readSettings(raw: Readonly<Record<string, unknown>>): Checked<Settings>;
  /** Is this a ballot that may be cast? The value is the choice to store. */
  validate(choice: unknown, question: Question<Settings>): Checked<Choice>;
  /** Answers belong to a version of the text: a new version asks everybody again, and a refusal needs a reason. */
  readonly asksAgain?: true;
  /** Options cost something, and the settings say how much there is. */
  readonly dividesMoney?: true;
  /** Papers that take part, for the quorum; without it, all do. (Consent: answers to an older text lapse.) */
  present?(question: Question<Settings>, papers: readonly Paper[]): readonly Paper[];
  tally(question: Question<Settings>, papers: readonly Paper[]): Outcome;
}
