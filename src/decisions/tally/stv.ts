// The single transferable vote, as Scotland counts it: weighted inclusive Gregory with five decimals.
// The Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52 (SSI 2007/42).
import type { OptionId, Outcome, Question, Round, TieBreak } from './ballot.ts';
import { amount, approximate, compare, divide, type Fraction, fraction, multiply, subtract, ZERO } from './exact.ts';
import { openParcels, type Parcels } from './parcels.ts';
import type { Profile } from './profile.ts';
import { quotaOf, readStvSettings, type StvSettings } from './quota.ts';
import { rankedMethod } from './ranked.ts';
import { breakTie, furthest, type Totals } from './ties.ts';
import { election, nameOf } from './turnout.ts';

export const stv = rankedMethod<StvSettings>(
  {
    name: 'stv',
    title: 'tally.stvTitle',
    explain: 'tally.stvExplain',
    readSettings: readStvSettings,
  },
  tally,
);

function tally(question: Question<StvSettings>, profile: Profile): Outcome {
  const count = open(question, profile);
  const rounds: Round[] = [];
  while (count.anyVote && !count.done) {
    const totals = new Map(count.standing().map((id) => [id, count.parcels.total(id)]));
    const came = { totals, exhausted: count.parcels.exhausted(), quota: count.quota, elected: elect(count, totals) };
    rounds.push(
      tellRound(came, count.done ? NOTHING : count.pending.length > 0 ? moveSurplus(count) : exclude(count, totals)),
    );
    count.earlier.push(totals);
  }
  return {
    method: stv.name,
    ...election(count.elected, () => ({
      key: 'tally.stvElected',
      variables: {
        winners: count.elected.map((id) => nameOf(question.options, id)).join(', '),
        quota: approximate(count.quota),
      },
    })),
    ...profile.told,
    rounds,
  };
}

interface Count {
  readonly parcels: Parcels;
  readonly quota: Fraction;
  readonly seats: number;
  readonly seed: string;
  readonly anyVote: boolean;
  readonly elected: OptionId[];
  /** Elected with a surplus that has not moved yet. */
  readonly pending: OptionId[];
  readonly excluded: Set<OptionId>;
  readonly earlier: Totals[];
  /** All who are not out, and of those the ones who are not elected either. */
  readonly standing: () => OptionId[];
  readonly hopeful: () => OptionId[];
  done: boolean;
}

function open({ settings, seed }: Question<StvSettings>, profile: Profile): Count {
  const ids = profile.options;
  const elected: OptionId[] = [];
  const excluded = new Set<OptionId>();
  const isHopeful = (id: OptionId) => !elected.includes(id) && !excluded.has(id);
  const parcels = openParcels(profile, settings.equalRanks, isHopeful);
  return {
    parcels,
    quota: quotaOf(settings, subtract(profile.weight, parcels.exhausted())),
    seats: settings.seats,
    seed,
    anyVote: ids.some((id) => compare(parcels.total(id), ZERO) > 0),
    elected,
    pending: [],
    excluded,
    earlier: [],
    standing: () => ids.filter((id) => !excluded.has(id)),
    hopeful: () => ids.filter(isHopeful),
    done: false,
  };
}

/** Rules 47 and 52: whoever has the quota; and all who are left, once they are no more than the seats. */
function elect(count: Count, totals: Totals): OptionId[] {
  const reached = byTotal(
    count.hopeful().filter((id) => compare(totals.get(id)!, count.quota) >= 0),
    totals,
  );
  count.elected.push(...reached);
  count.pending.push(...reached.filter((id) => compare(totals.get(id)!, count.quota) > 0));
  const left = count.seats - count.elected.length;
  const rest = left > 0 && count.hopeful().length <= left ? byTotal(count.hopeful(), totals) : [];
  count.elected.push(...rest);
  count.done = count.elected.length >= count.seats || count.hopeful().length === 0;
  return [...reached, ...rest];
}

/** Rules 48 and 49: the largest surplus first; each paper goes on at a part of its value. */
function moveSurplus({ parcels, quota, pending, earlier, seed }: Count): Moved {
  const totals = new Map(pending.map((id) => [id, parcels.total(id)]));
  const { picked: from, ties } = pick(furthest(pending, totals, 'transferred'), 'transferred', earlier, seed);
  pending.splice(pending.indexOf(from), 1);
  const total = parcels.total(from);
  const part = (value: Fraction) => truncate(divide(multiply(subtract(total, quota), value), total));
  return { excluded: [], ties, transfers: parcels.transfer(from, quota, part) };
}

/** Rules 50 and 51: the lowest goes out, and its papers go on at the value they have. */
function exclude({ parcels, hopeful, excluded, elected, seats, earlier, seed }: Count, totals: Totals): Moved {
  const lowest = furthest(hopeful(), totals, 'excluded');
  const nobodys = compare(totals.get(lowest[0]!) ?? ZERO, ZERO) === 0;
  // Those whom nobody holds go out together where one after another would change nothing.
  const together = nobodys && hopeful().length - lowest.length >= seats - elected.length;
  const { picked, ties } = together ? { picked: '', ties: [] } : pick(lowest, 'excluded', earlier, seed);
  const out = together ? lowest : [picked];
  for (const id of out) excluded.add(id);
  return { excluded: out, ties, transfers: out.flatMap((id) => parcels.transfer(id, ZERO, (value) => value)) };
}

type Moved = Pick<Round, 'excluded' | 'transfers' | 'ties'>;
const NOTHING: Moved = { excluded: [], transfers: [], ties: [] };
type Came = { totals: Totals; exhausted: Fraction; quota: Fraction; elected: readonly OptionId[] };

function tellRound({ totals, exhausted, quota, elected }: Came, moved: Moved): Round {
  return {
    totals: [...totals].map(([option, weight]) => ({ option, weight: amount(weight) })),
    exhausted: amount(exhausted),
    needed: { weight: amount(quota), reach: 'at-least' },
    elected,
    ...moved,
  };
}

function pick(level: readonly OptionId[], purpose: TieBreak['for'], earlier: readonly Totals[], seed: string) {
  if (level.length === 1) return { picked: level[0]!, ties: [] };
  const tie = breakTie(level, purpose, earlier, seed);
  return { picked: tie.picked, ties: [tie] };
}

function byTotal(ids: readonly OptionId[], totals: Totals): OptionId[] {
  return ids.toSorted((a, b) => compare(totals.get(b) ?? ZERO, totals.get(a) ?? ZERO));
}

/** Five decimals, any remainder ignored (rule 48(3)). */
function truncate({ n, d }: Fraction): Fraction {
  return fraction((n * 100_000n) / d, 100_000n);
}
