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

export const way = z.object({
  /** Newest first. */
  turns: z.array(turn),
});
export type Way = z.infer<typeof way>;
