import { z } from 'zod';
import { isRefusal } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import { proposalNumber } from './inputs.ts';
import { masked } from './links.ts';
import { maySee } from './policy.ts';
import { findProposal } from './proposal.ts';

const link = z.object({
  id: z.uuid(),
  member: z.uuid(),
  memberName: z.string(),
  /** Whom it was sent to: a name, and as much of the address as colleagues need. */
  person: z.string(),
  sentTo: z.string(),
  since: z.date(),
  revokedAt: z.date().nullable(),
  uses: z.array(z.object({ at: z.date(), byReply: z.boolean() })),
});
export type ShownLink = z.infer<typeof link>;

/** The links that were sent for one's own members, with every use; coordinators see those of all members. */
export const ballotLinks = query({
  name: 'decisions.ballotLinks',
  scope: 'coalition',
  summary:
    'The links to vote by mail that were sent for your members (as coordinator: for all), and each of their uses.',
  input: z.strictObject({ proposal: z.coerce.number<number>().pipe(proposalNumber) }),
  output: z.array(link),
  example: (story) => ({ proposal: story.proposals.open }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const { db, coalition, actor } = context;
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    const own = actor.standing.represents
      .filter(({ authority }) => authority !== 'observes')
      .map(({ member }) => member);
    if (!actor.standing.coordinator && own.length === 0) return [];
    const links = await db
      .selectFrom('ballotLinks as l')
      .innerJoin('users as u', 'u.id', 'l.personId')
      .select(['l.id', 'l.memberId', 'l.personId', 'l.createdAt', 'l.revokedAt', 'u.email'])
      .where('l.coalitionId', '=', coalition.id)
      .where('l.proposalId', '=', proposal.id)
      .$if(!actor.standing.coordinator, (q) => q.where('l.memberId', 'in', own))
      .orderBy('l.createdAt')
      .orderBy('l.id')
      .execute();
    if (links.length === 0) return [];
    const uses = await db
      .selectFrom('linkUses')
      .select(['linkId', 'at', 'byReply'])
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .orderBy('at')
      .execute();
    const names = await db
      .selectFrom('rollEntries as e')
      .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
      .select(['m.id', 'm.name'])
      .where('e.coalitionId', '=', coalition.id)
      .where('e.proposalId', '=', proposal.id)
      .execute();
    const people = await db
      .selectFrom('profiles')
      .select(['personId', 'name'])
      .where('coalitionId', '=', coalition.id)
      .where(
        'personId',
        'in',
        links.map(({ personId }) => personId),
      )
      .execute();
    const nameOf = new Map([...names.map(({ id, name }) => [id, name] as const)]);
    const personOf = new Map(people.map(({ personId, name }) => [personId, name]));
    return links.map((row) => ({
      id: row.id,
      member: row.memberId,
      memberName: nameOf.get(row.memberId) ?? '',
      person: personOf.get(row.personId) ?? '',
      sentTo: masked(row.email),
      since: row.createdAt,
      revokedAt: row.revokedAt,
      uses: uses.filter(({ linkId }) => linkId === row.id).map(({ at, byReply }) => ({ at, byReply })),
    }));
  },
});
