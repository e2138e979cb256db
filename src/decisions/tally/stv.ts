// The single transferable vote, as Scotland counts it: weighted inclusive Gregory with five decimals.
// The Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52 (SSI 2007/42).
import type { Method, OptionId, Outcome, Paper, Question, Round, TieBreak } from './ballot.ts';
import { checkRanking } from './choices.ts';
import {
  amount,
  approximate,
  compare,
  divide,
  type Fraction,
  fraction,
  multiply,
  subtract,
  sum,
  ZERO,
} from './exact.ts';
import { openParcels } from './parcels.ts';
import { quotaOf, readStvSettings, type StvSettings } from './quota.ts';
import { breakTie, furthest, type Totals } from './ties.ts';
import { election, nameOf, turnout } from './turnout.ts';

export const stv: Method<StvSettings> = {
  name: 'stv',
  title: 'tally.stvTitle',
  explain: 'tally.stvExplain',
  shape: 'ranking',
  readSettings: readStvSettings,
  validate: (choice, { options }) => checkRanking(choice, options, { equal: true }),
  tally,
};

function tally(question: Question<StvSettings>, papers: readonly Paper[]): Outcome {
  const { options, settings, seed } = question;
  const { voting, told } = turnout(papers);
  const ids = options.map(({ id }) => id);
  const elected: OptionId[] = [];
  const pending: OptionId[] = [];
  const excluded = new Set<OptionId>();
  const hopeful = () => ids.filter((id) => !elected.includes(id) && !excluded.has(id));
  const parcels = openParcels(ids, voting, settings.equalRanks, (id) => !elected.includes(id) && !excluded.has(id));
  const quota = quotaOf(settings, subtract(sum(voting.map(({ weight }) => weight)), parcels.exhausted()));
  const earlier: Totals[] = [];
  const rounds: Round[] = [];
  const anyVote = ids.some((id) => compare(parcels.total(id), ZERO) > 0);
  while (anyVote) {
    const totals = new Map(ids.filter((id) => !excluded.has(id)).map((id) => [id, parcels.total(id)]));
    const reached = byTotal(
      hopeful().filter((id) => compare(parcels.total(id), quota) >= 0),
      totals,
    );
    elected.push(...reached);
    pending.push(...reached.filter((id) => compare(parcels.total(id), quota) > 0));
    const left = settings.seats - elected.length;
    // Rule 52: as many left as seats to fill; and nothing is moved that no longer matters.
    const rest = left > 0 && hopeful().length <= left ? byTotal(hopeful(), totals) : [];
    elected.push(...rest);
    const came = { totals, exhausted: parcels.exhausted(), quota, elected: [...reached, ...rest] };
    if (elected.length >= settings.seats || hopeful().length === 0) {
      rounds.push(tellRound(came, { excluded: [], transfers: [], ties: [] }));
      break;
    }
    rounds.push(tellRound(came, pending.length > 0 ? moveSurplus() : exclude(totals, left)));
    earlier.push(totals);
  }

  /** Rules 48 and 49: the largest surplus first; each paper goes on at a part of its value. */
  function moveSurplus(): Moved {
    const totals = new Map(pending.map((id) => [id, parcels.total(id)]));
    const { picked: from, ties } = pick(furthest(pending, totals, 'elected'), 'transferred', earlier, seed);
    pending.splice(pending.indexOf(from), 1);
    const total = parcels.total(from);
    const part = (value: Fraction) => truncate(divide(multiply(subtract(total, quota), value), total));
    return { excluded: [], ties, transfers: parcels.transfer(from, quota, part) };
  }

  /** Rules 50 and 51: the lowest goes out, and its papers go on at the value they have. */
  function exclude(totals: Totals, left: number): Moved {
    const lowest = furthest(hopeful(), totals, 'excluded');
    const nobodys = compare(totals.get(lowest[0]!) ?? ZERO, ZERO) === 0;
    // Those whom nobody holds go out together where one after another would change nothing.
    const together = nobodys && hopeful().length - lowest.length >= left;
    const { picked, ties } = together ? { picked: '', ties: [] } : pick(lowest, 'excluded', earlier, seed);
    const out = together ? lowest : [picked];
    for (const id of out) excluded.add(id);
    return { excluded: out, ties, transfers: out.flatMap((id) => parcels.transfer(id, ZERO, (value) => value)) };
  }

  return {
    method: stv.name,
    ...election(elected, () => ({
      key: 'tally.stvElected',
      variables: { winners: elected.map((id) => nameOf(options, id)).join(', '), quota: approximate(quota) },
    })),
    ...told,
    rounds,
  };
}

type Moved = Pick<Round, 'excluded' | 'transfers' | 'ties'>;
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
