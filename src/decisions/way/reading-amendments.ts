// Amendments as people read them.
import type { Context } from '../../kernel/command.ts';
import type { Proposal } from '../proposal.ts';
import type { AmendmentState } from './amendment.ts';
import { findPart, type Words } from './parts.ts';
import type { AmendmentView } from './shapes.ts';

/** Amendments to this proposal, or the one that it is the vote on. */
export async function amendmentsSeen(context: Context, proposal: Proposal): Promise<AmendmentView[]> {
  const { db, coalition } = context;
  const rows = await db
    .selectFrom('amendments as a')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'a.coalitionId').onRef('p.id', '=', 'a.proposalId'),
    )
    .leftJoin('amendmentSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'a.coalitionId').onRef('s.amendmentId', '=', 'a.id'),
    )
    .leftJoin('proposals as v', (j) =>
      j.onRef('v.coalitionId', '=', 'a.coalitionId').onRef('v.amendmentId', '=', 'a.id'),
    )
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'a.coalitionId').onRef('n.personId', '=', 'a.proposedBy'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'a.coalitionId').onRef('m.id', '=', 'a.forMember'))
    .distinctOn(['a.number'])
    .select(['a.id', 'a.number', 'a.version', 'a.part', 'a.title', 'a.before', 'a.after', 'a.reason', 'a.proposedBy'])
    .select(['a.at', 'n.name', 'm.name as member', 's.became', 's.version as made', 'v.number as vote'])
    .select(['v.closesAt', 'p.number as proposal'])
    .where('a.coalitionId', '=', coalition.id)
    .where((eb) =>
      proposal.amendment === null ? eb('a.proposalId', '=', proposal.id) : eb('a.id', '=', proposal.amendment),
    )
    .orderBy('a.number')
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
  const present: Words = { question: '', background: '' };
  if (rows.some(({ became }) => became === null)) {
    const text = await db
      .selectFrom('proposalVersions')
      .select(['question', 'background'])
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .where('version', '=', proposal.version)
      .executeTakeFirstOrThrow();
    Object.assign(present, text);
  }
  return rows.map(({ id, became, name, member, ...row }) => ({
    ...row,
    state: (became ?? 'open') as AmendmentState,
    by: name ?? '',
    forMember: member,
    stale: became === null && findPart(present, row.before, row.part) === undefined,
    rivals: rows
      .filter((other) => other.id !== id && other.before === row.before && (other.became ?? 'voting') === 'voting')
      .map((other) => other.number),
  }));
}
