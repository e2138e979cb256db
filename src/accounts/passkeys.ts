// The one part of better-auth that is open over HTTP: the steps by which a passkey is made or used.
import type { Context, Hono } from 'hono';
import { execute } from '../kernel/execute.ts';
import { clientOf } from '../system/web/client.ts';
import { type Allowance, take } from '../system/web/ratelimit.ts';
import type { FindSession } from '../system/web/session.ts';
import { authPath } from './auth.ts';
import { endSession } from './commands.ts';
import type { Accounts } from './setup.ts';

const steps: Record<string, 'GET' | 'POST'> = {
  'generate-register-options': 'GET',
  'verify-registration': 'POST',
  'generate-authenticate-options': 'GET',
  'verify-authentication': 'POST',
};
const perClient: Allowance = { name: 'passkey', burst: 40, seconds: 15 };

export const passkeySteps =
  ({ app, auth }: Accounts, findSession: FindSession) =>
  (hono: Hono): void => {
    hono.all(`${authPath}/passkey/:step`, async (c: Context) => {
      const step = c.req.param('step') ?? '';
      if (steps[step] !== c.req.method) return c.json({}, 404);
      if (!isFromOurPage(c.req.raw.headers, app.publicUrl)) return c.json({}, 403);
      const wait = await take(app, perClient, clientOf(c));
      if (wait !== undefined) return c.json({}, 429, { 'Retry-After': String(wait) });
      const before = await findSession(c.req.raw.headers);
      const answer = await auth.handler(c.req.raw);
      if (!answer.ok) return c.json({}, answer.status as 400);
      if (step === 'verify-authentication' && before) {
        await execute(app, endSession, { person: before.person, via: 'browser', input: { session: before.id } });
      }
      for (const cookie of answer.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
      // The answer to "verified" holds the session's token, which is for the cookie alone.
      return c.json(steps[step] === 'GET' ? await answer.json() : {});
    });
  };

/** Like a form's: the browser's own word that a page of ours asks. */
function isFromOurPage(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = headers.get('origin');
  return origin === null || origin === new URL(publicUrl).origin;
}
