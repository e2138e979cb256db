// Every way to count, one line each, in the order in which people are offered them.
// To add one: write its file beside this one, add its line here, its words to messages/*/tally.json and docs/methods.md.

import { approval } from './approval.ts';
import type { Method } from './ballot.ts';
import { borda } from './borda.ts';
import { budgetGreedy } from './budget-greedy.ts';
import { budgetPoints, budgetShares } from './budget-shares.ts';
import { consensus } from './consensus.ts';
import { consent } from './consent.ts';
import { dots } from './dots.ts';
import { equalShares } from './equal-shares.ts';
import { irv } from './irv.ts';
import { majority } from './majority.ts';
import { meek } from './meek.ts';
import { plurality } from './plurality.ts';
import { rankedPairs } from './ranked-pairs.ts';
import { schulze } from './schulze.ts';
import { score } from './score.ts';
import { sequentialPav } from './sequential-pav.ts';
import { star } from './star.ts';
import { stv } from './stv.ts';

// biome-ignore lint/suspicious/noExplicitAny: each method knows its own settings; callers get them from its readSettings
type AnyMethod = Method<any>;

export const methods = {
  consent,
  consensus,
  majority,
  irv,
  schulze,
  'ranked-pairs': rankedPairs,
  stv,
  meek,
  'equal-shares': equalShares,
  'sequential-pav': sequentialPav,
  'budget-shares': budgetShares,
  'budget-points': budgetPoints,
  'budget-greedy': budgetGreedy,
  approval,
  score,
  star,
  dots,
  borda,
  plurality,
} as const satisfies Record<string, AnyMethod>;

export type MethodName = keyof typeof methods;

/** The method of this name, however it is spelled: "ranked-pairs", "Ranked Pairs", "ranked_pairs". */
export function findMethod(name: string): AnyMethod | undefined {
  const spelled = name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  return Object.hasOwn(methods, spelled) ? methods[spelled as MethodName] : undefined;
}

/** Does a new version of the text ask everybody again? */
export const asksAgain = (name: string): boolean => findMethod(name)?.asksAgain === true;

/** Does it divide money among options that cost something? */
export const dividesMoney = (name: string): boolean => findMethod(name)?.dividesMoney === true;
