// The rows behind one decision, read part by part.
import type { TimedContext } from '../kernel/command.ts';
import type { Proposal } from './proposal.ts';
import type { Status } from './register.ts';
import type { CommentView, Decision, ObjectionView, RollEntry } from './shapes.ts';

export function statusOf({ stage, closesAt, pausedAt }: Proposal, provisionalUntil: Date | null, now: Date): Status {
  if (stage === 'closed') return provisionalUntil && provisionalUntil > now ? 'provisional' : 'decided';
  return stage === 'open' && closesAt <= now && pausedAt === null ? 'counting' : stage;
}

export async function factsOf({ db, coalition, now }: TimedContext, { id }: Proposal) {
  const row = await db
    .selectFrom('proposals as p')
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'p.coalitionId').onRef('n.personId', '=', 'p.proposedBy'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'p.coalitionId').onRef('m.id', '=', 'p.forMember'))
    .leftJoin('openings as o', (j) => j.onRef('o.coalitionId', '=', 'p.coalitionId').onRef('o.proposalId', '=', 'p.id'))
    .leftJoin('closures as c', (j) => j.onRef('c.coalitionId', '=', 'p.coalitionId').onRef('c.proposalId', '=', 'p.id'))
    .leftJoin('proposalWithdrawals as w', (j) =>
      j.onRef('w.coalitionId', '=', 'p.coalitionId').onRef('w.proposalId', '=', 'p.id'),
    )
    .select(['p.proposedBy', 'p.proposedAt', 'p.revisitOn', 'n.name as proposer', 'm.name as member'])
    .select(['o.at as openedAt', 'c.at as closedAt', 'w.at as withdrawnAt', 'w.reason'])
    .where('p.coalitionId', '=', coalition.id)
    .where('p.id', '=', id)
    .executeTakeFirstOrThrow();
  const touched = await db
    .selectFrom('proposalSubjects as ps')
    .innerJoin('subjects as s', (j) =>
      j.onRef('s.coalitionId', '=', 'ps.coalitionId').onRef('s.id', '=', 'ps.subjectId'),
    )
    .leftJoin('limits as l', (j) =>
      j
        .onRef('l.coalitionId', '=', 'ps.coalitionId')
        .onRef('l.subjectId', '=', 'ps.subjectId')
        .on('l.liftedAt', 'is', null)
        .on((eb) =>
          eb.or([eb('l.untilOn', 'is', null), eb('l.untilOn', '>=', now.toISOString().slice(0, 10) as never)]),
        ),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'l.coalitionId').onRef('m.id', '=', 'l.memberId'))
    .leftJoin('memberStatuses as ms', (j) =>
      j
        .onRef('ms.coalitionId', '=', 'l.coalitionId')
        .onRef('ms.memberId', '=', 'l.memberId')
        .on('ms.untilAt', 'is', null)
        .on('ms.status', '=', 'active'),
    )
    .select(['ms.id as belongs'])
    .select(['s.label', 'l.kind', 'l.note', 'l.untilOn', 'm.name'])
    .where('ps.coalitionId', '=', coalition.id)
    .where('ps.proposalId', '=', id)
    .orderBy('s.label')
    .orderBy('m.name')
    .execute();
  return {
    proposedBy: { id: row.proposedBy, name: row.proposer ?? '' },
    forMember: row.member,
    proposedAt: row.proposedAt,
    openedAt: row.openedAt,
    closedAt: row.closedAt,
    withdrawn: row.withdrawnAt && { at: row.withdrawnAt, reason: row.reason ?? '' },
    revisitOn: row.revisitOn as string | null,
    subjects: [...new Set(touched.map(({ label }) => label))],
    limits: touched
      .filter(({ kind, belongs }) => kind !== null && belongs !== null)
      .map(({ name, label, kind, note, untilOn }) => ({
        memberName: name ?? '',
        subject: label,
        kind: kind!,
        note: note ?? '',
        untilOn: untilOn as string | null,
      })),
  };
}

export async function versionsOf({ db, coalition }: TimedContext, { id }: Proposal) {
  const rows = await db
    .selectFrom('proposalVersions as v')
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'v.coalitionId').onRef('n.personId', '=', 'v.writtenBy'),
    )
    .select(['v.version', 'v.question', 'v.background', 'v.at', 'n.name'])
    .where('v.coalitionId', '=', coalition.id)
    .where('v.proposalId', '=', id)
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map(({ name, ...row }) => ({ ...row, writtenBy: name ?? '' }));
}

export async function rollOf({ db, coalition, actor }: TimedContext, { id, stage }: Proposal): Promise<RollEntry[]> {
  const rows = await db
    .selectFrom('rollEntries as e')
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('ballots as b', (j) => j.onRef('b.coalitionId', '=', 'e.coalitionId').onRef('b.entryId', '=', 'e.id'))
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'b.coalitionId').onRef('n.personId', '=', 'b.castBy'),
    )
    .leftJoin('ratifications as r', (j) =>
      j.onRef('r.coalitionId', '=', 'b.coalitionId').onRef('r.ballotId', '=', 'b.id'),
    )
    .leftJoin('profiles as rn', (j) =>
      j.onRef('rn.coalitionId', '=', 'r.coalitionId').onRef('rn.personId', '=', 'r.byPerson'),
    )
    .select([
      'e.memberId',
      'm.name',
      'e.weight',
      'b.id as ballot',
      'b.choice',
      'b.version',
      'b.basis',
      'b.consultedHow',
    ])
    .select([
      'b.ratifyBy',
      'b.castAt',
      'b.replacedAt',
      'n.name as castBy',
      'r.answer',
      'r.decidedHow',
      'r.at as answeredAt',
      'rn.name as answeredBy',
    ])
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .orderBy('m.name')
    .orderBy('b.castAt')
    .execute();
  const own = new Set(actor.standing.represents.map(({ member }) => member));
  const entries = new Map<string, RollEntry>();
  for (const row of rows) {
    const entry = entries.get(row.memberId) ?? blank(row);
    entries.set(row.memberId, entry);
    if (row.ballot === null) continue;
    if (row.replacedAt !== null) {
      entry.replaced.push({ castBy: row.castBy ?? '', castAt: row.castAt!, replacedAt: row.replacedAt });
      continue;
    }
    const visible = stage === 'closed' || own.has(row.memberId);
    Object.assign(entry, {
      voted: true,
      choice: visible ? row.choice : null,
      basis: row.basis,
      // How a member was asked, and how it answered, may give away what it said.
      consultedHow: visible ? row.consultedHow : null,
      castBy: row.castBy ?? '',
      castAt: row.castAt,
      answered: row.version,
      ballot: row.ballot,
      ratifyBy: row.ratifyBy,
      ratification: row.answer && {
        answer: row.answer,
        decidedHow: visible ? row.decidedHow : '',
        at: row.answeredAt,
        by: row.answeredBy ?? '',
      },
    });
  }
  return [...entries.values()];
}

const blank = ({ memberId, name, weight }: { memberId: string; name: string; weight: string }): RollEntry => ({
  member: memberId,
  memberName: name,
  weight,
  voted: false,
  choice: null,
  basis: null,
  consultedHow: null,
  castBy: null,
  castAt: null,
  answered: null,
  ballot: null,
  ratifyBy: null,
  ratification: null,
  replaced: [],
});

export async function objectionsOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<ObjectionView[]> {
  const rows = await db
    .selectFrom('objections as o')
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'o.coalitionId').onRef('e.id', '=', 'o.entryId'),
    )
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'o.coalitionId').onRef('n.personId', '=', 'o.raisedBy'),
    )
    .leftJoin('objectionSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'o.coalitionId').onRef('s.objectionId', '=', 'o.id'),
    )
    .leftJoin('profiles as j', (b) =>
      b.onRef('j.coalitionId', '=', 's.coalitionId').onRef('j.personId', '=', 's.byPerson'),
    )
    .distinctOn(['o.at', 'o.id'])
    .select([
      'o.id',
      'e.memberId',
      'm.name',
      'o.version',
      'o.reason',
      'o.at',
      'n.name as raisedBy',
      's.became',
      's.reason as why',
      'j.name as judge',
    ])
    .where('o.coalitionId', '=', coalition.id)
    .where('o.proposalId', '=', id)
    .orderBy('o.at')
    .orderBy('o.id')
    .orderBy('s.at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    member: row.memberId,
    memberName: row.name,
    version: row.version,
    reason: row.reason,
    raisedBy: row.raisedBy ?? '',
    at: row.at,
    became: (row.became ?? 'raised') as ObjectionView['became'],
    why: row.why ?? '',
    judgedBy: row.judge,
  }));
}

export async function commentsOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<CommentView[]> {
  const rows = await db
    .selectFrom('comments as c')
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'c.coalitionId').onRef('n.personId', '=', 'c.byPerson'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'c.coalitionId').onRef('m.id', '=', 'c.forMember'))
    .leftJoin('commentSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'c.coalitionId').onRef('s.commentId', '=', 'c.id'),
    )
    .distinctOn(['c.at', 'c.id'])
    .select(['c.id', 'c.replyTo', 'c.body', 'c.at', 'c.kind', 'c.part', 'c.version', 'c.byPerson'])
    .select(['n.name', 'm.name as member', 's.became'])
    .where('c.coalitionId', '=', coalition.id)
    .where('c.proposalId', '=', id)
    .orderBy('c.at')
    .orderBy('c.id')
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc')
    .execute();
  return rows.map(({ name, member, kind, became, ...row }) => ({
    ...row,
    kind: kind as CommentView['kind'],
    became: became as CommentView['became'],
    by: name ?? '',
    forMember: member,
  }));
}

export async function outcomesOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<Decision['outcomes']> {
  return (await db
    .selectFrom('outcomes')
    .select(['at', 'result', 'provisionalUntil', 'count'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()) as Decision['outcomes'];
}
