// The transferable vote by Meek's method: every elected option keeps just the part of each vote that it needs, and votes
// that come to it later pass on in the same proportion. B. L. Meek (1969); here by the reference rule of the
// Proportional Representation Foundation, with its nine decimals and its rounding.
// https://prfound.org/resources/reference/reference-meek-rule/
import {
  type Checked,
  type Method,
  type OptionId,
  type Outcome,
  ok,
  type Paper,
  type Question,
  type Round,
  type TieBreak,
} from './ballot.ts';
import { checkRanking } from './choices.ts';
import { amount, approximate, fraction } from './exact.ts';
import { distribute, SCALE } from './keep.ts';
import { growTree } from './ranking-tree.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';
import { breakTie, type Totals } from './ties.ts';
import { election, nameOf, turnout } from './turnout.ts';
import { wholeWeights } from './whole.ts';

export interface MeekSettings {
  readonly seats: number;
}

export const meek: Method<MeekSettings> = {
  name: 'meek',
  title: 'tally.meekTitle',
  explain: 'tally.meekExplain',
  shape: 'ranking',
  readSettings,
  validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
  tally,
};

function readSettings(raw: Raw): Checked<MeekSettings> {
  const seats = readSeats(raw);
  return seats.ok ? ok({ seats: seats.value }) : seats;
}

/** A surplus below this many billionths of a vote is none. */
const OMEGA = SCALE / 1_000_000n;

function tally(question: Question<MeekSettings>, papers: readonly Paper[]): Outcome {
  const { options, settings, seed } = question;
  const { voting, told, weight } = turnout(papers);
  const ids = options.map(({ id }) => id);
  const weights = wholeWeights(voting);
  const unit = weights.unit;
  const tree = growTree(ids, voting, weights);
  // Billionths throughout: what part of a vote an option keeps, and (times the weights' unit) what it holds.
  const keep = new Map<OptionId, bigint>(ids.map((id) => [id, SCALE]));
  const elected: OptionId[] = [];
  const excluded = new Set<OptionId>();
  const hopeful = () => ids.filter((id) => !elected.includes(id) && !excluded.has(id));
  const earlier: Totals[] = [];
  const rounds: Round[] = [];
  let quota = 0n;

  const anyVote = [...tree.next.values()].some((branch) => branch.weight > 0);
  while (anyVote) {
    const settled = iterate();
    const { votes } = settled;
    const rest = hopeful().length <= settings.seats - elected.length ? byVotes(hopeful(), votes) : [];
    elected.push(...rest);
    const done = elected.length >= settings.seats || hopeful().length === 0;
    const out = done || settled.elected.length > 0 ? { excluded: [], ties: [] } : exclude(votes, settled.surplus);
    const totals: Totals = new Map([...votes].map(([id, held]) => [id, fraction(held, SCALE * unit)]));
    earlier.push(totals);
    rounds.push(tellRound(totals, [...settled.elected, ...rest], out));
    for (const id of out.excluded) {
      excluded.add(id);
      keep.set(id, 0n);
    }
    if (done) break;
  }

  /** Rule B.2: until somebody new reaches the quota, or the surplus is gone. */
  function iterate() {
    let last: bigint | undefined;
    for (;;) {
      const votes = new Map(
        distribute(tree, ids, keep)
          .map((held, position) => [ids[position]!, BigInt(held)] as const)
          .filter(([id]) => !excluded.has(id)),
      );
      let sum = 0n;
      for (const held of votes.values()) sum += held;
      quota = sum / (unit * BigInt(settings.seats + 1)) + 1n;
      const reached = byVotes(
        hopeful().filter((id) => votes.get(id)! >= quota * unit),
        votes,
      );
      elected.push(...reached);
      let surplus = 0n;
      for (const id of elected) surplus += votes.get(id)! - quota * unit;
      if (reached.length > 0 || surplus < OMEGA * unit || (last !== undefined && surplus >= last)) {
        return { votes, elected: reached, surplus: surplus > 0n ? surplus : 0n };
      }
      last = surplus;
      for (const id of elected)
        keep.set(id, divideUp(divideUp(keep.get(id)! * quota, SCALE) * SCALE * unit, votes.get(id)!));
    }
  }

  /** Rule B.3: the lowest goes out; those within the surplus of it are tied with it. */
  function exclude(votes: Votes, surplus: bigint): { excluded: readonly OptionId[]; ties: readonly TieBreak[] } {
    const left = hopeful();
    const nobodys = left.filter((id) => votes.get(id) === 0n);
    // Those whom nobody holds go out together where one after another would change nothing.
    if (nobodys.length > 0 && left.length - nobodys.length >= settings.seats - elected.length)
      return { excluded: nobodys, ties: [] };
    const held = left.map((id) => votes.get(id)!);
    const lowest = held.reduce((least, one) => (one < least ? one : least));
    const tied = left.filter((id) => votes.get(id)! <= lowest + surplus);
    if (tied.length === 1) return { excluded: tied, ties: [] };
    const tie = breakTie(tied, 'excluded', earlier, seed);
    return { excluded: [tie.picked], ties: [tie] };
  }

  function tellRound(totals: Totals, came: readonly OptionId[], out: Pick<Round, 'excluded' | 'ties'>): Round {
    let exhausted = weight;
    for (const held of totals.values())
      exhausted = fraction(exhausted.n * held.d - held.n * exhausted.d, exhausted.d * held.d);
    return {
      totals: [...totals].map(([option, held]) => ({ option, weight: amount(held) })),
      exhausted: amount(exhausted),
      needed: { weight: amount(fraction(quota, SCALE)), reach: 'at-least' },
      keeps: ids
        .filter((id) => !excluded.has(id))
        .map((option) => ({ option, weight: amount(fraction(keep.get(option)!, SCALE)) })),
      elected: came,
      transfers: [],
      ...out,
    };
  }

  return {
    method: meek.name,
    ...election(elected, () => ({
      key: 'tally.stvElected',
      variables: {
        winners: elected.map((id) => nameOf(options, id)).join(', '),
        quota: approximate(fraction(quota, SCALE)),
      },
    })),
    ...told,
    rounds,
  };
}

type Votes = ReadonlyMap<OptionId, bigint>;

function byVotes(ids: readonly OptionId[], votes: Votes): OptionId[] {
  return ids.toSorted((a, b) => (votes.get(b)! > votes.get(a)! ? 1 : votes.get(b)! < votes.get(a)! ? -1 : 0));
}

function divideUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
