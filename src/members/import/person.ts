import { z } from 'zod';
import { line, text } from '../../kernel/text.ts';
import { emailOrNone } from '../fields.ts';

/** A day, a month or a year, as Popolo allows. */
const about = z.string().regex(/^(?:\d{4}(?:-\d\d(?:-\d\d)?)?)?$/, 'kernel.wrongDate');

/** What somebody is at an organization, for whom, from when until when: a membership in Popolo's sense. */
export const role = z.object({
  role: line(200).default(''),
  onBehalfOf: line(200).default(''),
  from: about.default(''),
  until: about.default(''),
});
export type Role = z.infer<typeof role>;

/** Somebody to turn to at an organization, with what they are there. */
export const person = z.object({
  externalId: line(200).default(''),
  name: line(120).default(''),
  email: emailOrNone.default(''),
  phone: line(40).default(''),
  note: text(500).default(''),
  roles: z.array(role).max(50).default([]),
});
export type Person = z.input<typeof person>;
export const mostPeople = 2000;
