// The indices of power and what else the swings say.
// Penrose (1946), "The Elementary Statistics of Majority Voting"; Banzhaf (1965), "Weighted Voting Doesn't Work";
// Shapley and Shubik (1954), "A Method for Evaluating the Distribution of Power in a Committee System";
// Coleman (1971), "Control of Collectivities and the Power of a Collectivity to Act".
import { type Checked, ok } from '../decisions/tally/ballot.ts';
import { type Fraction, fraction } from '../decisions/tally/exact.ts';
import { type Requirement, readGame } from './game.ts';
import { countSwings, type Steps, type Swings } from './swings.ts';

/** What a member's voice weighs under a rule, in the order of the members. */
export interface MemberPower {
  /** In how many coalitions of the others its voice decides. */
  readonly swings: bigint;
  /** Its share of all swings. */
  readonly banzhaf: Fraction;
  /** The chance that its voice decides if all others toss a coin (Penrose's measure). */
  readonly absolute: Fraction;
  /** The chance that it is the one who turns the vote, if all say yes one after the other in an order drawn by lot. */
  readonly shapley: Fraction;
  /** The share of the winning coalitions that would lose without it (Coleman's power to prevent). */
  readonly prevents: Fraction;
  /** Its voice never decides. */
  readonly dummy: boolean;
  /** Nothing passes without it. */
  readonly veto: boolean;
  /** It carries a question with nobody else. */
  readonly winsAlone: boolean;
}

export interface Power {
  readonly members: readonly MemberPower[];
  readonly totalSwings: bigint;
  /** How many coalitions win, of two to the power of the members. */
  readonly winning: bigint;
  /** The share of all coalitions that win (Coleman's power to act): how easily anything passes. */
  readonly acts: Fraction;
  /** The size of the smallest coalition that wins. */
  readonly leastWinning: number;
  /** The size of the smallest group without which nobody wins. */
  readonly leastBlocking: number;
}

/** Reckons the power of every member when all requirements must be met together. Exact, or refused as too costly. */
export function powerOf(members: number, requirements: readonly Requirement[], most: Steps): Checked<Power> {
  const game = readGame(members, requirements);
  if (!game.ok) return game;
  const swings = countSwings(game.value, most);
  return swings.ok ? ok(powerFrom(swings.value)) : swings;
}

function powerFrom(swings: Swings): Power {
  const size = swings.length;
  const perSize = Array.from({ length: size }, (_, others) => total(swings.map((row) => row[others]!)));
  const totalSwings = total(perSize);
  const winning = winningFrom(perSize);
  const orders = ordersOf(size);
  const seen = new Map<readonly bigint[], MemberPower>();
  const powerOfRow = (row: readonly bigint[]): MemberPower => {
    const own = total(row);
    return {
      swings: own,
      banzhaf: fraction(own, totalSwings),
      absolute: fraction(own, 1n << BigInt(size - 1)),
      shapley: fraction(total(row.map((count, others) => count * orders.with[others]!)), orders.all),
      prevents: fraction(own, winning),
      dummy: own === 0n,
      veto: row.at(-1)! > 0n,
      winsAlone: row[0]! > 0n,
    };
  };
  // Members of one kind share their row, and so their reckoning.
  for (const row of swings) if (!seen.has(row)) seen.set(row, powerOfRow(row));
  return {
    members: swings.map((row) => seen.get(row)!),
    totalSwings,
    winning,
    acts: fraction(winning, 1n << BigInt(size)),
    // In a winning coalition of the least size everybody is needed; so with the last who still could block.
    leastWinning: perSize.findIndex((count) => count > 0n) + 1,
    leastBlocking: size - perSize.findLastIndex((count) => count > 0n),
  };
}

/**
 * Each winning coalition of a size, less one of its members, is a coalition of the size below that either loses (a
 * swing) or wins too: so the numbers of winning coalitions follow from each other.
 */
function winningFrom(perSize: readonly bigint[]): bigint {
  let [winning, all] = [0n, 0n];
  perSize.forEach((swings, others) => {
    winning = (swings + winning * BigInt(perSize.length - others)) / BigInt(others + 1);
    all += winning;
  });
  return all;
}

/** In how many orders so many others come before a member, and the number of all orders. */
function ordersOf(size: number): { with: bigint[]; all: bigint } {
  const factorials = [1n];
  for (let count = 1; count <= size; count++) factorials.push(factorials[count - 1]! * BigInt(count));
  return {
    with: Array.from({ length: size }, (_, others) => factorials[others]! * factorials[size - 1 - others]!),
    all: factorials[size]!,
  };
}

const total = (counts: readonly bigint[]): bigint => counts.reduce((all, count) => all + count, 0n);
