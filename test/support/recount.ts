// Whether what stands in the register is what the ballots say: every latest outcome, counted once more.
import { countProposal } from '../../src/decisions/count.ts';
import { findProposal } from '../../src/decisions/proposal.ts';
import type { App } from '../../src/kernel/app.ts';
import type { TimedContext } from '../../src/kernel/command.ts';
import { isRefusal } from '../../src/kernel/errors.ts';
import type { freshDatabase } from './database.ts';

export interface Recounted {
  number: number;
  stored: { result: string; count: object };
  /** As JSON keeps it. */
  again: { result: string; count: object };
}

/** Counts as of the moment at which the outcome was written. */
export async function recountAll(
  app: App,
  owner: Awaited<ReturnType<typeof freshDatabase>>['owner'],
): Promise<Recounted[]> {
  const outcomes = await owner`
    select distinct on (o.coalition_id, o.proposal_id) o.coalition_id as coalition, p.number, o.at, o.result, o.count
    from outcomes o join proposals p on p.coalition_id = o.coalition_id and p.id = o.proposal_id
    order by o.coalition_id, o.proposal_id, o.at desc, o.id desc`;
  const recounted: Recounted[] = [];
  for (const { coalition: id, number, at, result, count } of outcomes) {
    const again = await app.database.reading({ person: null, reads: [id] }, async (db) => {
      const context = { db, coalition: { id }, now: at, ids: app.ids, publicUrl: app.publicUrl } as TimedContext;
      const proposal = await findProposal(context, number);
      if (isRefusal(proposal)) throw new Error(`decision ${number} has an outcome and is not there`);
      return (await countProposal(context, proposal)).count;
    });
    recounted.push({
      number,
      stored: { result, count },
      again: { result: again.result, count: JSON.parse(JSON.stringify(again)) },
    });
  }
  return recounted;
}
