import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { openMetrics } from './metrics.ts';

const fresh = await freshDatabase();
const token = 'only-the-tests-know-this';
const metrics = openMetrics({ database: fresh.database, token, streams: () => 3 });
const hono = new Hono();
metrics.mount(hono);
afterAll(async () => {
  metrics.close();
  await fresh.drop();
});

test('whoever brings no token, or a wrong one, reads nothing', async () => {
  for (const Authorization of ['', 'Bearer something-else-entirely']) {
    const answer = await hono.request('/metrics', { headers: { Authorization } });
    expect([answer.status, await answer.text()]).toEqual([401, '']);
  }
});

test('requests by route and status, and what waits', async () => {
  metrics.observe('GET', '/c/:coalition', 200, 0.02);
  metrics.observe('GET', '/c/:coalition', 404, 0.3);
  const text = await (await hono.request('/metrics', { headers: { Authorization: `Bearer ${token}` } })).text();
  const lines = text.split('\n');
  for (const line of [
    'greenbelt_requests_total{method="GET",route="/c/:coalition",status="200"} 1',
    'greenbelt_request_seconds_bucket{method="GET",route="/c/:coalition",le="0.025"} 1',
    'greenbelt_request_seconds_bucket{method="GET",route="/c/:coalition",le="+Inf"} 2',
    'greenbelt_live_streams 3',
    'greenbelt_database_up 1',
    'greenbelt_mails_waiting 0',
    'greenbelt_jobs_failed 0',
  ])
    expect(lines).toContain(line);
});
