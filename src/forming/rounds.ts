// The rounds of readiness as commands and queries need them.
import type { Context } from '../kernel/command.ts';

export interface Round {
  id: string;
  number: number;
  askedAt: Date;
  dueAt: Date;
  asked: number;
  answered: number;
  /** Who was asked. */
  people: Set<string>;
}

/** Is everything shown: have all answered, or has the date come? */
export const isShown = ({ asked, answered, dueAt }: Round, now: Date): boolean => asked === answered || now >= dueAt;

/** The rounds in their order, the newest last, with how many have answered. */
export async function rounds({ db, coalition }: Context): Promise<Round[]> {
  const rows = await db
    .selectFrom('readinessRounds as r')
    .innerJoin('readinessPeople as p', (join) =>
      join.onRef('p.coalitionId', '=', 'r.coalitionId').onRef('p.roundId', '=', 'r.id'),
    )
    .select(['r.id', 'r.number', 'r.askedAt', 'r.dueAt', 'p.personId', 'p.answeredAt'])
    .where('r.coalitionId', '=', coalition.id)
    .orderBy('r.number')
    .execute();
  const found = new Map<string, Round>();
  for (const { id, number, askedAt, dueAt, personId, answeredAt } of rows) {
    const round = found.get(id) ?? { id, number, askedAt, dueAt, asked: 0, answered: 0, people: new Set() };
    found.set(id, round);
    round.people.add(personId);
    round.asked += 1;
    if (answeredAt) round.answered += 1;
  }
  return [...found.values()];
}

/** One round; with a lock on it where its answers must not pass each other. */
export async function roundByNumber(
  context: Context,
  number: number,
  { lock }: { lock: boolean },
): Promise<Round | undefined> {
  const { db, coalition } = context;
  if (lock) {
    await db
      .selectFrom('readinessRounds')
      .select('id')
      .where('coalitionId', '=', coalition.id)
      .where('number', '=', number)
      .forUpdate()
      .execute();
  }
  return (await rounds(context)).find((round) => round.number === number);
}

/** The number of the next round. Two asked at the same moment meet at it. */
export async function nextRound({ db, coalition }: Context): Promise<number> {
  const { last } = await db
    .selectFrom('readinessRounds')
    .select((eb) => eb.fn.max('number').as('last'))
    .where('coalitionId', '=', coalition.id)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
