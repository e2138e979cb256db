// The vote on an amendment: a proposal of its own, and what its outcome does to the text.
import { createHash } from 'node:crypto';
import type { Subscriber } from '../../kernel/app.ts';
import type { TimedContext } from '../../kernel/command.ts';
import { isRefusal, type Refusal } from '../../kernel/errors.ts';
import { later } from '../../system/jobs/queue.ts';
import { findProposal, nextNumber, type Proposal } from '../proposal.ts';
import { openRoll } from '../roll.ts';
import { type Amendment, amendmentsOf, applyAmendment, noteAmendment } from './amendment.ts';

/**
 * Puts and opens the vote. Who votes, with which weight and quorum and how openly, is as for the proposal itself: its row is
 * copied. More than half of yes and no decide. Whoever must consult does so before the close, for the text waits.
 */
export async function putAmendmentVote(
  context: TimedContext,
  parent: Proposal,
  amendment: Amendment,
  closesAt: Date,
): Promise<{ id: string; number: number } | Refusal> {
  const { db, coalition, ids, now } = context;
  const row = await db
    .selectFrom('proposals')
    .selectAll()
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', parent.id)
    .executeTakeFirstOrThrow();
  const id = ids.next();
  const number = await nextNumber(context);
  await db
    .insertInto('proposals')
    .values({
      ...row,
      id,
      number,
      proposedBy: amendment.proposedBy,
      forMember: amendment.forMember,
      proposedAt: now,
      method: 'majority',
      settings: {},
      // It is decided by half of yes and no, not by the kept rule of its proposal.
      ruleId: null,
      ruleVersion: null,
      ratificationAllowed: false,
      ratifyBy: closesAt,
      opensAt: null,
      closesAt,
      revisitOn: null,
      tieSeed: createHash('sha256').update(`${coalition.id} ${id}`).digest('hex').slice(0, 16),
      amendmentId: amendment.id,
      changesProposalId: null,
    })
    .execute();
  await db
    .insertInto('proposalVersions')
    .values({
      coalitionId: coalition.id,
      proposalId: id,
      version: 1,
      question: amendment.title,
      background: amendment.reason,
      writtenBy: amendment.proposedBy,
      at: now,
    })
    .execute();
  const opened = await openRoll(context, id, parent);
  return isRefusal(opened) ? opened : { id, number };
}

const decides = ['decisions.close', 'decisions.settle', 'decisions.ratify', 'decisions.refuseRatification'];

/** Once the vote on an amendment is final its text is changed, or not; and a vote that waited for it opens. */
export const settleAmendments: Subscriber = async (context, { verb, aboutId }) => {
  if (!decides.includes(verb) && verb !== 'decisions.withdraw') return;
  const found = await findVote(context, aboutId);
  if (!found) return;
  const parent = await findProposal(context, found.parent, 'update');
  if (isRefusal(parent)) return;
  const all = await amendmentsOf(context, parent.id);
  const amendment = all.find(({ id }) => id === found.amendmentId)!;
  if (amendment.state !== 'voting') return;
  if (verb === 'decisions.withdraw') await noteAmendment(context, amendment.id, { became: 'withdrawn' });
  else {
    const result = await finalResult(context, aboutId);
    if (result === undefined) return;
    await settle(context, parent, amendment, result === 'carried');
  }
  const others = all.some(({ id, state }) => id !== amendment.id && state === 'voting');
  if (parent.stage === 'discussion' && parent.opensAt !== null && parent.opensAt <= context.now && !others)
    await later(context, {
      name: 'decisions.open',
      payload: { coalition: context.coalition.slug, proposal: parent.number },
      key: parent.id,
    });
};

async function settle(context: TimedContext, parent: Proposal, amendment: Amendment, carried: boolean): Promise<void> {
  if (!carried) return noteAmendment(context, amendment.id, { became: 'rejected' });
  const version = parent.stage === 'discussion' ? await applyAmendment(context, parent, amendment) : null;
  // Its words were changed, or the main vote began, meanwhile: it was carried, and there is nothing left to change.
  if (version === null || isRefusal(version)) return noteAmendment(context, amendment.id, { became: 'fallen' });
  return noteAmendment(context, amendment.id, { became: 'carried', version });
}

async function findVote({ db, coalition }: TimedContext, id: string) {
  return db
    .selectFrom('proposals as v')
    .innerJoin('amendments as a', (j) =>
      j.onRef('a.coalitionId', '=', 'v.coalitionId').onRef('a.id', '=', 'v.amendmentId'),
    )
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'a.coalitionId').onRef('p.id', '=', 'a.proposalId'),
    )
    .select(['p.number as parent', 'a.id as amendmentId'])
    .where('v.coalitionId', '=', coalition.id)
    .where('v.id', '=', id)
    .executeTakeFirst();
}

/** What came out, once nothing waits for ratification any more. */
async function finalResult({ db, coalition }: TimedContext, id: string): Promise<string | undefined> {
  const latest = await db
    .selectFrom('outcomes')
    .select(['result', 'provisionalUntil'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest?.provisionalUntil === null ? latest.result : undefined;
}
