// Stopping mails without signing in. A mail program posts here by itself (RFC 8058), from wherever it is and without
// cookies, so this address takes posts from everywhere and asks for nothing but the token. Following the link with GET
// changes nothing: scanners do that too.
import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { App } from '../kernel/app.ts';
import { mailKinds, readStopToken, stopPath } from '../system/mail/stopping.ts';
import { putMailChoices } from './mail-choices.ts';

/** Takes the one-click post of mail programs, and the buttons of our own page. */
export const stoppingMail =
  (app: App) =>
  (hono: Hono): void => {
    const small = bodyLimit({ maxSize: 10_000, onError: (c) => c.text('too large', 413) });
    hono.post(stopPath, small, async (c) => {
      const token = c.req.query('token') ?? '';
      const stopping = readStopToken(app.secret, token);
      if (!stopping) return c.text('this link stops nothing', 404);
      const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
      const wants = form.wants === 'again';
      const kinds = form.kinds === 'all' ? mailKinds : [stopping.kind];
      await app.database.transaction({ person: null, reads: [] }, async (db) =>
        putMailChoices(db, {
          ...stopping,
          wanted: Object.fromEntries(kinds.map((kind) => [kind, wants])),
          at: await app.clock.now(db),
        }),
      );
      // Our own page's buttons come back to it; a mail program reads nothing.
      return form.page === undefined ? c.text('stopped') : c.redirect(`${stopPath}?token=${token}`, 303);
    });
  };
