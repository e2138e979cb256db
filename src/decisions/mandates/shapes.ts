// What is read of mandates: everything by the member's own people, by others only what the member shares.
import { z } from 'zod';
import { id } from '../../kernel/ids.ts';
import { kinds, ways } from './conclude.ts';
import { states } from './held.ts';

const choice = z.record(z.string(), z.json()).nullable();

const mandate = z.object({
  id,
  member: id,
  memberName: z.string(),
  /** What it is worth now: in force, expired, about an older text, asking again, superseded or revoked. */
  state: z.enum(states),
  kind: z.enum(kinds),
  choice,
  guidance: z.string(),
  decidedHow: z.string(),
  /** How many answers it was made of; null where it was recorded. */
  voices: z.int().nullable(),
  version: z.int(),
  givenBy: z.string(),
  givenAt: z.date(),
  goodUntil: z.date().nullable(),
  sharedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  endedBy: z.string(),
  endedReason: z.string(),
});
export type MandateView = z.infer<typeof mandate>;

const answer = z.object({
  says: z.enum(['choice', 'free', 'ask_again']),
  choice,
  note: z.string(),
  voices: z.int(),
  at: z.date(),
  replacedAt: z.date().nullable(),
  /** The representative who wrote it down; empty where it came by a link. */
  notedBy: z.string(),
});
export type AnswerView = z.infer<typeof answer>;

const consultation = z.object({
  id,
  state: z.enum(['open', 'over', 'answered', 'expired', 'taken_back']),
  way: z.enum(ways),
  /** While it is open, answers to a secret consultation are counted but not shown. */
  secret: z.boolean(),
  note: z.string(),
  version: z.int(),
  askedBy: z.string(),
  askedAt: z.date(),
  closesAt: z.date(),
  voices: z.int(),
  people: z.array(
    z.object({
      id,
      name: z.string(),
      email: z.string(),
      byCode: z.boolean(),
      revoked: z.boolean(),
      answered: z.boolean(),
      answers: z.array(answer),
    }),
  ),
  /** Counted in meetings, or given by word of mouth. */
  counts: z.array(answer),
});
export type ConsultationView = z.infer<typeof consultation>;

/** A ballot and the mandate it was cast under. */
const mandated = z.object({ member: id, held: z.enum(['followed', 'otherwise']), reason: z.string() });
export type MandatedView = z.infer<typeof mandated>;

export const shapes = { mandate, consultation, mandated };
