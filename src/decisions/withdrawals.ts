import type { TimedContext } from '../kernel/command.ts';
import type { Proposal } from './proposal.ts';

/** Ballots that were taken back, the newest first: that it happened is no secret, what they said is. */
export async function takenBackOf({ db, coalition }: TimedContext, { id }: Proposal) {
  const rows = await db
    .selectFrom('ballotWithdrawals as w')
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'w.coalitionId').onRef('e.id', '=', 'w.entryId'),
    )
    .leftJoin('profiles as p', (j) =>
      j.onRef('p.coalitionId', '=', 'w.coalitionId').onRef('p.personId', '=', 'w.byPerson'),
    )
    .select(['e.memberId as member', 'p.name', 'w.at'])
    .where('w.coalitionId', '=', coalition.id)
    .where('w.proposalId', '=', id)
    .orderBy('w.at', 'desc')
    .execute();
  return rows.flatMap(({ member, name, at }) => (member ? [{ member, by: name ?? '', at }] : []));
}
