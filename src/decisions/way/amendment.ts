// Amendments as commands need them, and what a change of text writes.
import type { Context, TimedContext } from '../../kernel/command.ts';
import { conflict, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { findPart, type Words, withPart } from './parts.ts';

export type AmendmentState = 'open' | 'accepted' | 'voting' | 'carried' | 'rejected' | 'withdrawn' | 'fallen';

export interface Amendment {
  id: string;
  number: number;
  part: number;
  title: string;
  before: string;
  after: string;
  reason: string;
  proposedBy: string;
  forMember: string | null;
  state: AmendmentState;
  /** An earlier amendment to the same words whose vote is still running. */
  waitsFor: number | null;
}

/** The amendment and its proposal, locked as the proposal's other acts lock it. */
export async function findAmendment(
  context: Context,
  { proposal: number, amendment: wanted }: { proposal: number; amendment: number },
): Promise<{ proposal: Proposal; amendment: Amendment } | Refusal> {
  const proposal = await findProposal(context, number, 'update');
  if (isRefusal(proposal)) return proposal;
  const all = await amendmentsOf(context, proposal.id);
  const amendment = all.find((each) => each.number === wanted);
  return amendment ? { proposal, amendment } : notFound('way.amendmentNotFound');
}

/** All amendments to a proposal with where each stands, in the order in which they were proposed. */
export async function amendmentsOf({ db, coalition }: Context, proposalId: string): Promise<Amendment[]> {
  const rows = await db
    .selectFrom('amendments as a')
    .leftJoin('amendmentSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'a.coalitionId').onRef('s.amendmentId', '=', 'a.id'),
    )
    .distinctOn(['a.number'])
    .select(['a.id', 'a.number', 'a.part', 'a.title', 'a.before', 'a.after', 'a.reason', 'a.proposedBy', 'a.forMember'])
    .select('s.became')
    .where('a.coalitionId', '=', coalition.id)
    .where('a.proposalId', '=', proposalId)
    .orderBy('a.number')
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
  const voting = rows.filter(({ became }) => became === 'voting');
  return rows.map(({ became, ...row }) => ({
    ...row,
    state: (became ?? 'open') as AmendmentState,
    waitsFor: voting.find(({ number, before }) => number !== row.number && before === row.before)?.number ?? null,
  }));
}

/** Is an amendment to this proposal being voted on? Its text stands still then, and it cannot open. */
export async function isAmending({ db, coalition }: Context, proposalId: string): Promise<boolean> {
  const all = await amendmentsOf({ db, coalition } as Context, proposalId);
  return all.some(({ state }) => state === 'voting');
}

/** The words of one version. */
export const textOf = ({ db, coalition }: Context, proposalId: string, version: number): Promise<Words | undefined> =>
  db
    .selectFrom('proposalVersions')
    .select(['question', 'background'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposalId)
    .where('version', '=', version)
    .executeTakeFirst();

/** Writes the version in which the amendment is taken up. Where its words are gone, nothing is guessed. */
export async function applyAmendment(
  context: TimedContext,
  proposal: Proposal,
  amendment: Amendment,
): Promise<number | Refusal> {
  const { db, coalition, actor, now } = context;
  const present = (await textOf(context, proposal.id, proposal.version))!;
  const place = findPart(present, amendment.before, amendment.part);
  if (!place) return conflict('way.textMovedSince');
  const version = proposal.version + 1;
  await db
    .insertInto('proposalVersions')
    .values({
      coalitionId: coalition.id,
      proposalId: proposal.id,
      version,
      ...withPart(present, place.part, amendment.after),
      writtenBy: actor.person ?? amendment.proposedBy,
      at: now,
    })
    .execute();
  return version;
}

interface Step {
  became: Exclude<AmendmentState, 'open'>;
  version?: number;
  vote?: number;
  reason?: string;
}

/** Says what became of an amendment. */
export async function noteAmendment(context: TimedContext, amendmentId: string, step: Step): Promise<void> {
  const { db, coalition, ids, actor, now } = context;
  await db
    .insertInto('amendmentSteps')
    .values({ coalitionId: coalition.id, id: ids.next(), amendmentId, ...step, byPerson: actor.person, at: now })
    .execute();
}
