import type { Hono } from 'hono';
import type { Database } from '../database/connect.ts';

export interface HealthParts {
  database: Database;
  /** The names of the migrations that this program counts on. */
  migrations: string[];
  /** Fires when the server stops: no more people should be sent here. */
  stopping: AbortSignal;
}

/** For whoever watches the server: `/healthz`, the process answers; `/readyz`, it can serve people. */
export const health =
  (parts: HealthParts) =>
  (hono: Hono): void => {
    hono.get('/healthz', (c) => c.text('ok'));
    hono.get('/readyz', async (c) => {
      const late = new Promise<string>((settle) => setTimeout(settle, 2000, 'the database does not answer').unref());
      const problem = await Promise.race([whatIsMissing(parts), late]);
      return problem ? c.text(problem, 503) : c.text('ready');
    });
  };

async function whatIsMissing({ database, migrations, stopping }: HealthParts): Promise<string | undefined> {
  if (stopping.aborted) return 'stopping';
  try {
    const rows = await database.pool`select name from schema_migrations`;
    const applied = new Set(rows.map(({ name }) => name));
    return migrations.every((name) => applied.has(name)) ? undefined : 'the database is not migrated';
  } catch {
    return 'the database does not answer';
  }
}
