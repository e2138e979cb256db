/**
 * The conditions under which coalitions form and last, as Mizrahi and Rosenthal found them in forty coalitions
 * (2001), in words of our own; `unity` asks what they weigh at the end: would fewer, more alike, do better at first?
 */
export const conditions = [
  'significance',
  'timing',
  'climate',
  'resources',
  'history',
  'urgency',
  'targets',
  'winning',
  'unity',
] as const;
export type Condition = (typeof conditions)[number];

/** From the weakest to the strongest; each condition has a sentence of its own for each. */
export const levels = ['missing', 'weak', 'fair', 'strong'] as const;
export type Level = (typeof levels)[number];

/** The three ways on: form now, create what is missing first, or do something else. */
export const ways = ['form', 'create', 'alternative'] as const;
export type Way = (typeof ways)[number];

/** What can be done where a coalition is not the answer, or not yet. */
export const alternatives = ['awareness', 'network', 'support', 'smaller'] as const;
export type Alternative = (typeof alternatives)[number];
