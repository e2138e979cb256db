// One proposal as commands need it: its row under the lock they ask for, and what has happened to it so far.
import { sql } from 'kysely';
import type { Context } from '../kernel/command.ts';
import { notFound, type Refusal } from '../kernel/errors.ts';
import type { Secrecy, Situation } from './policy.ts';
import type { VoterKind } from './weights/voters.ts';

export type Stage = 'discussion' | 'open' | 'closed' | 'withdrawn';

export interface Proposal extends Situation {
  id: string;
  number: number;
  settings: Record<string, unknown>;
  quorum: unknown;
  voters: VoterKind;
  weights: Record<string, unknown>;
  headQuorum: unknown;
  ruleId: string | null;
  ruleVersion: number | null;
  concurrence: unknown;
  silence: 'lapses' | 'stands';
  judgedBy: string;
  /** Whoever must consult needs a mandate in force to vote at all. */
  mandateRequired: boolean;
  /** Against a binding mandate a ballot is refused, or marked in the record. */
  mandateDeviation: 'refused' | 'marked';
  splitAllowed: boolean;
  delegationAllowed: boolean;
  seed: string;
  opensAt: Date | null;
  /** The present version of the text. */
  version: number;
  question: string;
}

/**
 * Finds a proposal by its number and locks it: casting shares the lock, closing has it alone, so that a ballot is
 * either in before the closure or refused after it, never both.
 */
export async function findProposal(
  { db, coalition }: Context,
  number: number,
  lock: 'share' | 'update' | 'none' = 'none',
): Promise<Proposal | Refusal> {
  let locked = db
    .selectFrom('proposals')
    .selectAll()
    .where('coalitionId', '=', coalition.id)
    .where('number', '=', number);
  if (lock === 'share') locked = locked.forShare();
  if (lock === 'update') locked = locked.forUpdate();
  const row = await locked.executeTakeFirst();
  if (!row) return notFound('decisions.proposalNotFound');
  const state = await db
    .selectFrom('proposalVersions as v')
    .leftJoin('pauses as z', (j) =>
      j
        .onRef('z.coalitionId', '=', 'v.coalitionId')
        .onRef('z.proposalId', '=', 'v.proposalId')
        .on('z.endedAt', 'is', null),
    )
    .select(['v.version', 'v.question', 'z.at as pausedAt'])
    .select((eb) => [
      eb
        .exists(
          eb
            .selectFrom('openings as o')
            .select('o.at')
            .whereRef('o.coalitionId', '=', 'v.coalitionId')
            .whereRef('o.proposalId', '=', 'v.proposalId'),
        )
        .as('opened'),
      eb
        .exists(
          eb
            .selectFrom('closures as c')
            .select('c.at')
            .whereRef('c.coalitionId', '=', 'v.coalitionId')
            .whereRef('c.proposalId', '=', 'v.proposalId'),
        )
        .as('closed'),
      eb
        .exists(
          eb
            .selectFrom('proposalWithdrawals as w')
            .select('w.at')
            .whereRef('w.coalitionId', '=', 'v.coalitionId')
            .whereRef('w.proposalId', '=', 'v.proposalId'),
        )
        .as('withdrawn'),
    ])
    .where('v.coalitionId', '=', coalition.id)
    .where('v.proposalId', '=', row.id)
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    number: row.number,
    method: row.method,
    secrecy: row.secrecy as Secrecy,
    settings: row.settings as Record<string, unknown>,
    quorum: row.quorum,
    voters: row.voters as VoterKind,
    weights: row.weights as Record<string, unknown>,
    headQuorum: row.headQuorum,
    ruleId: row.ruleId,
    ruleVersion: row.ruleVersion,
    concurrence: row.concurrence,
    silence: row.ratificationSilence as Proposal['silence'],
    judgedBy: row.objectionsJudgedBy,
    mandateRequired: row.mandateRequired,
    mandateDeviation: row.mandateDeviation as Proposal['mandateDeviation'],
    splitAllowed: row.splitAllowed,
    delegationAllowed: row.delegationAllowed,
    ratificationAllowed: row.ratificationAllowed,
    ratifyBy: row.ratifyBy,
    seed: row.tieSeed,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    proposedBy: row.proposedBy,
    stage: state.withdrawn ? 'withdrawn' : state.closed ? 'closed' : state.opened ? 'open' : 'discussion',
    version: state.version,
    question: state.question,
    pausedAt: state.pausedAt,
    amendment: row.amendmentId,
  };
}

/** The next number that people will say aloud. The counter's row keeps two proposals from getting the same. */
export async function nextNumber({ db, coalition }: Context): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ coalitionId: coalition.id, name: 'decisions', value: 1 })
    .onConflict((c) => c.columns(['coalitionId', 'name']).doUpdateSet({ value: sql`counters.value + 1` }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}
