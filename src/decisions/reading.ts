// The rows behind one decision, read part by part.
import type { TimedContext } from '../kernel/command.ts';
import type { ProposalInput } from './inputs.ts';
import type { Proposal } from './proposal.ts';
import type { Status } from './register.ts';
import type { CommentView, Decision, ObjectionView } from './shapes.ts';

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

/** The kept rule that decides, by its name. */
export async function keptRuleOf(
  { db, coalition }: TimedContext,
  { ruleId, ruleVersion }: Pick<Proposal, 'ruleId' | 'ruleVersion'>,
): Promise<Decision['keptRule']> {
  if (ruleId === null || ruleVersion === null) return null;
  const rule = await db
    .selectFrom('votingRules')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', ruleId)
    .executeTakeFirstOrThrow();
  return { ...rule, version: ruleVersion };
}

/** Who must agree besides, with the constituencies' present names. */
export async function namedConcurrence(
  { db, coalition }: TimedContext,
  { concurrence }: Pick<Proposal, 'concurrence'>,
): Promise<Decision['concurrence']> {
  const stored = concurrence as ProposalInput['concurrence'] | null;
  if (!stored) return null;
  const named = await db
    .selectFrom('constituencies')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition.id)
    .execute();
  const groups = stored.groups.map((group) => ({
    ...group,
    name: named.find(({ id }) => id === group.id)?.name ?? '',
  }));
  return { ...stored, groups };
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

export async function objectionsOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<ObjectionView[]> {
  const rows = await db
    .selectFrom('objections as o')
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'o.coalitionId').onRef('e.id', '=', 'o.entryId'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('profiles as p', (j) =>
      j.onRef('p.coalitionId', '=', 'e.coalitionId').onRef('p.personId', '=', 'e.personId'),
    )
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
      'e.personId',
      'm.name',
      'p.name as person',
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
    person: row.personId,
    memberName: row.name ?? row.person ?? '',
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
