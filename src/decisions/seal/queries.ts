import { z } from 'zod';
import { type Actor, isInsider, representing } from '../../kernel/actor.ts';
import type { Context, Verdict } from '../../kernel/command.ts';
import { conflict, forbidden, isRefusal, notFound } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal } from '../proposal.ts';
import { hashOf } from './leaves.ts';
import { inclusionProof } from './merkle.ts';
import { findSeal, leavesOf } from './sealed.ts';

const leaf = z.object({
  index: z.int(),
  kind: z.enum(['rule', 'voter', 'ballot']),
  content: z.record(z.string(), z.json()),
  salt: z.string(),
  /** What is hashed with it, from the leaf up. */
  proof: z.array(z.string()),
});

/** A receipt is for those who speak for the member, in whatever capacity. */
export const mayHaveReceipt = (actor: Actor, member: string | undefined): Verdict =>
  (member === undefined ? isInsider(actor) : representing(actor, member) !== undefined) ||
  forbidden('decisions.notYourMember');

/**
 * Proves that a member's place on the roll is among what was sealed and, unless ballots are secret, its ballot too. The
 * receipt of a secret vote shows that the member took part and nothing of what it said: a proof could be demanded.
 */
export const receipt = query({
  name: 'decisions.receipt',
  scope: 'coalition',
  summary:
    "A member's own leaves of the seal, with the proof that they are in it. Of a secret vote: that it took part.",
  input: z.strictObject({ proposal: z.coerce.number<number>().pipe(proposalNumber), member: z.uuid().optional() }),
  output: z.object({
    format: z.literal('greenbelt-receipt'),
    version: z.literal(1),
    coalition: z.string(),
    number: z.int(),
    root: z.string(),
    size: z.int(),
    leaves: z.array(leaf),
  }),
  example: (story) => ({ proposal: story.proposals.decided, member: story.members.tenants }),
  may: ({ actor }, { member }) => mayHaveReceipt(actor, member),
  async run(context, { proposal: number, member }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    const seal = await findSeal(context, proposal.id);
    if (!seal) return conflict('secrecy.notSealed');
    const entry = await entryOf(context, proposal.id, member);
    if (!entry) return notFound('secrecy.notOnRoll');
    const all = await leavesOf(context, seal.id);
    const hashes = all.map(hashOf);
    const leaves = all.flatMap(({ kind, content, salt, entryId }, index) =>
      entryId === entry
        ? [{ index, kind, content: JSON.parse(content), salt, proof: inclusionProof(hashes, index).map(hex) }]
        : [],
    );
    const { slug } = context.coalition;
    const about = { format: 'greenbelt-receipt' as const, version: 1 as const, coalition: slug, number };
    return { ...about, root: seal.root, size: seal.size, leaves };
  },
});

const hex = (hash: Buffer): string => hash.toString('hex');

/** The member's place on the roll, or one's own where persons vote. */
async function entryOf(
  { db, coalition, actor }: Context,
  proposal: string,
  member?: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('rollEntries')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .where(member === undefined ? 'personId' : 'memberId', '=', member ?? actor.person)
    .executeTakeFirst();
  return row?.id;
}
