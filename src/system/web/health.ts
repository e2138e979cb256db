import type { Hono } from 'hono';
import type { Database } from '../database/connect.ts';

/** For whoever watches the server: `/healthz`, the process answers; `/readyz`, it can serve people. */
export const health =
  (database: Database) =>
  (hono: Hono): void => {
    hono.get('/healthz', (c) => c.text('ok'));
    hono.get('/readyz', async (c) => {
      const late = new Promise<false>((settle) => setTimeout(settle, 2000, false).unref());
      const asked = database.pool`select 1`.then(() => true).catch(() => false);
      return (await Promise.race([asked, late])) ? c.text('ready') : c.text('the database does not answer', 503);
    });
  };
