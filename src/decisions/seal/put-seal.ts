// Sealing, in the transaction that closes: the ballots as they were cast become leaves, and their root is kept.
import { sql } from 'kysely';
import type { TimedContext } from '../../kernel/command.ts';
import { isRefusal, type Refusal } from '../../kernel/errors.ts';
import { gather } from '../count.ts';
import { carriedOf } from '../delegations/carried.ts';
import type { Proposal } from '../proposal.ts';
import { openBox } from '../secrecy/box.ts';
import { exportedPaper, writeExport } from '../tally/export.ts';
import type { Ballot } from '../tally/ratification.ts';
import { hashOf, inOrder, type Leaf, leafOf, type SealedBallot, type SealedVoter } from './leaves.ts';
import { merkleRoot } from './merkle.ts';

interface Placed {
  leaf: Leaf;
  entry: string | null;
  ballot: string | null;
}

/**
 * Opens the envelopes where ballots are secret, and seals rule, roll and ballots. Refuses where the envelopes cannot be
 * opened here. From now on secret ballots exist as sealed papers only.
 */
export async function sealBallots(context: TimedContext, proposal: Proposal): Promise<Refusal | undefined> {
  const { ask, ballots } = await gather(context, proposal);
  const final = proposal.secrecy === 'secret' ? await openBox(context, proposal) : ballots;
  if (isRefusal(final)) return final;
  const about = { text: proposal.question, coalition: context.coalition.name, number: proposal.number };
  const { format: _, version: __, papers: ___, ...rule } = writeExport(about, ask, []);
  const ruled = { ...rule, secrecy: proposal.secrecy, silence: proposal.silence, closedAt: context.now.toISOString() };
  const placed: Placed[] = [
    { leaf: leafOf('rule', ruled), entry: null, ballot: null },
    ...(await votersOf(context, proposal)),
    ...final.map(ballotLeaf).sort((a, b) => inOrder(a.leaf, b.leaf)),
  ];
  await putLeaves(context, proposal, placed);
  return undefined;
}

const ballotLeaf = ({ paper, ratification, entry, id }: Ballot): Placed => {
  const { status: _, ...said } = exportedPaper({ ...paper, status: 'counted' });
  const ballot: SealedBallot = { ...said, ...(ratification && { ratifyBy: ratification.by.toString() }) };
  return { leaf: leafOf('ballot', ballot), entry: entry ?? null, ballot: id ?? null };
};

/** A voter whose voice another one's ballot carries has its weight on a paper too: for the file it has voted. */
async function votersOf(context: TimedContext, proposal: Proposal): Promise<Placed[]> {
  const { db, coalition } = context;
  const { id } = proposal;
  const lent = (await carriedOf(context, proposal)).filter(({ againstMandate }) => !againstMandate);
  const carried = new Set(lent.map(({ member }) => member));
  const rows = await db
    .selectFrom('rollEntries as e')
    .leftJoin('ballots as b', (j) =>
      j.onRef('b.coalitionId', '=', 'e.coalitionId').onRef('b.entryId', '=', 'e.id').on('b.replacedAt', 'is', null),
    )
    .select(['e.id', 'e.memberId', 'e.personId', 'e.weight', 'e.peopleRepresented', 'e.constituencyIds'])
    .select(sql<boolean>`b.id is not null`.as('voted'))
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .execute();
  return rows
    .map((row) => {
      const voter: SealedVoter = {
        ...(row.memberId !== null && { member: row.memberId }),
        ...(row.personId !== null && { person: row.personId }),
        weight: row.weight,
        ...(row.peopleRepresented !== null && { people: String(row.peopleRepresented) }),
        groups: row.constituencyIds.toSorted(),
        voted: row.voted || (row.memberId !== null && carried.has(row.memberId)),
      };
      return { leaf: leafOf('voter', voter), entry: row.id, ballot: null };
    })
    .sort((a, b) => inOrder(a.leaf, b.leaf));
}

/** So many rows go into one statement: a statement takes 65,535 values. */
const atOnce = 2000;

async function putLeaves({ db, coalition, ids, now }: TimedContext, { id: proposalId }: Proposal, placed: Placed[]) {
  const id = ids.next();
  const root = merkleRoot(placed.map(({ leaf }) => hashOf(leaf))).toString('hex');
  await db
    .insertInto('seals')
    .values({ coalitionId: coalition.id, id, proposalId, at: now, root, size: placed.length })
    .execute();
  const rows = placed.map(({ leaf, entry, ballot }, position) => ({
    coalitionId: coalition.id,
    sealId: id,
    position,
    ...leaf,
    entryId: entry,
    ballotId: ballot,
  }));
  for (let from = 0; from < rows.length; from += atOnce) {
    await db
      .insertInto('sealLeaves')
      .values(rows.slice(from, from + atOnce))
      .execute();
  }
}
