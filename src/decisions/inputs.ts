import { z } from 'zod';
import { instant } from '../kernel/ids.ts';
import { line, text } from '../kernel/text.ts';
import { ANSWERS } from './tally/choices.ts';
import { voterKinds } from './weights/voters.ts';
import { bases, missingRules } from './weights/weighing.ts';

/** A proposal is called by the number that people say aloud. */
export const proposalNumber = z.int().positive().max(2_147_483_647);

const single = [
  z.strictObject({ answer: z.enum(ANSWERS) }),
  z.strictObject({ ranking: z.array(z.array(z.string().max(60)).max(200)).max(200) }),
  z.strictObject({ approved: z.array(z.string().max(60)).max(200) }),
  z.strictObject({ scores: z.record(z.string().max(60), z.int()) }),
] as const;

/** What a voter says; each method checks the rest against its options. */
export const choice = z.union(single);

/** The same, or the weight divided: shares such as `70 %`, `7/10`, or the number of people behind each answer. */
export const cast = z.union([
  z.strictObject({
    split: z
      .array(z.strictObject({ share: line(60), choice }))
      .min(1)
      .max(200),
  }),
  ...single,
]);

/** What each vote weighs; see docs/rules.md. */
export const weightsInput = z.strictObject({
  by: z.enum(bases).default('equal'),
  /** One vote for so many people or units of money: `100`; empty for as many votes as the number says. */
  perVote: line(40).default(''),
  /** Each constituency has the same weight together, divided among its members. */
  perConstituency: z.boolean().default(false),
  /** Nobody has more than this share of all: `25%` or `1/4`; empty for no cap. */
  cap: line(40).default(''),
  /** Where a member's number is missing: the vote does not open, or the member counts as one. */
  missing: z.enum(missingRules).default('refuse'),
});

/** Who must agree besides: constituencies among their own entries; a majority of members; of people represented. */
export const concurrenceInput = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        id: z.uuid(),
        threshold: line(20).default('1/2'),
        /** The share of what: yes and no votes, all ballots, or everybody of the constituency. */
        of: z.enum(['votes', 'ballots', 'roll']).default('votes'),
      }),
    )
    .max(50)
    .default([]),
  /** A share such as `1/2`; empty where members need not agree separately. */
  members: line(20).default(''),
  people: line(20).default(''),
});

/** How the question is decided. What a method makes of its settings is checked by the method itself. */
export const rule = {
  method: line(40).min(1),
  /** `threshold`, `reach`, `of` … as the method knows them. */
  settings: z.record(z.string().max(40), line(40)).default({}),
  /** A share of the roll such as `1/2` or `60%`, or a number of members; empty for none. */
  quorum: line(20).default(''),
  /** Who votes: members, one ballot each; or persons, everybody who speaks for a member and is not an observer. */
  voters: z.enum(voterKinds).default('members'),
  weights: weightsInput.prefault({}),
  /** Besides the quorum by weight: how many voters must take part, as a share or a number. */
  headQuorum: line(20).default(''),
  concurrence: concurrenceInput.prefault({}),
  ratificationAllowed: z.boolean().default(true),
  /** Ballots are seen by members as they come, seen at the close, or never linked to who cast them. */
  secrecy: z.enum(['open', 'closed', 'secret']).default('closed'),
  /** What silence of the member means when its date has passed. */
  ratificationSilence: z.enum(['lapses', 'stands']).default('lapses'),
  /** Until when members may ratify; the closing hour where nothing is said. */
  ratifyBy: instant.optional(),
  /** Who says whether an objection is reasoned: the coordinators, or nobody but its member. */
  objectionsJudgedBy: z.enum(['coordinators', 'objectors']).default('coordinators'),
};

/** What a question says of mandates, of divided weights and of lent voices. */
const mandateRule = {
  /** Whoever must consult votes only under a mandate that the member's own people gave. */
  mandateRequired: z.boolean().default(false),
  /** A ballot against a binding mandate: refused, or let in and marked in the record with its reason. */
  mandateDeviation: z.enum(['refused', 'marked']).default('refused'),
  /** A member may divide its weight over several answers in one act. */
  splitAllowed: z.boolean().default(false),
  /** Voices that members lend each other are carried to this question. */
  delegationAllowed: z.boolean().default(true),
};

export const proposalInput = z.strictObject({
  question: line(300).min(5),
  background: text(20_000).default(''),
  options: z.array(line(200).min(1)).max(100).default([]),
  /** What each option costs, in the same order; only where money is divided. */
  costs: z.array(line(30)).max(100).default([]),
  ...rule,
  ...mandateRule,
  /** Not said where a kept rule decides. */
  method: rule.method.optional(),
  /** The kept rule that decides; what else is said of the rule is then not read. */
  byRule: z.uuid().optional(),
  /** When the vote opens by itself; where nothing is said a coordinator opens it. */
  opensAt: instant.optional(),
  closesAt: instant,
  revisitOn: z.iso.date().optional(),
  /** The words under which proposals and members' limits meet. */
  subjects: z.array(line(60).min(1)).max(12).default([]),
  /** The number of an earlier decision that this one would change. */
  changes: proposalNumber.optional(),
  /** The member in whose name it is put; nobody's where the coordinator puts it. */
  forMember: z.uuid().optional(),
});
export type ProposalInput = z.output<typeof proposalInput>;

/** With the rule by which it is decided in place: the proposal's own, or a kept one in its present version. */
export type SettledProposal = Omit<ProposalInput, keyof typeof mandateRule> &
  Partial<Pick<ProposalInput, keyof typeof mandateRule>> & { method: string; ruleVersion: number | null };
