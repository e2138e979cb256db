// Puts the parts of a running Greenbelt together, on a database that is open and migrated.
import { join } from 'node:path';
import program from '../package.json' with { type: 'json' };
import { passkeySteps } from './accounts/passkeys.ts';
import { sessionFinder } from './accounts/session.ts';
import { createAccounts } from './accounts/setup.ts';
import { stoppingMail } from './accounts/stop-mail.ts';
import { bearerFinder } from './accounts/tokens/bearer.ts';
import { commands, queries } from './capabilities.ts';
import { hourHandlers } from './decisions/hours.ts';
import { homeHandlers } from './decisions/mandates/hours.ts';
import { noticeHandlers } from './decisions/notices.ts';
import { summaryHandler } from './decisions/summary.ts';
import { errorPage } from './error-page.tsx';
import type { App } from './kernel/app.ts';
import { databaseClock } from './kernel/clock.ts';
import { uuidv7 } from './kernel/ids.ts';
import { mailReader } from './mail-reader.ts';
import { importHandlers } from './members/import/work.ts';
import { findStanding } from './members/standing.ts';
import { allPages } from './pages.ts';
import { subscribers } from './subscribers.ts';
import { api } from './system/api/api.ts';
import { type ConnectionOptions, connect } from './system/database/connect.ts';
import { migrationsIn } from './system/database/migrate.ts';
import { housekeeping } from './system/jobs/housekeeping.ts';
import { type Handlers, startJobs } from './system/jobs/worker.ts';
import { openLive } from './system/live/live.ts';
import { takeMailIn } from './system/mail/inbound.ts';
import { sendMail } from './system/mail/send.ts';
import { readAssets } from './system/web/assets.ts';
import { health } from './system/web/health.ts';
import { openMetrics } from './system/web/metrics.ts';
import { createWeb } from './system/web/server.ts';

// Bundled or not, this file lies one folder below the root.
const migrationsFolder = join(import.meta.dirname, '../migrations');

export type Options = {
  /** Reaches the database as its owner; the application takes a lesser role by itself. */
  connection: ConnectionOptions;
  publicUrl: string;
  secret: string;
  smtpUrl?: string;
  mailFrom: string;
  mailReplies?: string;
  mailIn?: string;
  assetsFolder: string;
  /** Opens /metrics to whoever brings it. */
  metricsToken?: string;
  /** Fires when the server stops: streams end then. */
  stopping: AbortSignal;
  log: (line: string, detail?: unknown) => void;
  /** Done before the first job runs: a story that is being told must not meet the clock. */
  first?: (app: App) => Promise<void>;
};

export type Greenbelt = {
  app: App;
  fetch(request: Request, env?: object): Response | Promise<Response>;
  /** Stops jobs and closes connections; call it when no more requests come. */
  close(): Promise<void>;
};

/** Everything but the listening socket: what `npm start` serves, and what a test asks directly. */
export async function openGreenbelt(options: Options): Promise<Greenbelt> {
  const database = connect(options.connection);
  const app: App = {
    database,
    clock: databaseClock,
    ids: uuidv7,
    secret: options.secret,
    publicUrl: options.publicUrl,
    findStanding,
    subscribers,
  };
  const accounts = createAccounts(app, { sendsMail: options.smtpUrl !== undefined });
  const findSession = sessionFinder(app);
  const live = await openLive({ app, findSession, stopping: options.stopping });
  const metrics = options.metricsToken
    ? openMetrics({ database, token: options.metricsToken, streams: live.streams })
    : undefined;
  const web = createWeb({
    observe: metrics?.observe,
    app,
    assetsFolder: options.assetsFolder,
    assets: readAssets(options.assetsFolder),
    findSession,
    pages: allPages(accounts),
    mounts: [
      health({ database, migrations: await migrationsIn(migrationsFolder), stopping: options.stopping }),
      live.mount,
      ...(metrics ? [metrics.mount] : []),
      passkeySteps(accounts, findSession),
      stoppingMail(app),
      api({ app, commands, queries, findBearer: bearerFinder(app), version: program.version, log: options.log }),
    ],
    errorPage,
    log: options.log,
  });
  await options.first?.(app);
  const jobs = await startJobs(app, handlersOf(app, options), { log: options.log });
  const inbound =
    options.mailIn && options.mailReplies
      ? await takeMailIn({ url: options.mailIn, ...mailReader(app, options.mailReplies), log: options.log })
      : undefined;
  return {
    app,
    fetch: (request, env) => web.fetch(request, env),
    async close() {
      await inbound?.stop();
      await Promise.all([jobs.stop(), live.close()]);
      metrics?.close();
      await database.close();
    },
  };
}

/** Work for later, by name. */
const handlersOf = (app: App, { smtpUrl, mailFrom, mailReplies }: Options): Handlers => ({
  housekeeping: housekeeping(app),
  ...hourHandlers(app),
  ...noticeHandlers(app, mailReplies),
  ...homeHandlers(app),
  'decisions.summary': summaryHandler(app),
  ...importHandlers(app),
  ...(smtpUrl && { 'mail.send': sendMail(app, { url: smtpUrl, from: mailFrom, replies: mailReplies }) }),
});
