import { z } from 'zod';
import { query } from '../../kernel/query.ts';

const token = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Its first letters. */
  start: z.string(),
  scopes: z.array(z.string()),
  coalition: z.object({ slug: z.string(), name: z.string() }).nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable().describe('To the minute.'),
  revokedAt: z.date().nullable(),
});
export type Token = z.infer<typeof token>;

/** A person's tokens, the newest first, without what opens doors. */
export const tokens = query({
  name: 'accounts.tokens',
  scope: 'person',
  summary: 'Your tokens, with their scopes and when each was last used.',
  input: z.strictObject({}),
  output: z.array(token),
  example: () => ({}),
  async run({ db, actor }) {
    const rows = await db
      .selectFrom('apiTokens as t')
      .leftJoin('coalitions as c', 'c.id', 't.coalitionId')
      .select(['t.id', 't.name', 't.start', 't.scopes', 't.createdAt', 't.expiresAt', 't.lastUsedAt', 't.revokedAt'])
      .select(['c.slug', 'c.name as coalitionName'])
      .where('t.personId', '=', actor.person)
      .orderBy('t.createdAt', 'desc')
      .orderBy('t.id', 'desc')
      .limit(200)
      .execute();
    return rows.map(({ slug, coalitionName, ...row }) => ({
      ...row,
      coalition: slug === null ? null : { slug, name: coalitionName! },
    }));
  },
});
