// What queries promise about members.
import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { authorities, kinds, limitKinds, statuses, ties } from './fields.ts';

export const named = z.object({ id, name: z.string() });
export const constituency = named.extend({ mostAffected: z.boolean() });
export const voice = z.object({ name: z.string(), authority: z.enum(authorities) });

export const listedMember = named.extend({
  kind: z.enum(kinds),
  place: z.string(),
  website: z.string(),
  status: z.enum(statuses),
  since: z.date(),
  tie: z.enum(ties).nullable(),
  peopleRepresented: z.int().nullable(),
  constituencies: z.array(constituency),
  voices: z.array(voice),
});
export type ListedMember = z.infer<typeof listedMember>;

export const presentLimit = z.object({
  subject: z.string(),
  kind: z.enum(limitKinds),
  until: z.string().nullable(),
  note: z.string(),
});
export type PresentLimit = z.infer<typeof presentLimit>;

/** Somebody to turn to, and what they are at the member: a membership in Popolo's sense. */
export const shownContact = z.object({
  name: z.string(),
  email: z.string(),
  phone: z.string(),
  note: z.string(),
  externalId: z.string(),
  roles: z.array(z.object({ role: z.string(), onBehalfOf: z.string(), from: z.string(), until: z.string() })),
});
export type ShownContact = z.infer<typeof shownContact>;

export const givenAnswers = z.object({
  whoWeAre: z.string(),
  whyWeAreHere: z.string(),
  whatWeBring: z.string(),
  ourLimits: z.string(),
  canWeDecide: z.string(),
  sensitiveAbout: z.string(),
});
export type GivenAnswers = z.infer<typeof givenAnswers>;
