// What people say about a member, as inputs: used by the forms, the API and the import alike.
import { z } from 'zod';
import { line, text } from '../kernel/text.ts';
import { tidyWebsite } from './names.ts';

export const kinds = ['organization', 'individual'] as const;
export const ties = ['cooperation', 'coordination', 'collaboration'] as const;
export const authorities = ['decides', 'consults', 'observes'] as const;
export const limitKinds = ['never', 'ask_first', 'our_decision'] as const;
export const statuses = ['listed', 'invited', 'applied', 'active', 'declined', 'left', 'merged'] as const;

export type Kind = (typeof kinds)[number];
export type Tie = (typeof ties)[number];
export type Status = (typeof statuses)[number];
export type LimitKind = (typeof limitKinds)[number];

export const memberName = line(160).min(2);
export const personName = line(120).min(1);
export const website = line(300).refine((typed) => tidyWebsite(typed) !== undefined, 'members.websiteWrong');

/** An address, or nothing. */
export const emailOrNone = line(254).refine((typed) => typed === '' || isEmail(typed), 'kernel.wrongEmail');
const isEmail = (typed: string): boolean => z.email().safeParse(typed).success;

export const contact = z.strictObject({
  name: line(120).default(''),
  email: emailOrNone.default(''),
  phone: line(40).default(''),
  note: text(500).default(''),
});
export type Contact = z.infer<typeof contact>;

/** What everybody may know of a member. */
export const description = {
  name: memberName,
  website: website.default(''),
  place: line(120).default(''),
  about: text(2000).default(''),
  peopleRepresented: z.int().min(0).max(2_000_000_000).nullable().default(null),
};

const answer = text(4000);

/** The joining questions. The first two say who comes and why; without them there is nothing to talk about. */
export const answers = z.strictObject({
  whoWeAre: answer.min(1),
  whyWeAreHere: answer.min(1),
  whatWeBring: answer.default(''),
  ourLimits: answer.default(''),
  canWeDecide: answer.default(''),
  sensitiveAbout: answer.default(''),
});
export type Answers = z.infer<typeof answers>;
export const questions = Object.keys(answers.shape) as (keyof Answers)[];

/** Where a member stops: structured, so that a proposal or an action on the subject can be held against it. */
export const limit = z.strictObject({
  subject: line(60).min(1),
  kind: z.enum(limitKinds),
  until: z.iso.date().nullable().default(null),
  note: text(500).default(''),
});
export type Limit = z.infer<typeof limit>;
export const limits = z.array(limit).max(30);
