// The box of a secret ballot: envelopes while it is open, papers without names when it is closed, and nothing in between.
// Invariants: one envelope per roll entry, replaced in place; opening takes everything out in the closing transaction
// and leaves neither envelope nor key; a box that was emptied is never filled again.
import type { Context } from '../../kernel/command.ts';
import { conflict, type Refusal } from '../../kernel/errors.ts';
import { optionsOf } from '../count.ts';
import type { Proposal } from '../proposal.ts';
import { findSeal } from '../seal/sealed.ts';
import type { Choice } from '../tally/ballot.ts';
import { fraction } from '../tally/exact.ts';
import type { Ballot } from '../tally/ratification.ts';
import { aggregate } from './aggregate.ts';
import { makeBox, openBoxKey, putInEnvelope, takeFromEnvelope } from './envelope.ts';

interface Place {
  entry: string;
  ballot: string;
}

/** Keeps what a member said where nobody can read it, in the place of what it said before. */
export async function putEnvelope(
  context: Context,
  proposal: Proposal,
  { entry, ballot }: Place,
  choice: Choice,
): Promise<Refusal | undefined> {
  const { db, coalition } = context;
  const publicKey = await boxOf(context, proposal);
  if (typeof publicKey !== 'string') return publicKey;
  const size = sizeFor((await optionsOf(context, proposal.id)).length);
  const sealed = putInEnvelope(publicKey, JSON.stringify(choice), size, matter(context, proposal, ballot));
  await db
    .insertInto('envelopes')
    .values({ coalitionId: coalition.id, entryId: entry, proposalId: proposal.id, ballotId: ballot, sealed })
    .onConflict((c) => c.columns(['coalitionId', 'entryId']).doUpdateSet({ ballotId: ballot, sealed }))
    .execute();
  return undefined;
}

/** Room for the longest thing that can be said about so many options: each with its id and its score or rank. */
const sizeFor = (options: number): number => 256 * Math.ceil((128 + options * 56) / 256);

/** The proposal's public key. Whoever votes first makes the box; two at once make one. */
async function boxOf(context: Context, { id }: Proposal): Promise<string | Refusal> {
  const { db, coalition } = context;
  const find = () =>
    db
      .selectFrom('ballotBoxes')
      .select('publicKey')
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', id)
      .executeTakeFirst();
  const there = await find();
  if (there) return there.publicKey;
  if (await findSeal(context, id)) return conflict('secrecy.neverReopened');
  await db
    .insertInto('ballotBoxes')
    .values({ coalitionId: coalition.id, proposalId: id, ...makeBox(context.secret, boxMatter(context, id)) })
    .onConflict((c) => c.columns(['coalitionId', 'proposalId']).doNothing())
    .execute();
  return (await find())!.publicKey;
}

/**
 * Opens all envelopes whose ballots count, adds up what says the same, and deletes envelopes and key. Who said what is
 * from here on in no row, in no order and in no variable.
 */
export async function openBox(context: Context, proposal: Proposal): Promise<Ballot[] | Refusal> {
  const { db, coalition, secret } = context;
  const box = await db
    .selectFrom('ballotBoxes')
    .select('privateKey')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal.id)
    .executeTakeFirst();
  if (!box) return [];
  const key = openBoxKey(secret, box.privateKey, boxMatter(context, proposal.id));
  if (!key) return conflict('secrecy.wrongSecret');
  const rows = await db
    .selectFrom('envelopes as v')
    .innerJoin('ballots as b', (j) =>
      j.onRef('b.coalitionId', '=', 'v.coalitionId').onRef('b.id', '=', 'v.ballotId').on('b.replacedAt', 'is', null),
    )
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'v.coalitionId').onRef('e.id', '=', 'v.entryId'),
    )
    .select(['v.sealed', 'v.ballotId', 'e.weight'])
    .where('v.coalitionId', '=', coalition.id)
    .where('v.proposalId', '=', proposal.id)
    .execute();
  const said = rows.map(({ sealed, ballotId, weight }) => ({
    weight: fraction(weight),
    choice: JSON.parse(takeFromEnvelope(key, sealed, matter(context, proposal, ballotId))) as Choice,
  }));
  await discardBox(context, proposal.id);
  return aggregate(said).map((paper) => ({ paper, ratification: null }));
}

/** Throws away envelopes and key: after they were opened, or when the question is taken back. */
export async function discardBox({ db, coalition }: Context, proposal: string): Promise<void> {
  const here = (table: 'envelopes' | 'ballotBoxes') =>
    db.deleteFrom(table).where('coalitionId', '=', coalition.id).where('proposalId', '=', proposal).execute();
  await here('envelopes');
  await here('ballotBoxes');
}

/** What an envelope is bound to: moved to another member or another question, it does not open. */
const matter = ({ coalition }: Context, { id }: Proposal, ballot: string): string => `${coalition.id} ${id} ${ballot}`;
const boxMatter = ({ coalition }: Context, proposal: string): string => `${coalition.id} ${proposal}`;
