// What a program gets to read of a decision.
import { z } from 'zod';
import { shapes } from './mandates/shapes.ts';
import { statuses } from './register.ts';
import { voterKinds } from './weights/voters.ts';

const version = z.object({
  version: z.int(),
  question: z.string(),
  background: z.string(),
  writtenBy: z.string(),
  at: z.date(),
});
const rollEntry = z.object({
  entry: z.uuid(),
  /** Null where persons vote, or seats. */
  member: z.uuid().nullable(),
  person: z.uuid().nullable(),
  /** Of the member, or of the person where persons vote. */
  memberName: z.string(),
  /** Exact: "3" or "7/2". */
  weight: z.string(),
  /** Of the weight of the whole roll; exact. */
  share: z.string(),
  /** What made the weight: by which number, and whether it was cut or missing. */
  because: z.record(z.string(), z.json()),
  voted: z.boolean(),
  /** Shown when the vote is over; one's own members' at once. */
  choice: z.record(z.string(), z.json()).nullable(),
  basis: z.string().nullable(),
  consultedHow: z.string().nullable(),
  castBy: z.string().nullable(),
  castAt: z.date().nullable(),
  /** The version of the text that was answered. */
  answered: z.int().nullable(),
  ballot: z.uuid().nullable(),
  ratifyBy: z.date().nullable(),
  ratification: z.object({ answer: z.string(), decidedHow: z.string(), at: z.date(), by: z.string() }).nullable(),
  /** Ballots that this one replaced, by whom and when. */
  replaced: z.array(z.object({ castBy: z.string(), castAt: z.date(), replacedAt: z.date() })),
});
const objection = z.object({
  id: z.uuid(),
  member: z.uuid().nullable(),
  person: z.uuid().nullable(),
  memberName: z.string(),
  version: z.int(),
  reason: z.string(),
  raisedBy: z.string(),
  at: z.date(),
  became: z.enum(['raised', 'integrated', 'withdrawn', 'standing', 'dismissed']),
  why: z.string(),
  judgedBy: z.string().nullable(),
});
const comment = z.object({
  id: z.uuid(),
  replyTo: z.uuid().nullable(),
  kind: z.enum(['remark', 'concern', 'question', 'support', 'information']),
  /** The part of that version that it is about: 0 is the question. */
  part: z.int().nullable(),
  version: z.int().nullable(),
  /** What became of a concern or a question; null where nobody has said. */
  became: z.enum(['answered', 'taken_up', 'open']).nullable(),
  byPerson: z.uuid(),
  by: z.string(),
  forMember: z.string().nullable(),
  body: z.string(),
  at: z.date(),
});

export const decision = z.object({
  number: z.int(),
  status: z.enum(statuses),
  version: z.int(),
  versions: z.array(version),
  options: z.array(z.object({ id: z.uuid(), name: z.string(), cost: z.string().optional() })),
  method: z.string(),
  /** Ballots are seen as they come, seen at the close, or never linked to who cast them. */
  secrecy: z.enum(['open', 'closed', 'secret']),
  /** Breaks the ties that nothing else breaks; fixed when the question was put. */
  seed: z.string(),
  settings: z.record(z.string(), z.json()),
  quorum: z.record(z.string(), z.json()).nullable(),
  voters: z.enum(voterKinds),
  weights: z.record(z.string(), z.json()),
  headQuorum: z.record(z.string(), z.json()).nullable(),
  /** The kept rule that decides, in its version; null where the question has a rule of its own. */
  keptRule: z.object({ id: z.uuid(), name: z.string(), version: z.int() }).nullable(),
  /** Who must agree besides; null where nobody must. */
  concurrence: z
    .object({
      groups: z.array(z.object({ id: z.uuid(), name: z.string(), threshold: z.string(), of: z.string() })),
      members: z.string(),
      people: z.string(),
    })
    .nullable(),
  silence: z.enum(['lapses', 'stands']),
  judgedBy: z.string(),
  ratificationAllowed: z.boolean(),
  ratifyBy: z.date(),
  mandateRequired: z.boolean(),
  mandateDeviation: z.enum(['refused', 'marked']),
  splitAllowed: z.boolean(),
  delegationAllowed: z.boolean(),
  /** Members whose voice goes with another one's ballot, and along which way. */
  carried: z.array(
    z.object({
      member: z.uuid(),
      memberName: z.string(),
      way: z.array(z.object({ member: z.uuid(), name: z.string() })),
      /** Its own binding mandate says otherwise, so the voice stays at home; told to both sides. */
      againstMandate: z.boolean(),
    }),
  ),
  /** Mandates of one's own members, and those that others share. */
  mandates: z.array(shapes.mandate),
  /** Ballots cast under a mandate: one's own members'; after the close also those cast otherwise than mandated. */
  mandated: z.array(shapes.mandated),
  /** Ballots that members took back before the close, the newest first. */
  takenBack: z.array(z.object({ member: z.uuid(), by: z.string(), at: z.date() })),
  proposedBy: z.object({ id: z.uuid(), name: z.string() }),
  forMember: z.string().nullable(),
  proposedAt: z.date(),
  opensAt: z.date().nullable(),
  openedAt: z.date().nullable(),
  closesAt: z.date(),
  /** Since when time stands still; null while it runs. */
  pausedAt: z.date().nullable(),
  /** The amendment that is voted on, where this is a vote on one. */
  amendment: z.uuid().nullable(),
  closedAt: z.date().nullable(),
  withdrawn: z.object({ at: z.date(), reason: z.string() }).nullable(),
  revisitOn: z.string().nullable(),
  subjects: z.array(z.string()),
  /** Limits of members that the subjects of this proposal meet. A person judges whether it truly touches them. */
  limits: z.array(
    z.object({
      memberName: z.string(),
      subject: z.string(),
      kind: z.string(),
      note: z.string(),
      untilOn: z.string().nullable(),
    }),
  ),
  roll: z.array(rollEntry),
  /** What the ballots were sealed under at the close, and how many papers there are. */
  seal: z.object({ root: z.string(), at: z.date(), papers: z.int() }).nullable(),
  objections: z.array(objection),
  comments: z.array(comment),
  outcomes: z.array(
    z.object({ at: z.date(), result: z.string(), provisionalUntil: z.date().nullable(), count: z.json() }),
  ),
});
export type Decision = z.infer<typeof decision>;
export type RollEntry = z.infer<typeof rollEntry>;
export type ObjectionView = z.infer<typeof objection>;
export type CommentView = z.infer<typeof comment>;
