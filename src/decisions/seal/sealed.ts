// Reading a seal: its leaves, and the ballots that were sealed.
import type { Context } from '../../kernel/command.ts';
import { fraction } from '../tally/exact.ts';
import type { Ballot } from '../tally/ratification.ts';
import type { Kind, Leaf, SealedBallot } from './leaves.ts';

export interface Seal {
  id: string;
  at: Date;
  root: string;
  size: number;
}

/** The newest seal of a proposal, if it was closed and sealed. */
export const findSeal = ({ db, coalition }: Context, proposal: string): Promise<Seal | undefined> =>
  db
    .selectFrom('seals')
    .select(['id', 'at', 'root', 'size'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

export interface StoredLeaf extends Leaf {
  entryId: string | null;
  ballotId: string | null;
}

export async function leavesOf({ db, coalition }: Context, seal: string, kind?: Kind): Promise<StoredLeaf[]> {
  const rows = await db
    .selectFrom('sealLeaves')
    .select(['kind', 'content', 'salt', 'entryId', 'ballotId'])
    .where('coalitionId', '=', coalition.id)
    .where('sealId', '=', seal)
    .$if(kind !== undefined, (q) => q.where('kind', '=', kind!))
    .orderBy('position')
    .execute();
  return rows as StoredLeaf[];
}

/** The papers of a secret ballot. Before the close there are none to be read. */
export async function sealedBallots(context: Context, proposal: string): Promise<Ballot[]> {
  const seal = await findSeal(context, proposal);
  if (!seal) return [];
  const leaves = await leavesOf(context, seal.id, 'ballot');
  return leaves.map(({ content }) => {
    const { weight, choice, groups, people, textVersion } = JSON.parse(content) as SealedBallot;
    const paper = {
      weight: fraction(weight),
      choice,
      ...(groups && { groups }),
      ...(people && { people: fraction(people) }),
      ...(textVersion !== undefined && { version: textVersion }),
    };
    return { paper, ratification: null };
  });
}
