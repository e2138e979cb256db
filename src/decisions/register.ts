// The register of decisions, and what in it waits for somebody.
import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { TimedContext } from '../kernel/command.ts';
import { query } from '../kernel/query.ts';
import { proposalNumber } from './inputs.ts';
import { maySee } from './policy.ts';
import { asksAgain } from './tally/methods.ts';

/** Where a proposal stands, in the words of the register. */
export const statuses = ['discussion', 'open', 'counting', 'provisional', 'decided', 'withdrawn'] as const;
export type Status = (typeof statuses)[number];

const registered = z.object({
  number: z.int(),
  question: z.string(),
  method: z.string(),
  status: z.enum(statuses),
  result: z.string().nullable(),
  proposedAt: z.date(),
  opensAt: z.date().nullable(),
  closesAt: z.date(),
  provisionalUntil: z.date().nullable(),
  revisitOn: z.string().nullable(),
  subjects: z.array(z.string()),
});
export type Registered = z.infer<typeof registered>;

const likeable = (typed: string): string => `%${typed.replace(/[\\%_]/g, '\\$&')}%`;

/** All decisions, newest first. */
export const register = query({
  name: 'decisions.register',
  scope: 'coalition',
  summary: 'The register of decisions, newest first; search its words, filter by status, method or subject.',
  input: z.strictObject({
    search: z.string().trim().max(200).optional(),
    status: z.enum(statuses).optional(),
    method: z.string().max(40).optional(),
    subject: z.string().trim().max(60).optional(),
    /** The number after which to go on. */
    after: z.coerce.number<number>().pipe(proposalNumber).optional(),
    limit: z.coerce.number<number>().int().min(1).max(200).default(30),
  }),
  output: z.object({ items: z.array(registered), next: z.string().nullable() }),
  example: () => ({ search: 'air' }),
  may: ({ actor }) => maySee(actor),
  async run(context, { search, status, method, subject, after, limit }) {
    let list = listed(context);
    if (search)
      list = list.where((eb) =>
        eb.or([eb('question', 'ilike', likeable(search)), eb('background', 'ilike', likeable(search))]),
      );
    if (status) list = list.where('status', '=', status);
    if (method) list = list.where('method', '=', method);
    if (subject)
      list = list.where(sql<boolean>`exists (select from unnest(subjects) s where lower(s) = lower(${subject}))`);
    if (after) list = list.where('number', '<', after);
    const rows = await list
      .orderBy('number', 'desc')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit).map(({ background: _, ...row }) => row);
    return { items, next: rows.length > limit ? String(items.at(-1)!.number) : null };
  },
});

type Listed = Registered & { background: string };

/** Every proposal with its present text, its status now and its latest count, as a table to select from. */
function listed({ db, coalition, now }: TimedContext): SelectQueryBuilder<{ listed: Listed }, 'listed', Listed> {
  const id = coalition.id;
  return db
    .selectFrom(
      sql<Listed>`(
        select p.number, v.question, v.background, p.method, o.result, p.proposed_at, p.opens_at, p.closes_at,
          o.provisional_until, p.revisit_on, coalesce(s.subjects, '{}') as subjects,
          case
            when w.at is not null then 'withdrawn'
            when c.at is not null and o.provisional_until > ${now} then 'provisional'
            when c.at is not null then 'decided'
            when g.at is not null and p.closes_at <= ${now} and z.at is null then 'counting'
            when g.at is not null then 'open'
            else 'discussion'
          end as status
        from proposals p
        join lateral (
          select question, background from proposal_versions
          where coalition_id = ${id} and proposal_id = p.id order by version desc limit 1
        ) v on true
        left join openings g on g.coalition_id = ${id} and g.proposal_id = p.id
        left join closures c on c.coalition_id = ${id} and c.proposal_id = p.id
        left join proposal_withdrawals w on w.coalition_id = ${id} and w.proposal_id = p.id
        left join pauses z on z.coalition_id = ${id} and z.proposal_id = p.id and z.ended_at is null
        left join lateral (
          select result, provisional_until from outcomes
          where coalition_id = ${id} and proposal_id = p.id order by at desc, id desc limit 1
        ) o on true
        left join (
          select ps.proposal_id, array_agg(l.label order by l.label) as subjects
          from proposal_subjects ps join subjects l on l.coalition_id = ps.coalition_id and l.id = ps.subject_id
          where ps.coalition_id = ${id} group by ps.proposal_id
        ) s on s.proposal_id = p.id
        where p.coalition_id = ${id}
      )`.as('listed'),
    )
    .selectAll() as unknown as SelectQueryBuilder<{ listed: Listed }, 'listed', Listed>;
}

const waitingItem = z.object({
  kind: z.enum(['vote', 'ratify', 'judge']),
  number: z.int(),
  question: z.string(),
  member: z.uuid().nullable(),
  memberName: z.string(),
  until: z.date(),
});
export type WaitingItem = z.infer<typeof waitingItem>;

/** What waits for this person: ballots to cast, ballots to ratify, objections to judge. Soonest first. */
export const waiting = query({
  name: 'decisions.waiting',
  scope: 'coalition',
  summary: 'What waits for you and your members: ballots to cast, ballots to ratify, objections to judge.',
  input: z.strictObject({}),
  output: z.array(waitingItem),
  example: () => ({}),
  may: ({ actor }) => maySee(actor),
  async run(context) {
    const { actor } = context;
    const members = actor.standing.represents
      .filter(({ authority }) => authority !== 'observes')
      .map(({ member }) => member);
    const items = await waitingForVoters(context, members);
    if (actor.standing.coordinator) items.push(...(await objectionsToJudge(context)));
    return items.sort((a, b) => a.until.getTime() - b.until.getTime());
  },
});

async function waitingForVoters(
  { db, coalition, now, actor }: TimedContext,
  members: string[],
): Promise<WaitingItem[]> {
  const rows = await db
    .selectFrom('rollEntries as e')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'e.coalitionId').onRef('p.id', '=', 'e.proposalId'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .innerJoin('proposalVersions as v', (j) =>
      j.onRef('v.coalitionId', '=', 'e.coalitionId').onRef('v.proposalId', '=', 'e.proposalId'),
    )
    .leftJoin('closures as c', (j) =>
      j.onRef('c.coalitionId', '=', 'e.coalitionId').onRef('c.proposalId', '=', 'e.proposalId'),
    )
    .leftJoin('proposalWithdrawals as w', (j) =>
      j.onRef('w.coalitionId', '=', 'e.coalitionId').onRef('w.proposalId', '=', 'e.proposalId'),
    )
    .leftJoin('pauses as z', (j) =>
      j
        .onRef('z.coalitionId', '=', 'e.coalitionId')
        .onRef('z.proposalId', '=', 'e.proposalId')
        .on('z.endedAt', 'is', null),
    )
    .leftJoin('ballots as b', (j) =>
      j.onRef('b.coalitionId', '=', 'e.coalitionId').onRef('b.entryId', '=', 'e.id').on('b.replacedAt', 'is', null),
    )
    .leftJoin('ratifications as r', (j) =>
      j.onRef('r.coalitionId', '=', 'b.coalitionId').onRef('r.ballotId', '=', 'b.id'),
    )
    .distinctOn(['e.id'])
    .select([
      'p.number',
      'p.method',
      'p.closesAt',
      'v.question',
      'v.version',
      'e.memberId',
      'm.name',
      'c.at as closedAt',
      'z.at as pausedAt',
    ])
    .select(['b.id as ballot', 'b.version as answered', 'b.choice', 'b.ratifyBy', 'r.answer'])
    .where('e.coalitionId', '=', coalition.id)
    .where((where) =>
      where.or([
        where('e.personId', '=', actor.person),
        ...(members.length > 0 ? [where('e.memberId', 'in', members)] : []),
      ]),
    )
    .where('w.at', 'is', null)
    .where((eb) => eb.or([eb('c.at', 'is', null), eb('b.ratifyBy', '>', now)]))
    .orderBy('e.id')
    .orderBy('v.version', 'desc')
    .execute();
  return rows.flatMap((row): WaitingItem[] => {
    const item = { number: row.number, question: row.question, member: row.memberId, memberName: row.name ?? '' };
    const open = row.closedAt === null && row.pausedAt === null && row.closesAt > now;
    const again = asksAgain(row.method) && row.answered !== null && row.answered < row.version;
    if (open && (row.ballot === null || again)) return [{ kind: 'vote', until: row.closesAt, ...item }];
    if (row.ratifyBy && row.ratifyBy > now && row.answer === null)
      return [{ kind: 'ratify', until: row.ratifyBy, ...item }];
    return [];
  });
}

async function objectionsToJudge({ db, coalition, now }: TimedContext): Promise<WaitingItem[]> {
  const rows = await db
    .selectFrom('objections as o')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'o.coalitionId').onRef('p.id', '=', 'o.proposalId'),
    )
    .innerJoin('proposalVersions as v', (j) =>
      j
        .onRef('v.coalitionId', '=', 'o.coalitionId')
        .onRef('v.proposalId', '=', 'o.proposalId')
        .onRef('v.version', '=', 'o.version'),
    )
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'o.coalitionId').onRef('e.id', '=', 'o.entryId'),
    )
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'e.coalitionId').onRef('n.personId', '=', 'e.personId'),
    )
    .leftJoin('objectionSteps as s', (j) =>
      j.onRef('s.coalitionId', '=', 'o.coalitionId').onRef('s.objectionId', '=', 'o.id'),
    )
    .leftJoin('closures as c', (j) =>
      j.onRef('c.coalitionId', '=', 'o.coalitionId').onRef('c.proposalId', '=', 'o.proposalId'),
    )
    .select(['p.number', 'v.question', 'm.name', 'n.name as person', 'p.closesAt'])
    .where('o.coalitionId', '=', coalition.id)
    .where('p.objectionsJudgedBy', '=', 'coordinators')
    .where('p.closesAt', '>', now)
    .where('s.id', 'is', null)
    .where('c.at', 'is', null)
    .execute();
  return rows.map(({ number, question, name, person, closesAt }) => ({
    kind: 'judge',
    number,
    question,
    member: null,
    memberName: name ?? person ?? '',
    until: closesAt,
  }));
}
