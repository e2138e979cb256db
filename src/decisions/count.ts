// From rows to papers: what a proposal's ballots mean at a given moment, ready for the pure tally.
import type { Context, TimedContext } from '../kernel/command.ts';
import { carriedOf } from './delegations/carried.ts';
import { paperBallots, paperRoll, withPaper } from './paper/rows.ts';
import type { Proposal } from './proposal.ts';
import { rollTotals } from './roll.ts';
import { sealedBallots } from './seal/sealed.ts';
import type { ObjectionState, Option } from './tally/ballot.ts';
import { readConcurrence } from './tally/concurrence.ts';
import { type Ask, type Count, count } from './tally/count.ts';
import { fraction } from './tally/exact.ts';
import { asksAgain } from './tally/methods.ts';
import { type Ballot, provisionalUntil, type Ratification, settle } from './tally/ratification.ts';
import { type Cast, papersOfCast } from './tally/split.ts';

export interface Counted {
  count: Count;
  /** Null when the outcome is final. */
  provisionalUntil: Date | null;
}

/** Counts the ballots as they stand at `now`. */
export async function countProposal(context: TimedContext, proposal: Proposal): Promise<Counted> {
  const { ask, ballots } = await gather(context, proposal);
  const now = context.now.toTemporalInstant();
  const counted = count(ask, settle(ballots, proposal.silence, now));
  // The settings were checked when the proposal was put; failing here would be a bug, not somebody's mistake.
  if (!counted.ok) throw new Error(`proposal ${proposal.number} cannot be counted: ${counted.problem.key}`);
  const until = provisionalUntil(ballots, proposal.silence, now);
  return { count: counted.value, provisionalUntil: until && new Date(until.epochMilliseconds) };
}

/** The question and all its papers: the only place where they come together. */
export async function gather(context: TimedContext, proposal: Proposal): Promise<{ ask: Ask; ballots: Ballot[] }> {
  const ask: Ask = {
    method: proposal.method,
    settings: proposal.settings,
    options: await optionsOf(context, proposal.id),
    roll: withPaper(await rollTotals(context, proposal.id), await paperRoll(context, proposal.id)),
    quorum: proposal.quorum,
    headQuorum: proposal.headQuorum,
    concurrence: proposal.concurrence,
    seed: proposal.seed,
    ...(asksAgain(proposal.method) && { version: proposal.version }),
  };
  if (proposal.secrecy === 'secret') return onlyNeeded(ask, await sealedBallots(context, proposal.id));
  const ballots = [...(await namedBallots(context, proposal)), ...(await paperBallots(context, proposal.id))];
  return onlyNeeded(ask, ballots);
}

/** Constituencies and people tell voters apart: nothing says more of them than the rule needs to be counted. */
function onlyNeeded({ roll, ...ask }: Ask, ballots: readonly Ballot[]): { ask: Ask; ballots: Ballot[] } {
  const rule = readConcurrence(ask.concurrence);
  const { groups = [], people = null } = (rule.ok && rule.value) || {};
  const needed = groups.map(({ id }) => id);
  const { entries, weight, paper } = roll;
  const bare = ({ groups: own = [], people: many, ...paper }: Ballot['paper']): Ballot['paper'] => ({
    ...paper,
    ...(people && many && { people: many }),
    ...(needed.length > 0 && { groups: own.filter((id) => needed.includes(id)) }),
  });
  return {
    ask: {
      ...ask,
      roll: {
        ...{ entries, weight },
        ...(paper !== undefined && { paper }),
        ...(people && { people: roll.people }),
        ...(needed.length > 0 && { groups: roll.groups?.filter(({ id }) => needed.includes(id)) }),
      },
    },
    ballots: ballots.map((ballot) => ({ ...ballot, paper: bare(ballot.paper) })),
  };
}

interface OnRoll {
  weight: string;
  constituencyIds: string[];
  peopleRepresented: number | null;
}

/** The ballots that say whose they are, each with the voices that it carries. */
async function namedBallots(context: TimedContext, proposal: Proposal): Promise<Ballot[]> {
  const { db, coalition } = context;
  const rows = await db
    .selectFrom('ballots as b')
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'b.coalitionId').onRef('e.id', '=', 'b.entryId'),
    )
    .leftJoin('ratifications as r', (j) =>
      j.onRef('r.coalitionId', '=', 'b.coalitionId').onRef('r.ballotId', '=', 'b.id'),
    )
    .select([
      'e.memberId',
      'b.id',
      'b.choice',
      'b.version',
      'b.ratifyBy',
      'b.entryId',
      'r.answer',
      'r.at as answeredAt',
    ])
    .select(['e.weight', 'e.constituencyIds', 'e.peopleRepresented'])
    .where('b.coalitionId', '=', coalition.id)
    .where('b.proposalId', '=', proposal.id)
    .where('b.replacedAt', 'is', null)
    .execute();
  const objections = asksAgain(proposal.method)
    ? await objectionStates(context, proposal)
    : new Map<string, ObjectionState>();
  const papersFor = (row: (typeof rows)[number], entry: OnRoll, from: Pick<Ballot, 'entry' | 'id'>): Ballot[] => {
    const whole = {
      weight: fraction(entry.weight),
      groups: entry.constituencyIds,
      ...(entry.peopleRepresented !== null && { people: fraction(entry.peopleRepresented) }),
      ...(asksAgain(proposal.method) && { version: row.version }),
      ...(isObjection(row.choice) && { objection: objections.get(row.entryId) ?? 'raised' }),
    };
    const ratification = row.ratifyBy && ratificationOf(row.ratifyBy, row.answer, row.answeredAt);
    return papersOfCast(whole, row.choice as unknown as Cast).map((paper) => ({ paper, ratification, ...from }));
  };
  const byMember = new Map(rows.flatMap((row) => (row.memberId ? [[row.memberId, row] as const] : [])));
  const carried = (await carriedOf(context, proposal)).flatMap((entry) => {
    const carrier = byMember.get(entry.way.at(-1)!);
    return carrier && !entry.againstMandate ? papersFor(carrier, entry, {}) : [];
  });
  return [...rows.flatMap((row) => papersFor(row, row, { entry: row.entryId, id: row.id })), ...carried];
}

export async function optionsOf({ db, coalition }: Context, proposal: string): Promise<Option[]> {
  const rows = await db
    .selectFrom('proposalOptions')
    .select(['id', 'label', 'cost'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .orderBy('position')
    .execute();
  return rows.map(({ id, label, cost }) => ({ id, name: label, ...(cost !== null && { cost }) }));
}

const isObjection = (choice: unknown): boolean =>
  ['object', 'block'].includes((choice as { answer?: string }).answer ?? '');

const ratificationOf = (by: Date, answer: string | null, at: Date | null): Ratification => ({
  by: by.toTemporalInstant(),
  ...(answer && at && { answer: { says: answer as 'ratified' | 'refused', at: at.toTemporalInstant() } }),
});

/** How the newest objection of each roll entry stands. Where members judge for themselves, raised is standing. */
async function objectionStates({ db, coalition }: Context, proposal: Proposal): Promise<Map<string, ObjectionState>> {
  const rows = await db
    .selectFrom('objections as o')
    .leftJoin('objectionSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'o.coalitionId').onRef('s.objectionId', '=', 'o.id'),
    )
    .select(['o.entryId', 'o.at', 's.became', 's.at as stepAt'])
    .where('o.coalitionId', '=', coalition.id)
    .where('o.proposalId', '=', proposal.id)
    .orderBy('o.at')
    .orderBy('s.at')
    .execute();
  const untouched: ObjectionState = proposal.judgedBy === 'objectors' ? 'standing' : 'raised';
  return new Map(rows.map((row) => [row.entryId, (row.became as ObjectionState | null) ?? untouched]));
}
