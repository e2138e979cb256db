// A voting rule that a coalition thinks about, and the power that each member would have under it.
import { type Checked, ok } from '../decisions/tally/ballot.ts';
import { divide, type Fraction, fraction, ONE, sum, ZERO } from '../decisions/tally/exact.ts';
import type { Requirement } from './game.ts';
import { type MemberPower, type Power, powerOf } from './indices.ts';
import type { Steps } from './swings.ts';
import { type Weighing, weigh } from './weighing.ts';

export const quotas = ['1/2', '2/3', '3/4', '1'] as const;
export const concurrences = ['none', 'together', 'each'] as const;

export interface Rule extends Weighing {
  readonly quota: (typeof quotas)[number];
  /** More than half of the members of the most affected constituencies, together or in each, must agree besides. */
  readonly concurrence: (typeof concurrences)[number];
  /** More than half of the members, and of the people they speak for, must agree besides. */
  readonly doubleMajority: boolean;
}

export interface Voter {
  readonly people: number;
  /** The most affected constituencies that it belongs to. */
  readonly affected: readonly { readonly id: string; readonly name: string }[];
}

/** What has to be reached, said so that a page can put it in words. */
export interface Part extends Requirement {
  readonly of: 'votes' | 'members' | 'people' | 'affected';
  /** The constituency, where each has its own majority. */
  readonly name: string | null;
}

export interface WhatIf {
  readonly parts: readonly (Omit<Part, 'weights'> & { readonly total: Fraction })[];
  readonly power: Power;
  readonly members: readonly (MemberPower & {
    readonly weight: Fraction;
    readonly weightShare: Fraction;
    readonly peopleShare: Fraction;
  })[];
}

/** The power of each voter under the rule, in their order. */
export function whatIf(voters: readonly Voter[], rule: Rule, most: Steps): Checked<WhatIf> {
  const parts = partsOf(voters, rule);
  const power = powerOf(voters.length, parts, most);
  if (!power.ok) return power;
  const people = voters.map((voter) => fraction(voter.people));
  const shareOf = (values: readonly Fraction[]) => {
    const whole = sum(values);
    return values.map((value) => (whole.n === 0n ? ZERO : divide(value, whole)));
  };
  const { weights } = parts[0]!;
  const [weightShares, peopleShares] = [shareOf(weights), shareOf(people)];
  return ok({
    parts: parts.map(({ weights, ...part }) => ({ ...part, total: sum(weights) })),
    power: power.value,
    members: power.value.members.map((member, at) => ({
      ...member,
      weight: weights[at]!,
      weightShare: weightShares[at]!,
      peopleShare: peopleShares[at]!,
    })),
  });
}

function partsOf(voters: readonly Voter[], rule: Rule): Part[] {
  const half = { quota: '1/2', name: null } as const;
  const votes = weigh(
    voters.map(({ people }) => people),
    rule,
  ).map((vote) => fraction(vote));
  const parts = [part('votes', votes, { quota: rule.quota, name: null })];
  if (rule.doubleMajority) {
    const people = voters.map((voter) => fraction(voter.people));
    parts.push(
      part(
        'members',
        voters.map(() => ONE),
        half,
      ),
      part('people', people, half),
    );
  }
  if (rule.concurrence === 'together') {
    parts.push(
      part(
        'affected',
        voters.map(({ affected }) => (affected.length > 0 ? ONE : ZERO)),
        half,
      ),
    );
  }
  if (rule.concurrence === 'each') {
    for (const [id, name] of constituencies(voters)) {
      const belongs = voters.map(({ affected }) => (affected.some((one) => one.id === id) ? ONE : ZERO));
      parts.push(part('affected', belongs, { quota: '1/2', name }));
    }
  }
  return parts;
}

/** Half means more than half; any other share means at least that share. */
function part(of: Part['of'], weights: Fraction[], { quota, name }: { quota: string; name: string | null }): Part {
  const { n, d } = sum(weights);
  const share = fraction(quota);
  return { of, name, weights, quota: fraction(n * share.n, d * share.d), reach: quota === '1/2' ? 'more' : 'at-least' };
}

const constituencies = (voters: readonly Voter[]): Map<string, string> =>
  new Map(voters.flatMap(({ affected }) => affected.map(({ id, name }) => [id, name] as const)));
