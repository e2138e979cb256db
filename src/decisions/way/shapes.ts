// What a program gets to read of the way to a decision.
import { z } from 'zod';

/** What facilitators did with the hours of a vote. */
export const turn = z.object({
  kind: z.enum(['extended', 'paused', 'resumed', 'reopened']),
  at: z.date(),
  by: z.string(),
  reason: z.string(),
  /** The closing hour from then on, where it moved. */
  closesAt: z.date().nullable(),
});
export type Turn = z.infer<typeof turn>;

export const amendmentView = z.object({
  /** The proposal that it would change. */
  proposal: z.int(),
  number: z.int(),
  version: z.int(),
  part: z.int(),
  title: z.string(),
  before: z.string(),
  after: z.string(),
  reason: z.string(),
  proposedBy: z.uuid(),
  by: z.string(),
  forMember: z.string().nullable(),
  at: z.date(),
  state: z.enum(['open', 'accepted', 'voting', 'carried', 'rejected', 'withdrawn', 'fallen']),
  /** The version in which it was taken up. */
  made: z.int().nullable(),
  /** The number of the vote on it. */
  vote: z.int().nullable(),
  closesAt: z.date().nullable(),
  /** Still open, but the words that it would change are no longer there. */
  stale: z.boolean(),
  /** Other amendments to the same words that are not settled. */
  rivals: z.array(z.int()),
});
export type AmendmentView = z.infer<typeof amendmentView>;

export const statement = z.object({ decided: z.string(), why: z.string(), at: z.date(), by: z.string() });
export const explanation = z.object({
  member: z.uuid(),
  memberName: z.string(),
  kind: z.enum(['explanation', 'dissent']),
  says: z.string(),
  at: z.date(),
  by: z.string(),
});
export const followUp = z.object({
  id: z.uuid(),
  what: z.string(),
  member: z.uuid().nullable(),
  memberName: z.string().nullable(),
  who: z.string(),
  dueOn: z.string(),
  byPerson: z.uuid(),
  became: z.enum(['open', 'done', 'dropped']),
  why: z.string(),
  markedAt: z.date().nullable(),
  markedBy: z.string().nullable(),
});
export type FollowUp = z.infer<typeof followUp>;
export const lookedAgain = z.object({
  verdict: z.enum(['kept', 'change']),
  why: z.string(),
  nextOn: z.string().nullable(),
  at: z.date(),
  by: z.string(),
});
export const sounding = z.object({
  id: z.uuid(),
  version: z.int(),
  per: z.enum(['person', 'member']),
  anonymous: z.boolean(),
  at: z.date(),
  endedAt: z.date().nullable(),
  byPerson: z.uuid(),
  answers: z.int(),
  /** How many said each level, the coldest first; null while it could tell who said what. */
  spread: z.array(z.int()).nullable(),
  /** What one said oneself, and for one's members. */
  mine: z.array(z.object({ voice: z.uuid(), level: z.int() })),
});
export const adviceView = z.object({
  id: z.uuid(),
  member: z.uuid().nullable(),
  who: z.string(),
  asks: z.string(),
  at: z.date(),
  says: z.string().nullable(),
  saidAt: z.date().nullable(),
});
export type Sounding = z.infer<typeof sounding>;

export const way = z.object({
  /** Newest first. */
  turns: z.array(turn),
  amendments: z.array(amendmentView),
  soundings: z.array(sounding),
  advice: z.array(adviceView),
  statements: z.array(statement),
  explanations: z.array(explanation),
  followUps: z.array(followUp),
  revisits: z.array(lookedAgain),
  /** Numbers of the decisions that this one would change, and that would change this one. */
  changes: z.int().nullable(),
  changedBy: z.array(z.int()),
  /** Who belongs now: for asking advice. */
  members: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type Way = z.infer<typeof way>;
