import type { TimedContext } from '../kernel/command.ts';
import { countProposal } from './count.ts';
import type { Proposal } from './proposal.ts';

/** Counts a closed proposal and writes what came out. */
export async function putOutcome(
  context: TimedContext,
  proposal: Proposal,
): Promise<{ result: string; provisional: boolean }> {
  const { db, coalition, ids, now } = context;
  const { count, provisionalUntil } = await countProposal(context, proposal);
  await db
    .insertInto('outcomes')
    .values({
      coalitionId: coalition.id,
      id: ids.next(),
      proposalId: proposal.id,
      at: now,
      provisionalUntil,
      result: count.result,
      count: JSON.parse(JSON.stringify(count)),
    })
    .execute();
  return { result: count.result, provisional: provisionalUntil !== null };
}
