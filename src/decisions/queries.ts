// One decision, for those who read it and those who must act on it.
import { z } from 'zod';
import type { TimedContext } from '../kernel/command.ts';
import { conflict, isRefusal } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import type { Message } from '../system/i18n/translate.ts';
import { optionsOf, papersOf } from './count.ts';
import { proposalNumber } from './inputs.ts';
import { maySee } from './policy.ts';
import { findProposal, type Proposal } from './proposal.ts';
import { type Status, statuses } from './register.ts';
import { writeExport } from './tally/export.ts';

const numbered = z.coerce.number<number>().pipe(proposalNumber);

const version = z.object({
  version: z.int(),
  question: z.string(),
  background: z.string(),
  writtenBy: z.string(),
  at: z.date(),
});
const rollEntry = z.object({
  member: z.uuid(),
  memberName: z.string(),
  weight: z.int(),
  voted: z.boolean(),
  /** Shown when the vote is over; one's own members' at once. */
  choice: z.record(z.string(), z.json()).nullable(),
  basis: z.string().nullable(),
  consultedHow: z.string().nullable(),
  castBy: z.string().nullable(),
  castAt: z.date().nullable(),
  /** The version of the text that was answered. */
  answered: z.int().nullable(),
  ballot: z.uuid().nullable(),
  ratifyBy: z.date().nullable(),
  ratification: z.object({ answer: z.string(), decidedHow: z.string(), at: z.date(), by: z.string() }).nullable(),
  /** Ballots that this one replaced, by whom and when. */
  replaced: z.array(z.object({ castBy: z.string(), castAt: z.date(), replacedAt: z.date() })),
});
const objection = z.object({
  id: z.uuid(),
  member: z.uuid(),
  memberName: z.string(),
  version: z.int(),
  reason: z.string(),
  raisedBy: z.string(),
  at: z.date(),
  became: z.enum(['raised', 'integrated', 'withdrawn', 'standing', 'dismissed']),
  why: z.string(),
  judgedBy: z.string().nullable(),
});
const comment = z.object({
  id: z.uuid(),
  replyTo: z.uuid().nullable(),
  by: z.string(),
  forMember: z.string().nullable(),
  body: z.string(),
  at: z.date(),
});

const decision = z.object({
  number: z.int(),
  status: z.enum(statuses),
  version: z.int(),
  versions: z.array(version),
  options: z.array(z.object({ id: z.uuid(), name: z.string() })),
  method: z.string(),
  /** Breaks the ties that nothing else breaks; fixed when the question was put. */
  seed: z.string(),
  settings: z.record(z.string(), z.json()),
  quorum: z.record(z.string(), z.json()).nullable(),
  silence: z.enum(['lapses', 'stands']),
  judgedBy: z.string(),
  ratificationAllowed: z.boolean(),
  ratifyBy: z.date(),
  proposedBy: z.object({ id: z.uuid(), name: z.string() }),
  forMember: z.string().nullable(),
  proposedAt: z.date(),
  opensAt: z.date().nullable(),
  openedAt: z.date().nullable(),
  closesAt: z.date(),
  closedAt: z.date().nullable(),
  withdrawn: z.object({ at: z.date(), reason: z.string() }).nullable(),
  revisitOn: z.string().nullable(),
  subjects: z.array(z.string()),
  /** Limits of members that the subjects of this proposal meet. A person judges whether it truly touches them. */
  limits: z.array(
    z.object({
      memberName: z.string(),
      subject: z.string(),
      kind: z.string(),
      note: z.string(),
      untilOn: z.string().nullable(),
    }),
  ),
  roll: z.array(rollEntry),
  objections: z.array(objection),
  comments: z.array(comment),
  outcomes: z.array(
    z.object({ at: z.date(), result: z.string(), provisionalUntil: z.date().nullable(), count: z.json() }),
  ),
});
export type Decision = z.infer<typeof decision>;
export type RollEntry = z.infer<typeof rollEntry>;
export type ObjectionView = z.infer<typeof objection>;
export type CommentView = z.infer<typeof comment>;

/** Everything that stands on the page of one decision. */
export const show = query({
  name: 'decisions.show',
  scope: 'coalition',
  summary: 'One decision: its text in versions, rule, roll, objections, discussion and outcome.',
  input: z.strictObject({ proposal: numbered }),
  output: decision,
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    const [facts, versions, options, roll, objections, comments, outcomes] = await Promise.all([
      factsOf(context, proposal),
      versionsOf(context, proposal),
      optionsOf(context, proposal.id),
      rollOf(context, proposal),
      objectionsOf(context, proposal),
      commentsOf(context, proposal),
      outcomesOf(context, proposal),
    ]);
    return {
      number: proposal.number,
      status: statusOf(proposal, outcomes[0]?.provisionalUntil ?? null, context.now),
      version: proposal.version,
      method: proposal.method,
      seed: proposal.seed,
      settings: proposal.settings as Decision['settings'],
      quorum: proposal.quorum as Decision['quorum'],
      silence: proposal.silence,
      judgedBy: proposal.judgedBy,
      ratificationAllowed: proposal.ratificationAllowed,
      ratifyBy: proposal.ratifyBy,
      opensAt: proposal.opensAt,
      closesAt: proposal.closesAt,
      ...facts,
      versions,
      options,
      roll,
      objections,
      comments,
      outcomes,
    };
  },
});

function statusOf({ stage, closesAt }: Proposal, provisionalUntil: Date | null, now: Date): Status {
  if (stage === 'closed') return provisionalUntil && provisionalUntil > now ? 'provisional' : 'decided';
  return stage === 'open' && closesAt <= now ? 'counting' : stage;
}

async function factsOf({ db, coalition, now }: TimedContext, { id }: Proposal) {
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

async function versionsOf({ db, coalition }: TimedContext, { id }: Proposal) {
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

async function rollOf({ db, coalition, actor }: TimedContext, { id, stage }: Proposal): Promise<RollEntry[]> {
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
      consultedHow: row.consultedHow,
      castBy: row.castBy ?? '',
      castAt: row.castAt,
      answered: row.version,
      ballot: row.ballot,
      ratifyBy: row.ratifyBy,
      ratification: row.answer && {
        answer: row.answer,
        decidedHow: row.decidedHow,
        at: row.answeredAt,
        by: row.answeredBy ?? '',
      },
    });
  }
  return [...entries.values()];
}

const blank = ({ memberId, name, weight }: { memberId: string; name: string; weight: number }): RollEntry => ({
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

async function objectionsOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<ObjectionView[]> {
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

async function commentsOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<CommentView[]> {
  const rows = await db
    .selectFrom('comments as c')
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'c.coalitionId').onRef('n.personId', '=', 'c.byPerson'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'c.coalitionId').onRef('m.id', '=', 'c.forMember'))
    .select(['c.id', 'c.replyTo', 'c.body', 'c.at', 'n.name', 'm.name as member'])
    .where('c.coalitionId', '=', coalition.id)
    .where('c.proposalId', '=', id)
    .orderBy('c.at')
    .execute();
  return rows.map(({ name, member, ...row }) => ({ ...row, by: name ?? '', forMember: member }));
}

async function outcomesOf({ db, coalition }: TimedContext, { id }: Proposal): Promise<Decision['outcomes']> {
  return (await db
    .selectFrom('outcomes')
    .select(['at', 'result', 'provisionalUntil', 'count'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()) as Decision['outcomes'];
}

/** The ballots from which anybody recomputes the outcome: the "greenbelt-ballots" export, without who cast what. */
export const ballots = query({
  name: 'decisions.ballots',
  scope: 'coalition',
  summary: 'The ballots of a closed decision, for recomputing the outcome. Says nothing about who cast which.',
  input: z.strictObject({ proposal: numbered }),
  output: z.looseObject({ format: z.literal('greenbelt-ballots'), version: z.literal(1) }),
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    if (proposal.stage !== 'closed') return conflict('decisions.notClosed');
    const { ask, papers } = await papersOf(context, proposal);
    return { ...writeExport({ text: proposal.question, coalition: context.coalition.name, number }, ask, papers) };
  },
});

/** What the newest count says in a sentence, as a message to be told in the reader's language. */
export const reasonOf = (outcome: Decision['outcomes'][number]): Message =>
  (outcome.count as unknown as { outcome: { reason: Message } }).outcome.reason;
