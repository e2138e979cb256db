// Figures for whoever watches the server, in the text format of Prometheus (version 0.0.4). They are of this process,
// but for what stands in the database. No names, no addresses: routes are patterns.
import { createHash, timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Context, Hono } from 'hono';
import type { Database } from '../database/connect.ts';

interface Parts {
  database: Database;
  token: string;
  /** How many pages listen for news. */
  streams(): number;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Route {
  statuses: Map<number, number>;
  /** How many took at most so long, for each bucket. */
  within: number[];
  count: number;
  seconds: number;
}

export interface Metrics {
  observe(method: string, route: string, status: number, seconds: number): void;
  mount(hono: Hono<any>): void;
  close(): void;
}

/** Counts, and tells at `GET /metrics` whoever brings the token. */
export function openMetrics({ database, token, streams }: Parts): Metrics {
  const routes = new Map<string, Route>();
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  const serve = async (c: Context): Promise<Response> => {
    const [, given = ''] = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '') ?? [];
    if (!isSame(given, token)) return c.text('', 401, { 'WWW-Authenticate': 'Bearer realm="metrics"' });
    const kept = await inDatabase(database).catch(() => undefined);
    const lines = [
      ...requestLines(routes),
      ...gauge('greenbelt_live_streams', 'Pages that listen for news.', streams()),
      ...gauge(
        'greenbelt_event_loop_lag_seconds',
        'The 99th percentile since the last look.',
        lag.percentile(99) / 1e9,
      ),
      ...gauge('greenbelt_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss()),
      ...gauge('greenbelt_database_up', 'Whether the database answers.', kept ? 1 : 0),
      ...Object.entries(kept ?? {}).flatMap(([name, { help, value }]) => gauge(`greenbelt_${name}`, help, value)),
    ];
    lag.reset();
    return c.text(`${lines.join('\n')}\n`, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
  };
  return {
    observe(method, route, status, seconds) {
      const name = `method="${/^[A-Z]{3,7}$/.test(method) ? method : 'OTHER'}",route="${escaped(route)}"`;
      const known = routes.get(name) ?? { statuses: new Map(), within: buckets.map(() => 0), count: 0, seconds: 0 };
      routes.set(name, known);
      known.statuses.set(status, (known.statuses.get(status) ?? 0) + 1);
      known.count++;
      known.seconds += seconds;
      for (const [index, most] of buckets.entries()) if (seconds <= most) known.within[index]!++;
    },
    mount: (hono) => void hono.get('/metrics', serve),
    close: () => void lag.disable(),
  };
}

function requestLines(routes: Map<string, Route>): string[] {
  const all = [...routes];
  return [
    '# HELP greenbelt_requests_total Answers, by route and status.',
    '# TYPE greenbelt_requests_total counter',
    ...all.flatMap(([name, { statuses }]) =>
      [...statuses].map(([status, count]) => `greenbelt_requests_total{${name},status="${status}"} ${count}`),
    ),
    '# HELP greenbelt_request_seconds How long answers took, by route.',
    '# TYPE greenbelt_request_seconds histogram',
    ...all.flatMap(([name, { within, count, seconds }]) => [
      ...buckets.map((most, index) => `greenbelt_request_seconds_bucket{${name},le="${most}"} ${within[index]}`),
      `greenbelt_request_seconds_bucket{${name},le="+Inf"} ${count}`,
      `greenbelt_request_seconds_sum{${name}} ${seconds}`,
      `greenbelt_request_seconds_count{${name}} ${count}`,
    ]),
  ];
}

const gauge = (name: string, help: string, value: number): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} gauge`,
  `${name} ${value}`,
];

/** What waits, in the whole server. */
async function inDatabase({ pool }: Database): Promise<Record<string, { help: string; value: number }>> {
  const [row] = await pool`
    select
      (select count(*) from jobs where failed_at is null and due_at <= now()) as jobs,
      (select count(*) from jobs where failed_at is not null) as failed_jobs,
      (select count(*) from mails where state = 'waiting') as mails,
      (select count(*) from mails where state = 'failed') as failed_mails,
      (select count(*) from pg_stat_activity where application_name = 'greenbelt' and state <> 'idle') as busy,
      (select count(*) from pg_stat_activity where application_name = 'greenbelt') as connections`;
  return {
    jobs_due: { help: 'Work that is due.', value: row!.jobs },
    jobs_failed: { help: 'Work that was given up and waits for a human being.', value: row!.failed_jobs },
    mails_waiting: { help: 'Mails that are to go out.', value: row!.mails },
    mails_failed: { help: 'Mails that could not be delivered.', value: row!.failed_mails },
    database_connections: { help: 'Connections of all processes to the database.', value: row!.connections },
    database_connections_busy: { help: 'Of these, at work now.', value: row!.busy },
  };
}

const escaped = (text: string): string => text.replace(/["\\\n]/g, '');

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
