import { z } from 'zod';
import { notFound } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';

const nothing = z.strictObject({});

const me = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  language: z.string(),
  timeZone: z.string(),
  largeText: z.boolean(),
  reducedData: z.boolean(),
  byMail: z.boolean(),
  /** Does this person run the server? */
  operator: z.boolean(),
});

/** Who you are to this server. */
export const showMe = query({
  name: 'accounts.me',
  scope: 'person',
  summary: 'Your name, address and settings.',
  input: nothing,
  output: me,
  example: () => ({}),
  async run({ db, actor }) {
    const row = await db
      .selectFrom('people as p')
      .innerJoin('users as u', 'u.id', 'p.id')
      .select(['p.id', 'u.name', 'u.email', 'p.language', 'p.timeZone', 'p.largeText', 'p.reducedData', 'p.byMail'])
      .where('p.id', '=', actor.person)
      .executeTakeFirst();
    return row ? { ...row, operator: actor.operator } : notFound();
  },
});

const session = z.object({
  id: z.uuid(),
  /** What the browser said of itself. */
  userAgent: z.string(),
  since: z.date(),
  seenAt: z.date(),
});

/** Where you are signed in, the device used last first. */
export const listSessions = query({
  name: 'accounts.sessions',
  scope: 'person',
  summary: 'The devices on which you are signed in.',
  input: nothing,
  output: z.array(session),
  example: () => ({}),
  async run({ db, actor, now }) {
    const rows = await db
      .selectFrom('sessions')
      .select(['id', 'userAgent', 'createdAt as since', 'seenAt'])
      .where('userId', '=', actor.person)
      .where('expiresAt', '>', now)
      .orderBy('seenAt', 'desc')
      .limit(100)
      .execute();
    return rows.map((row) => ({ ...row, userAgent: row.userAgent ?? '' }));
  },
});

const passkey = z.object({ id: z.uuid(), name: z.string(), createdAt: z.date() });

export const listPasskeys = query({
  name: 'accounts.passkeys',
  scope: 'person',
  summary: 'The passkeys that open your account.',
  input: nothing,
  output: z.array(passkey),
  example: () => ({}),
  async run({ db, actor }) {
    const rows = await db
      .selectFrom('passkeys')
      .select(['id', 'name', 'createdAt'])
      .where('userId', '=', actor.person)
      .orderBy('createdAt')
      .execute();
    return rows.map((row) => ({ ...row, name: row.name ?? '' }));
  },
});
