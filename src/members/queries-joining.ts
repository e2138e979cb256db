// Joining from both sides: what somebody sees who comes, and what coordinators see of those who do.
import { z } from 'zod';
import type { Authority } from '../kernel/actor.ts';
import { isInsider } from '../kernel/actor.ts';
import type { TimedContext } from '../kernel/command.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { type Db, openCoalition } from '../system/database/connect.ts';
import { authorities, type Kind, kinds, type Status, statuses } from './fields.ts';
import { nameKey } from './names.ts';
import { mayKeepRoster } from './policy.ts';
import { answersOf, limitsOf, voicesOf } from './reading.ts';
import { givenAnswers, named, presentLimit } from './shapes.ts';
import { tokenHash } from './token.ts';

const states = ['pending', 'used', 'revoked', 'expired'] as const;
type State = (typeof states)[number];

const stateOf = (row: { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date }, now: Date): State => {
  if (row.usedAt) return 'used';
  if (row.revokedAt) return 'revoked';
  return row.expiresAt <= now ? 'expired' : 'pending';
};

/** What an invitation's link is for. Reading it changes nothing: scanners follow links too. */
export const readInvitation = query({
  name: 'members.readInvitation',
  scope: 'server',
  reach: 'anyone',
  summary: 'What an invitation is for, by its token: which coalition, which member, until when.',
  input: z.strictObject({ token: z.string().trim().min(1).max(200) }),
  output: z.object({
    coalition: z.object({ slug: z.string(), name: z.string(), purpose: z.string() }),
    member: named.extend({ kind: z.enum(kinds), status: z.enum(statuses), answered: z.boolean() }).nullable(),
    name: z.string(),
    inviter: z.string(),
    authority: z.enum(authorities).nullable(),
    language: z.string(),
    until: z.date(),
    state: z.enum(states),
  }),
  example: (story) => ({ token: story.invitationToken }),
  async run({ db, now }, { token }) {
    const row = await db
      .selectFrom('invitations as i')
      .innerJoin('coalitions as c', 'c.id', 'i.coalitionId')
      .select([
        'i.coalitionId',
        'c.slug',
        'c.name as coalition',
        'c.purpose',
        'i.memberId',
        'i.name',
        'i.authority',
        'i.language',
      ])
      .select(['i.invitedBy', 'i.expiresAt', 'i.usedAt', 'i.revokedAt'])
      .where('i.tokenHash', '=', tokenHash(token))
      .executeTakeFirst();
    if (!row) return notFound('members.invitationNotFound');
    // The token was checked: it opens the name of its member and of whoever invited, and nothing else.
    await openCoalition(db, row.coalitionId);
    const inviter = await db
      .selectFrom('profiles')
      .select('name')
      .where('coalitionId', '=', row.coalitionId)
      .where('personId', '=', row.invitedBy)
      .executeTakeFirst();
    return {
      coalition: { slug: row.slug, name: row.coalition, purpose: row.purpose },
      member: row.memberId ? await invitedMember(db, row.coalitionId, row.memberId) : null,
      name: row.name,
      inviter: inviter?.name ?? '',
      authority: row.authority as Authority | null,
      language: row.language,
      until: row.expiresAt,
      state: stateOf(row, now),
    };
  },
});

async function invitedMember(db: Db, coalition: string, member: string) {
  const row = await db
    .selectFrom('members as m')
    .innerJoin('memberStatuses as s', (join) =>
      join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
    )
    .leftJoin('joiningAnswers as a', (join) =>
      join.onRef('a.coalitionId', '=', 'm.coalitionId').onRef('a.memberId', '=', 'm.id'),
    )
    .select(['m.id', 'm.name', 'm.kind', 's.status', 'a.id as answer'])
    .where('m.coalitionId', '=', coalition)
    .where('m.id', '=', member)
    .limit(1)
    .executeTakeFirstOrThrow();
  const { answer, kind, status, ...rest } = row;
  return { ...rest, kind: kind as Kind, status: status as Status, answered: answer !== null };
}

/** What became of one's own wish to join. */
export const myApplication = query({
  name: 'members.myApplication',
  scope: 'coalition',
  reach: 'anyone',
  summary:
    'What became of your own asking to join: waiting, welcomed or declined with its reason; null if you never asked.',
  input: z.strictObject({}),
  output: z
    .object({
      member: id,
      name: z.string(),
      kind: z.enum(kinds),
      status: z.enum(statuses),
      since: z.date(),
      reason: z.string(),
    })
    .nullable(),
  example: () => ({}),
  async run({ db, coalition, actor }) {
    const nothing = coalition.audience === 'members' && !isInsider(actor) ? notFound('kernel.coalitionNotFound') : null;
    if (actor.person === null) return nothing;
    const row = await db
      .selectFrom('representatives as r')
      .innerJoin('members as m', (join) =>
        join.onRef('m.coalitionId', '=', 'r.coalitionId').onRef('m.id', '=', 'r.memberId'),
      )
      .innerJoin('memberStatuses as s', (join) =>
        join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
      )
      .select(['m.id as member', 'm.name', 'm.kind', 's.status', 's.fromAt as since', 's.reason'])
      .where('r.coalitionId', '=', coalition.id)
      .where('r.personId', '=', actor.person)
      .where('s.status', 'in', ['applied', 'declined'])
      .orderBy('s.fromAt', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? { ...row, kind: row.kind as Kind, status: row.status as Status } : nothing;
  },
});

const application = z.object({
  member: id,
  name: z.string(),
  kind: z.enum(kinds),
  place: z.string(),
  website: z.string(),
  since: z.date(),
  by: z.array(z.object({ name: z.string(), authority: z.enum(authorities) })),
  answers: givenAnswers.nullable(),
  limits: z.array(presentLimit),
  /** On the roster already, by the same name or website. */
  same: z.array(named),
});
export type Application = z.infer<typeof application>;

/** Who asks to join, the longest waiting first, with everything they said. */
export const applications = query({
  name: 'members.applications',
  scope: 'coalition',
  summary: 'Who asks to join, the longest waiting first, with their answers; and who on the roster may be the same.',
  input: z.strictObject({}),
  output: z.array(application),
  example: () => ({}),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context) {
    const rows = await presentMembers(context, 'applied');
    const of = rows.map((row) => row.id);
    const [voices, limits, answers] = [
      await voicesOf(context, of),
      await limitsOf(context, of),
      await answersOf(context, of),
    ];
    const same = await sames(context, rows);
    return rows.map(({ id, websiteKey: _, ...row }) => ({
      ...row,
      member: id,
      kind: row.kind as Kind,
      by: voices(id).map(({ name, authority }) => ({ name, authority })),
      answers: answers.get(id)?.answers ?? null,
      limits: limits(id),
      same: same(id),
    }));
  },
});

const presentMembers = ({ db, coalition }: TimedContext, status: Status) =>
  db
    .selectFrom('members as m')
    .innerJoin('memberStatuses as s', (join) =>
      join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
    )
    .select(['m.id', 'm.name', 'm.kind', 'm.place', 'm.website', 'm.websiteKey', 's.fromAt as since'])
    .where('m.coalitionId', '=', coalition.id)
    .where('s.status', '=', status)
    .orderBy('s.fromAt')
    .limit(200)
    .execute();

async function sames(
  { db, coalition }: TimedContext,
  rows: { id: string; name: string; kind: string; websiteKey: string }[],
) {
  const organizations = rows.filter((row) => row.kind === 'organization');
  const keys = organizations.map((row) => nameKey(row.name));
  const sites = organizations.map((row) => row.websiteKey).filter((key) => key !== '');
  const known =
    keys.length === 0
      ? []
      : await db
          .selectFrom('members')
          .select(['id', 'name', 'nameKey', 'websiteKey'])
          .where('coalitionId', '=', coalition.id)
          .where('nameKey', 'is not', null)
          .where((e) => e.or([e('nameKey', 'in', keys), ...(sites.length > 0 ? [e('websiteKey', 'in', sites)] : [])]))
          .execute();
  return (of: string) => {
    const row = organizations.find((row) => row.id === of);
    if (!row) return [];
    return known
      .filter(
        (k) =>
          k.id !== of && (k.nameKey === nameKey(row.name) || (k.websiteKey !== '' && k.websiteKey === row.websiteKey)),
      )
      .map(({ id, name }) => ({ id, name }));
  };
}

/** What the members answered to the same questions, side by side: to revisit together. */
export const answersSideBySide = query({
  name: 'members.answersSideBySide',
  scope: 'coalition',
  summary: 'What the active members answered to the joining questions, side by side.',
  input: z.strictObject({}),
  output: z.array(
    z.object({ member: id, name: z.string(), at: z.date(), answers: givenAnswers, limits: z.array(presentLimit) }),
  ),
  example: () => ({}),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context) {
    const rows = await presentMembers(context, 'active');
    const of = rows.map((row) => row.id);
    const [answers, limits] = [await answersOf(context, of), await limitsOf(context, of)];
    return rows.flatMap(({ id, name }) => {
      const given = answers.get(id);
      return given ? [{ member: id, name, ...given, limits: limits(id) }] : [];
    });
  },
});

const invitation = z.object({
  invitation: id,
  member: named.nullable(),
  name: z.string(),
  email: z.string(),
  authority: z.enum(authorities).nullable(),
  by: z.string(),
  at: z.date(),
  until: z.date(),
  state: z.enum(states),
});
export type Invitation = z.infer<typeof invitation>;

/** Invitations, the newest first: all for coordinators, their own member's for those who may decide for it. */
export const invitations = query({
  name: 'members.invitations',
  scope: 'coalition',
  summary: 'Invitations, the newest first: all for coordinators, their own member’s for those who decide for it.',
  input: z.strictObject({ member: id.optional() }),
  output: z.array(invitation),
  example: () => ({}),
  async run({ db, coalition, actor, now }, { member }) {
    const { coordinator, represents } = actor.standing;
    const own = represents.filter((r) => r.authority === 'decides').map((r) => r.member);
    const rows = await db
      .selectFrom('invitations')
      .select([
        'id',
        'memberId',
        'name',
        'email',
        'authority',
        'invitedBy',
        'createdAt',
        'expiresAt',
        'usedAt',
        'revokedAt',
      ])
      .where('coalitionId', '=', coalition.id)
      .$if(!coordinator, (q) => q.where('memberId', 'in', own.length > 0 ? own : [coalition.id]))
      .$if(member !== undefined, (q) => q.where('memberId', '=', member!))
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(200)
      .execute();
    const names = await namesOf(db, coalition.id, rows);
    return rows.map((row) => ({
      invitation: row.id,
      member: row.memberId === null ? null : { id: row.memberId, name: names.members.get(row.memberId) ?? '' },
      name: row.name,
      email: row.email,
      authority: row.authority as Authority | null,
      by: names.people.get(row.invitedBy ?? '') ?? '',
      at: row.createdAt,
      until: row.expiresAt,
      state: stateOf(row, now),
    }));
  },
});

// Invitations live outside the coalition's own tables, so names are read apart instead of joined.
async function namesOf(db: Db, coalition: string, rows: { memberId: string | null; invitedBy: string | null }[]) {
  const ids = (all: (string | null)[]) => [coalition, ...all.filter((id) => id !== null)];
  const members = await db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('coalitionId', '=', coalition)
    .where('id', 'in', ids(rows.map((row) => row.memberId)))
    .execute();
  const people = await db
    .selectFrom('profiles')
    .select(['personId', 'name'])
    .where('coalitionId', '=', coalition)
    .where('personId', 'in', ids(rows.map((row) => row.invitedBy)))
    .execute();
  return {
    members: new Map(members.map(({ id, name }) => [id, name])),
    people: new Map(people.map(({ personId, name }) => [personId, name])),
  };
}
