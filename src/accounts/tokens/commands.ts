// Tokens by which programs act for a person. A token can do less than its person, never more, and ends by itself.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { command } from '../../kernel/command.ts';
import { conflict, invalid, notFound } from '../../kernel/errors.ts';
import { id } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';
import { scopePattern } from '../../system/api/bearer.ts';
import type { Db } from '../../system/database/connect.ts';
import { mayManageTokens } from './policy.ts';

/** What is kept of a token. It has 256 random bits, so a plain hash cannot be turned back. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

const mostTokens = 50;

/** Makes a token. It is in the answer and nowhere else. */
export const createToken = command({
  name: 'accounts.createToken',
  scope: 'person',
  summary: 'Make a token by which a program acts for you.',
  input: z.strictObject({
    name: line(80).min(1),
    scopes: z.array(z.string().trim().regex(scopePattern, 'api.scopeWrong')).min(1).max(20),
    coalition: line(60).optional().describe('The slug of the only coalition that it is for.'),
    days: z.number().int().min(1).max(730).default(90).describe('After so many days it ends.'),
  }),
  result: z.object({
    id: z.uuid(),
    token: z.string().nullable().describe('Shown once: null where the same request was sent before.'),
  }),
  forgets: ['token'],
  example: () => ({ name: 'Decisions on our website', scopes: ['decisions:read'] }),
  load: ({ db, actor }, { coalition }) => belongsTo(db, actor.person!, coalition),
  may: ({ actor }) => mayManageTokens(actor),
  async run({ db, actor, ids, now }, coalitionId, { name, scopes, days }) {
    const personId = actor.person!;
    if ((await goodTokens(db, personId, now)) >= mostTokens) return conflict('api.tooManyTokens');
    const made = `gbt_${randomBytes(32).toString('base64url')}`;
    const tokenId = ids.next();
    await db
      .insertInto('apiTokens')
      .values({
        id: tokenId,
        personId,
        name,
        tokenHash: hashToken(made),
        start: made.slice(0, 8),
        scopes: [...new Set(scopes)],
        coalitionId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + days * 86_400_000),
      })
      .execute();
    return { about: { kind: 'token', id: tokenId }, value: { id: tokenId, token: made } };
  },
});

async function belongsTo(db: Db, person: string, slug: string | undefined) {
  if (!slug) return null;
  const found = await db
    .selectFrom('coalitions as c')
    .innerJoin('membershipIndex as m', 'm.coalitionId', 'c.id')
    .select('c.id')
    .where('c.slug', '=', slug)
    .where('m.personId', '=', person)
    .executeTakeFirst();
  return found?.id ?? invalid('coalition', 'api.notYourCoalition');
}

async function goodTokens(db: Db, person: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('apiTokens')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('personId', '=', person)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow();
  return count;
}

/** Ends a token at once. */
export const revokeToken = command({
  name: 'accounts.revokeToken',
  scope: 'person',
  summary: 'End one of your tokens at once.',
  input: z.strictObject({ token: id }),
  result: z.object({ id: z.uuid() }),
  example: (story) => ({ token: story.token }),
  may: ({ actor }) => mayManageTokens(actor),
  async run({ db, actor, now }, _, { token }) {
    const found = await db
      .selectFrom('apiTokens')
      .select('revokedAt')
      .where('id', '=', token)
      .where('personId', '=', actor.person)
      .forUpdate()
      .executeTakeFirst();
    if (!found) return notFound();
    if (found.revokedAt) return conflict('api.alreadyRevoked');
    await db.updateTable('apiTokens').set({ revokedAt: now }).where('id', '=', token).execute();
    return { about: { kind: 'token', id: token }, value: { id: token } };
  },
});
