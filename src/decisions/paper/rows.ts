// The bundles of a vote as they stand: what was entered, confirmed, and taken back.
import { sql } from 'kysely';
import type { Context } from '../../kernel/command.ts';
import type { Choice, Roll } from '../tally/ballot.ts';
import { add, fraction } from '../tally/exact.ts';
import type { Ballot } from '../tally/ratification.ts';
import type { CountedPaper } from './bundle.ts';

/** How many people may vote on paper; nothing where the rule takes no paper. */
export async function paperRoll({ db, coalition }: Context, proposal: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('paperRolls')
    .select('people')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .executeTakeFirst();
  return row?.people;
}

/** How many papers are in: confirmed, and all that were not taken back. */
export async function paperTotals({ db, coalition }: Context, proposal: string) {
  const row = await db
    .selectFrom('paperBatches as b')
    .leftJoin('paperConfirmations as c', (j) =>
      j.onRef('c.coalitionId', '=', 'b.coalitionId').onRef('c.batchId', '=', 'b.id'),
    )
    .leftJoin('paperWithdrawals as w', (j) =>
      j.onRef('w.coalitionId', '=', 'b.coalitionId').onRef('w.batchId', '=', 'b.id'),
    )
    .select(sql<number>`coalesce(sum(b.total), 0)::int`.as('entered'))
    .select(sql<number>`coalesce(sum(b.total) filter (where c.batch_id is not null), 0)::int`.as('confirmed'))
    .where('b.coalitionId', '=', coalition.id)
    .where('b.proposalId', '=', proposal)
    .where('w.batchId', 'is', null)
    .executeTakeFirstOrThrow();
  return row;
}

/** The papers that count: of bundles that two people stand for and nobody took back. Alike ones weigh together. */
export async function paperBallots({ db, coalition }: Context, proposal: string): Promise<Ballot[]> {
  const rows = await db
    .selectFrom('paperBatches as b')
    .innerJoin('paperConfirmations as c', (j) =>
      j.onRef('c.coalitionId', '=', 'b.coalitionId').onRef('c.batchId', '=', 'b.id'),
    )
    .leftJoin('paperWithdrawals as w', (j) =>
      j.onRef('w.coalitionId', '=', 'b.coalitionId').onRef('w.batchId', '=', 'b.id'),
    )
    .select('b.papers')
    .where('b.coalitionId', '=', coalition.id)
    .where('b.proposalId', '=', proposal)
    .where('w.batchId', 'is', null)
    .execute();
  return rows
    .flatMap(({ papers }) => papers as unknown as CountedPaper[])
    .map(({ choice, count }) => ({
      // As many heads as papers: each is a voter of its own.
      paper: { weight: fraction(count), part: fraction(count), choice: choice as Choice },
      ratification: null,
    }));
}

/** The roll with those who may vote on paper: each is one entry of weight one. */
export const withPaper = (roll: Roll, people: number | undefined): Roll =>
  people === undefined
    ? roll
    : { ...roll, paper: people, entries: roll.entries + people, weight: add(roll.weight, fraction(people)) };

/** Is every paper in that may come? Where nobody votes on paper, there is none to wait for. */
export async function allPaperIn(context: Context, proposal: string): Promise<boolean> {
  const people = await paperRoll(context, proposal);
  return people === undefined || (await paperTotals(context, proposal)).confirmed >= people;
}
