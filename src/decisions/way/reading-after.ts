// What was said and done around a decision and after it, read part by part.
import type { Context, TimedContext } from '../../kernel/command.ts';
import type { Proposal } from '../proposal.ts';
import type { Way } from './shapes.ts';

/** The outcome in words; the newest first. */
export async function statementsOf({ db, coalition }: Context, { id }: Proposal): Promise<Way['statements']> {
  const rows = await db
    .selectFrom('outcomeStatements as s')
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 's.coalitionId').onRef('n.personId', '=', 's.byPerson'),
    )
    .select(['s.decided', 's.why', 's.at', 'n.name'])
    .where('s.coalitionId', '=', coalition.id)
    .where('s.proposalId', '=', id)
    .orderBy('s.at', 'desc')
    .execute();
  return rows.map(({ name, ...row }) => ({ ...row, by: name ?? '' }));
}

export async function explanationsOf({ db, coalition }: Context, { id }: Proposal): Promise<Way['explanations']> {
  const rows = await db
    .selectFrom('voteExplanations as e')
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'e.coalitionId').onRef('n.personId', '=', 'e.byPerson'),
    )
    .select(['e.memberId as member', 'm.name as memberName', 'e.kind', 'e.says', 'e.at', 'n.name'])
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .where('e.replacedAt', 'is', null)
    .orderBy('m.name')
    .execute();
  return rows.map(({ name, kind, ...row }) => ({ ...row, kind: kind as 'dissent', by: name ?? '' }));
}

/** Tasks with where each stands, the soonest first. */
export async function followUpsOf({ db, coalition }: Context, { id }: Proposal): Promise<Way['followUps']> {
  const rows = await db
    .selectFrom('followUps as f')
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'f.coalitionId').onRef('m.id', '=', 'f.memberId'))
    .leftJoin('followUpSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'f.coalitionId').onRef('s.followUpId', '=', 'f.id'),
    )
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 's.coalitionId').onRef('n.personId', '=', 's.byPerson'),
    )
    .distinctOn(['f.dueOn', 'f.id'])
    .select(['f.id', 'f.what', 'f.memberId as member', 'm.name as memberName', 'f.who', 'f.dueOn', 'f.byPerson'])
    .select(['s.became', 's.why', 's.at as markedAt', 'n.name as markedBy'])
    .where('f.coalitionId', '=', coalition.id)
    .where('f.proposalId', '=', id)
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
  return rows.map(({ became, why, dueOn, ...row }) => ({
    ...row,
    dueOn: dueOn as unknown as string,
    became: (became ?? 'open') as 'open',
    why: why ?? '',
  }));
}

export async function revisitsOf({ db, coalition }: Context, { id }: Proposal): Promise<Way['revisits']> {
  const rows = await db
    .selectFrom('revisits as r')
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'r.coalitionId').onRef('n.personId', '=', 'r.byPerson'),
    )
    .select(['r.verdict', 'r.why', 'r.nextOn', 'r.at', 'n.name'])
    .where('r.coalitionId', '=', coalition.id)
    .where('r.proposalId', '=', id)
    .orderBy('r.at', 'desc')
    .execute();
  return rows.map(({ name, nextOn, verdict, ...row }) => ({
    ...row,
    verdict: verdict as 'kept',
    nextOn: nextOn as unknown as string | null,
    by: name ?? '',
  }));
}

/** Below so many answers a spread would tell who said what. */
const fewest = 5;

/** Temperature checks with their spread, the newest first; anonymous ones only when enough have answered. */
export async function soundingsOf({ db, coalition, actor }: TimedContext, { id }: Proposal): Promise<Way['soundings']> {
  const rows = await db
    .selectFrom('soundings as s')
    .leftJoin('soundingAnswers as a', (j) =>
      j.onRef('a.coalitionId', '=', 's.coalitionId').onRef('a.soundingId', '=', 's.id'),
    )
    .select(['s.id', 's.version', 's.per', 's.anonymous', 's.at', 's.endedAt', 's.byPerson', 'a.voice', 'a.level'])
    .where('s.coalitionId', '=', coalition.id)
    .where('s.proposalId', '=', id)
    .orderBy('s.at', 'desc')
    .execute();
  const own = new Set([actor.person, ...actor.standing.represents.map(({ member }) => member)]);
  const found = new Map<string, Way['soundings'][number]>();
  for (const { voice, level, per, ...row } of rows) {
    const sounding = found.get(row.id) ?? {
      ...row,
      per: per as 'person',
      answers: 0,
      spread: [0, 0, 0, 0, 0],
      mine: [],
    };
    found.set(row.id, sounding);
    if (voice === null || level === null) continue;
    sounding.answers++;
    sounding.spread![level - 1]!++;
    if (own.has(voice)) sounding.mine.push({ voice, level });
  }
  // While an anonymous one runs, each new answer would show by how much the spread has moved.
  for (const sounding of found.values())
    if (sounding.anonymous && (sounding.answers < fewest || sounding.endedAt === null)) sounding.spread = null;
  return [...found.values()];
}

export async function adviceOf({ db, coalition }: Context, { id }: Proposal): Promise<Way['advice']> {
  const rows = await db
    .selectFrom('adviceRequests as r')
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'r.coalitionId').onRef('m.id', '=', 'r.memberId'))
    .leftJoin('advice as a', (j) => j.onRef('a.coalitionId', '=', 'r.coalitionId').onRef('a.requestId', '=', 'r.id'))
    .select(['r.id', 'r.memberId as member', 'm.name as memberName', 'r.who', 'r.asks', 'r.at', 'a.says'])
    .select('a.at as saidAt')
    .where('r.coalitionId', '=', coalition.id)
    .where('r.proposalId', '=', id)
    .orderBy('r.at')
    .execute();
  return rows.map(({ memberName, ...row }) => ({ ...row, who: memberName ?? row.who }));
}
