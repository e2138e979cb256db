// Invitations: what a link is for, and what became of those that were sent.
import { z } from 'zod';
import type { Authority } from '../kernel/actor.ts';
import { notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { type Db, openCoalition } from '../system/database/connect.ts';
import { authorities, type Kind, kinds, type Status, statuses } from './fields.ts';
import { named } from './shapes.ts';
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
