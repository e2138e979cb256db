import { z } from 'zod';
import { instant } from '../kernel/ids.ts';
import { line, text } from '../kernel/text.ts';

/** A proposal is called by the number that people say aloud. */
export const proposalNumber = z.int().positive().max(2_147_483_647);

/** What a voter says; each method checks the rest against its options. */
export const choice = z.union([
  z.strictObject({ answer: z.enum(['abstain', 'yes', 'no', 'consent', 'object']) }),
  z.strictObject({ ranking: z.array(z.array(z.string().max(60)).max(200)).max(200) }),
  z.strictObject({ approved: z.array(z.string().max(60)).max(200) }),
  z.strictObject({ scores: z.record(z.string().max(60), z.int()) }),
]);

/** How the question is decided. What a method makes of its settings is checked by the method itself. */
export const rule = {
  method: line(40).min(1),
  /** `threshold`, `reach`, `of` … as the method knows them. */
  settings: z.record(z.string().max(40), line(40)).default({}),
  /** A share of the roll such as `1/2` or `60%`, or a number of members; empty for none. */
  quorum: line(20).default(''),
  ratificationAllowed: z.boolean().default(true),
  /** What silence of the member means when its date has passed. */
  ratificationSilence: z.enum(['lapses', 'stands']).default('lapses'),
  /** Until when members may ratify; the closing hour where nothing is said. */
  ratifyBy: instant.optional(),
  /** Who says whether an objection is reasoned: the coordinators, or nobody but its member. */
  objectionsJudgedBy: z.enum(['coordinators', 'objectors']).default('coordinators'),
};

export const proposalInput = z.strictObject({
  question: line(300).min(5),
  background: text(20_000).default(''),
  options: z.array(line(200).min(1)).max(100).default([]),
  ...rule,
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
