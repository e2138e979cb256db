// Where proposals start from: for each kind of question a rule, hours and a word of help, which people then change.

/** Fields of the form of a proposal, as it sends them, but for the hours, which are counted from when it is put. */
export interface Template {
  name: string;
  method: string;
  threshold?: '1/2' | '2/3' | '3/4' | '1';
  of?: 'votes' | 'ballots' | 'roll';
  quorum: '' | '1/3' | '1/2' | '2/3' | '3/4';
  judges?: 'coordinators' | 'objectors';
  /** From now until the vote opens by itself; without it a coordinator opens it. */
  hoursToOpen?: number;
  /** From now until it closes, and from the close until members have ratified. */
  hoursToClose: number;
  hoursToRatify: number;
  /** After the close, the days until it is looked at again. */
  daysToRevisit?: number;
}

const day = 24;

export const templates = [
  {
    name: 'consent',
    method: 'consent',
    quorum: '1/3',
    hoursToClose: 5 * day,
    hoursToRatify: 7 * day,
    daysToRevisit: 90,
  },
  {
    name: 'money',
    method: 'majority',
    quorum: '1/2',
    threshold: '2/3',
    hoursToClose: 10 * day,
    hoursToRatify: 7 * day,
  },
  {
    name: 'statement',
    method: 'majority',
    quorum: '2/3',
    threshold: '3/4',
    hoursToClose: 7 * day,
    hoursToRatify: 7 * day,
  },
  { name: 'elect', method: 'stv', quorum: '1/2', hoursToClose: 14 * day, hoursToRatify: 0, daysToRevisit: 365 },
  {
    name: 'platform',
    method: 'majority',
    quorum: '2/3',
    threshold: '2/3',
    of: 'roll',
    hoursToClose: 21 * day,
    hoursToRatify: 14 * day,
  },
  {
    name: 'emergency',
    method: 'majority',
    quorum: '1/3',
    threshold: '1/2',
    hoursToOpen: 0,
    hoursToClose: day,
    hoursToRatify: 3 * day,
    daysToRevisit: 14,
  },
  { name: 'divide', method: 'equal-shares', quorum: '1/2', hoursToClose: 14 * day, hoursToRatify: 7 * day },
  {
    name: 'admit',
    method: 'consent',
    quorum: '1/2',
    judges: 'objectors',
    hoursToClose: 7 * day,
    hoursToRatify: 7 * day,
  },
] as const satisfies Template[];

export type TemplateName = (typeof templates)[number]['name'];

export const findTemplate = (name: string | undefined): Template | undefined =>
  templates.find((template) => template.name === name);

/**
 * The form's fields filled from a template, as if somebody had typed them.
 * @param local writes a moment as a field of date and time shows it, in the person's zone
 */
export function fieldsOf(template: Template, now: Date, local: (moment: Date) => string): Record<string, string[]> {
  // Whole hours: nobody closes a vote at 18:43.
  const start = Math.ceil(now.getTime() / 3600_000) * 3600_000;
  const after = (hours: number) => new Date(start + hours * 3600_000);
  const { hoursToOpen, hoursToClose, hoursToRatify, daysToRevisit } = template;
  return {
    method: [template.method],
    'settings.threshold': [template.threshold ?? '1/2'],
    'settings.of': [template.of ?? 'votes'],
    quorum: [template.quorum],
    objectionsJudgedBy: [template.judges ?? 'coordinators'],
    ratificationSilence: ['lapses'],
    ratificationAllowed: hoursToRatify > 0 ? ['on'] : [],
    closesAt: [local(after(hoursToClose))],
    ...(hoursToOpen !== undefined && { opensAt: [local(after(hoursToOpen))] }),
    ...(hoursToRatify > 0 && { ratifyBy: [local(after(hoursToClose + hoursToRatify))] }),
    ...(daysToRevisit !== undefined && {
      revisitOn: [local(after(hoursToClose + daysToRevisit * 24)).slice(0, 10)],
    }),
  };
}

interface Ruled {
  method: string;
  settings: Record<string, unknown>;
  quorum: unknown;
  judgedBy: string;
  ratificationAllowed: boolean;
  proposedAt: Date;
  closesAt: Date;
  ratifyBy: Date;
}

/** The rule and the hours of a decision, to be used again. */
export function templateOf(decision: Ruled): Template {
  const hours = (from: Date, until: Date) => Math.max(0, Math.round((until.getTime() - from.getTime()) / 3600_000));
  const quorum = String((decision.quorum as { threshold?: unknown } | null)?.threshold ?? '');
  return {
    name: '',
    method: decision.method,
    threshold: oneOf(['1/2', '2/3', '3/4', '1'], decision.settings.threshold),
    of: oneOf(['votes', 'ballots', 'roll'], decision.settings.of),
    quorum: oneOf(['1/3', '1/2', '2/3', '3/4'], quorum) ?? '',
    judges: decision.judgedBy === 'objectors' ? 'objectors' : 'coordinators',
    hoursToClose: Math.max(1, hours(decision.proposedAt, decision.closesAt)),
    hoursToRatify: decision.ratificationAllowed ? hours(decision.closesAt, decision.ratifyBy) : 0,
  };
}

const oneOf = <T extends string>(known: T[], value: unknown): T | undefined => known.find((each) => each === value);
