// A mandate as it holds at a moment, and whether a ballot keeps to it. Pure.
import { type Cast, isSplit } from '../tally/split.ts';
import type { Kind } from './conclude.ts';

export const states = ['in_force', 'expired', 'older_text', 'ask_again', 'superseded', 'revoked'] as const;
export type MandateState = (typeof states)[number];

export interface Mandate {
  id: string;
  kind: Kind;
  choice: Cast | null;
  /** The version of the text that it speaks of. */
  version: number;
  decidedHow: string;
  goodUntil: Date | null;
  endedWhy: 'superseded' | 'revoked' | null;
}

/** A newer text turns an older mandate into "ask again": nobody is bound by words that their people have not read. */
export function stateOf({ kind, version, goodUntil, endedWhy }: Mandate, present: number, now: Date): MandateState {
  if (endedWhy) return endedWhy;
  if (goodUntil && goodUntil <= now) return 'expired';
  if (version < present) return 'older_text';
  return kind === 'ask_again' ? 'ask_again' : 'in_force';
}

/** Does the choice keep to the mandate? Only a binding one can be broken. */
export const keepsTo = ({ kind, choice }: Pick<Mandate, 'kind' | 'choice'>, cast: Cast): boolean =>
  kind !== 'binding' || choice === null || canonical(choice) === canonical(cast);

/** One text for all ways to write the same choice. */
export function canonical(choice: Cast): string {
  if (isSplit(choice))
    return `split ${JSON.stringify(choice.split.map((p) => `${p.share} ${canonical(p.choice)}`).sort())}`;
  if ('ranking' in choice) return `ranking ${JSON.stringify(choice.ranking.map((rank) => [...rank].sort()))}`;
  if ('approved' in choice) return `approved ${JSON.stringify([...choice.approved].sort())}`;
  if ('scores' in choice) {
    const given = Object.entries(choice.scores).filter(([, score]) => score !== 0);
    return `scores ${JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
  }
  if ('answer' in choice) return choice.answer;
  throw new TypeError('a choice was expected');
}
