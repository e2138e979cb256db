// Rules in a file, in the form of published tables of power: a quota, weights, labels. What is reckoned goes beside them.
import { z } from 'zod';
import { type Checked, ok, type Problem, refuse } from '../decisions/tally/ballot.ts';
import { amount, type Fraction, fraction, ONE, readFraction } from '../decisions/tally/exact.ts';
import type { Requirement } from './game.ts';
import { type Power, powerOf } from './indices.ts';
import type { Steps } from './swings.ts';

const exact = z.union([z.number(), z.string()]).transform((value, context) => {
  const read = readFraction(value);
  if (!read) context.addIssue({ code: 'custom', message: 'power.notExact' });
  return read ?? ONE;
});
const part = { quota: exact, weights: z.array(exact), reach: z.enum(['more', 'at-least']).default('at-least') };
/** What else stands in an entry (id, source, published …) is kept as it is. */
const entrySchema = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  quota: exact.optional(),
  weights: part.weights.optional(),
  reach: part.reach,
  labels: z.array(z.string()).optional(),
  /** So many members must agree besides. */
  min_members: z.int().min(0).default(0),
  /** More requirements, all to be met together. */
  rules: z.array(z.strictObject(part)).default([]),
});
type Entry = z.infer<typeof entrySchema>;

/** One rule of the file as it stood there, and what came out. */
export interface Reckoned {
  readonly given: Record<string, unknown>;
  readonly title: string;
  readonly labels: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly power: Power;
  /** Whether the indices are those that the file calls published; undefined where it has none to compare. */
  readonly asPublished: boolean | undefined;
}

/** `where` names the rule that is wrong, by its id or its place in the file. */
export type FileProblem = Problem & { readonly where?: string };

/** Reads one rule, or an array of rules, and reckons each of them; refused as a whole if one of them is wrong. */
export function reckonFile(
  text: string,
  most: Steps,
): Checked<readonly Reckoned[]> | { ok: false; problem: FileProblem } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return refuse({ key: 'power.notJson' });
  }
  const reckoned: Reckoned[] = [];
  const entries = Array.isArray(file) ? file : [file];
  if (entries.length === 0) return refuse({ key: 'power.fileEmpty' });
  for (const [at, given] of entries.entries()) {
    const one = reckon(given, `${at + 1}`, most);
    if (!one.ok) return { ok: false, problem: { ...one.problem, where: idOf(given) ?? `${at + 1}` } };
    reckoned.push(one.value);
  }
  return ok(reckoned);
}

const idOf = (given: unknown): string | undefined => {
  const id = (given as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
};

function reckon(given: unknown, place: string, most: Steps): Checked<Reckoned> {
  const read = entrySchema.safeParse(given);
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    const field = path.join('.');
    return message === 'power.notExact'
      ? refuse({ key: 'power.notExact', variables: { field } })
      : refuse({ key: 'power.fieldWrong', variables: { field: field || '–' } });
  }
  const entry = read.data;
  const requirements = requirementsOf(entry);
  if (!requirements.ok) return requirements;
  const members = requirements.value[0]!.weights.length;
  if (entry.labels && entry.labels.length !== members)
    return refuse({ key: 'power.labelsMissing', variables: { members, labels: entry.labels.length } });
  const power = powerOf(members, requirements.value, most);
  if (!power.ok) return power;
  const labels = entry.labels ?? power.value.members.map((_, member) => `${member + 1}`);
  return ok({
    given: given as Record<string, unknown>,
    title: String(entry.id ?? place),
    labels,
    requirements: requirements.value,
    power: power.value,
    asPublished: compared(entry.published, labels, power.value),
  });
}

function requirementsOf({ quota, weights, reach, rules, min_members }: Entry): Checked<readonly Requirement[]> {
  if ((quota === undefined) !== (weights === undefined) || (quota === undefined && rules.length === 0))
    return refuse({ key: 'power.quotaOrWeightsMissing' });
  const own = quota && weights ? [{ quota, weights, reach }] : [];
  const all: Requirement[] = [...own, ...rules];
  const count = all[0]!.weights.map(() => ONE);
  return ok(min_members > 0 ? [...all, { quota: fraction(min_members), weights: count, reach: 'at-least' }] : all);
}

/** Published indices are one for each member, or one for each label that members share; prose is left to readers. */
function compared(published: unknown, labels: readonly string[], { members }: Power): boolean | undefined {
  const found = (['shapley', 'banzhaf'] as const).flatMap((index) => {
    const values = (published as Record<string, unknown> | undefined)?.[index];
    if (typeof values !== 'object' || values === null) return [];
    const said = labels.map((label, at) =>
      readFraction((values as Record<string, unknown>)[Array.isArray(values) ? at : label]),
    );
    return [members.every((member, at) => said[at] !== undefined && amount(said[at]) === amount(member[index]))];
  });
  return found.length === 0 ? undefined : found.every(Boolean);
}

/** The entry with what was reckoned, in the form of the published tables; exact fractions as text. */
export function asEntry({ given, power, asPublished }: Reckoned): Record<string, unknown> {
  const each = (read: (member: Power['members'][number]) => Fraction) =>
    power.members.map((member) => amount(read(member)));
  return {
    ...given,
    status: asPublished === undefined ? 'recomputed' : asPublished ? 'recomputed equal' : 'recomputed different',
    recomputed: {
      swings: power.members.map(({ swings }) => plain(swings)),
      total_swings: plain(power.totalSwings),
      banzhaf: each(({ banzhaf }) => banzhaf),
      banzhaf_abs: each(({ absolute }) => absolute),
      shapley: each(({ shapley }) => shapley),
      prevents: each(({ prevents }) => prevents),
      acts: amount(power.acts),
      winning: plain(power.winning),
      least_winning: power.leastWinning,
      least_blocking: power.leastBlocking,
      dummies: power.members.map(({ dummy }) => dummy),
      vetoes: power.members.map(({ veto }) => veto),
      wins_alone: power.members.map(({ winsAlone }) => winsAlone),
    },
  };
}

/** A number where JSON holds it exactly, else text. */
const plain = (count: bigint): number | string =>
  count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : `${count}`;
