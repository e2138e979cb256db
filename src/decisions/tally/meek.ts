// The transferable vote by Meek's method: every elected option keeps just the part of each vote that it needs, and votes
// that come to it later pass on in the same proportion. B. L. Meek (1969); here by the reference rule of the
// Proportional Representation Foundation, with its nine decimals and its rounding.
// https://prfound.org/resources/reference/reference-meek-rule/
import { type Checked, type OptionId, type Outcome, ok, type Question, type Round } from './ballot.ts';
import { amount, approximate, type Fraction, fraction, subtract, sum } from './exact.ts';
import { distribute, SCALE } from './keep.ts';
import type { Profile } from './profile.ts';
import { rankedMethod } from './ranked.ts';
import { type Branch, growTree } from './ranking-tree.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';
import { breakTie, type Totals } from './ties.ts';
import { election, nameOf } from './turnout.ts';

export interface MeekSettings {
  readonly seats: number;
}

export const meek = rankedMethod<MeekSettings>(
  {
    name: 'meek',
    title: 'tally.meekTitle',
    explain: 'tally.meekExplain',
    readSettings,
  },
  tally,
);

function readSettings(raw: Raw): Checked<MeekSettings> {
  const seats = readSeats(raw);
  return seats.ok ? ok({ seats: seats.value }) : seats;
}

/** A surplus below this many billionths of a vote is none. */
const OMEGA = SCALE / 1_000_000n;

function tally(question: Question<MeekSettings>, profile: Profile): Outcome {
  const count = open(question, profile);
  const rounds: Round[] = [];
  while (count.anyVote && !count.done) {
    const { votes, surplus, reached } = iterate(count);
    const came = [...reached, ...electRest(count, votes)];
    const out = count.done || reached.length > 0 ? { excluded: [], ties: [] } : lowest(count, votes, surplus);
    const totals: Totals = new Map([...votes].map(([id, held]) => [id, fraction(held, SCALE * count.unit)]));
    rounds.push(tellRound(count, totals, came, out));
    count.earlier.push(totals);
    for (const id of out.excluded) count.keep.set(id, 0n);
  }
  return {
    method: meek.name,
    ...election(count.elected, () => ({
      key: 'tally.stvElected',
      variables: {
        winners: count.elected.map((id) => nameOf(question.options, id)).join(', '),
        quota: approximate(fraction(count.quota, SCALE)),
      },
    })),
    ...profile.told,
    rounds,
  };
}

interface Count {
  readonly tree: Branch;
  readonly ids: readonly OptionId[];
  readonly weight: Fraction;
  /** What one vote is in the papers' whole weights. */
  readonly unit: bigint;
  readonly seats: number;
  readonly seed: string;
  readonly anyVote: boolean;
  /** The part of a vote that an option keeps, in billionths; 0 for those who are out. */
  readonly keep: Map<OptionId, bigint>;
  readonly elected: OptionId[];
  readonly earlier: Totals[];
  readonly standing: () => OptionId[];
  readonly hopeful: () => OptionId[];
  /** In billionths of a vote. */
  quota: bigint;
  done: boolean;
}

/** What each option holds, in billionths of a unit. */
type Votes = ReadonlyMap<OptionId, bigint>;

function open({ settings, seed }: Question<MeekSettings>, profile: Profile): Count {
  const { options: ids, weights, weight } = profile;
  const tree = growTree(profile);
  const keep = new Map<OptionId, bigint>(ids.map((id) => [id, SCALE]));
  const elected: OptionId[] = [];
  const standing = () => ids.filter((id) => keep.get(id) !== 0n);
  return {
    ...{ tree, ids, weight, unit: weights.unit, seats: settings.seats, seed, keep, elected, standing },
    anyVote: tree.next().some((branch) => branch.weight > 0),
    earlier: [],
    hopeful: () => standing().filter((id) => !elected.includes(id)),
    quota: 0n,
    done: false,
  };
}

/** Rule B.2: hand out votes and adjust the keep factors until somebody new has the quota, or the surplus is gone. */
function iterate(count: Count): { votes: Votes; surplus: bigint; reached: readonly OptionId[] } {
  const { tree, ids, unit, seats, keep, elected, standing, hopeful } = count;
  for (let last: bigint | undefined; ; ) {
    const held = distribute(tree, ids, keep);
    const votes = new Map(standing().map((id) => [id, BigInt(held[ids.indexOf(id)]!)]));
    count.quota = total(votes.values()) / (unit * BigInt(seats + 1)) + 1n;
    const enough = count.quota * unit;
    const reached = byVotes(
      hopeful().filter((id) => votes.get(id)! >= enough),
      votes,
    );
    elected.push(...reached);
    const surplus = total(elected.map((id) => votes.get(id)! - enough));
    if (reached.length > 0 || surplus < OMEGA * unit || (last !== undefined && surplus >= last)) {
      return { votes, reached, surplus: surplus > 0n ? surplus : 0n };
    }
    last = surplus;
    for (const id of elected) {
      const needed = divideUp(keep.get(id)! * count.quota, SCALE);
      keep.set(id, divideUp(needed * SCALE * unit, votes.get(id)!));
    }
  }
}

/** Rule C: once no more are left than seats, they are elected. */
function electRest(count: Count, votes: Votes): readonly OptionId[] {
  const left = count.seats - count.elected.length;
  const rest = left > 0 && count.hopeful().length <= left ? byVotes(count.hopeful(), votes) : [];
  count.elected.push(...rest);
  count.done = count.elected.length >= count.seats || count.hopeful().length === 0;
  return rest;
}

/** Rule B.3: the lowest goes out; those within the surplus of it are tied with it. */
function lowest({ hopeful, seats, elected, earlier, seed }: Count, votes: Votes, surplus: bigint): Out {
  const left = hopeful();
  const nobodys = left.filter((id) => votes.get(id) === 0n);
  // Those whom nobody holds go out together where one after another would change nothing.
  if (nobodys.length > 0 && left.length - nobodys.length >= seats - elected.length)
    return { excluded: nobodys, ties: [] };
  const least = left.map((id) => votes.get(id)!).reduce((least, one) => (one < least ? one : least));
  const tied = left.filter((id) => votes.get(id)! <= least + surplus);
  if (tied.length === 1) return { excluded: tied, ties: [] };
  const tie = breakTie(tied, 'excluded', earlier, seed);
  return { excluded: [tie.picked], ties: [tie] };
}

type Out = Pick<Round, 'excluded' | 'ties'>;

function tellRound(
  { weight, quota, keep, standing }: Count,
  totals: Totals,
  came: readonly OptionId[],
  out: Out,
): Round {
  return {
    totals: [...totals].map(([option, held]) => ({ option, weight: amount(held) })),
    exhausted: amount(subtract(weight, sum(totals.values()))),
    needed: { weight: amount(fraction(quota, SCALE)), reach: 'at-least' },
    keeps: standing().map((option) => ({ option, weight: amount(fraction(keep.get(option)!, SCALE)) })),
    elected: came,
    transfers: [],
    ...out,
  };
}

function byVotes(ids: readonly OptionId[], votes: Votes): OptionId[] {
  return ids.toSorted((a, b) => (votes.get(b)! > votes.get(a)! ? 1 : votes.get(b)! < votes.get(a)! ? -1 : 0));
}

function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}

function total(values: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum;
}
