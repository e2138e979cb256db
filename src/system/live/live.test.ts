import { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tell } from '../../../test/story/world.ts';
import { testApp } from '../../../test/support/app.ts';
import { describe as describeCoalition } from '../../coalitions/commands.ts';
import type { Session } from '../web/session.ts';
import { announce } from './announce.ts';
import { openLive } from './live.ts';

const { app, story, drop } = await testApp();
if (!app.subscribers.includes(announce)) app.subscribers.push(announce);
const stopping = new AbortController();
const hono = new Hono();
let live: Awaited<ReturnType<typeof openLive>>;
beforeAll(async () => {
  const findSession = async (headers: Headers) => {
    const person = headers.get('x-test-person');
    return person ? ({ person } as Session) : undefined;
  };
  live = await openLive({ app, findSession, stopping: stopping.signal });
  live.mount(hono);
});
afterAll(async () => {
  await live.close();
  await drop();
});

const listen = (person: string | null, search = `topics=${story.coalition.slug}`, signal?: AbortSignal) =>
  hono.request(`/live?${search}`, { headers: person ? { 'x-test-person': person } : {}, signal });

/** What comes next on the stream that is not a heartbeat. */
function reading(answer: Response) {
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  return {
    async next(): Promise<string | undefined> {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return undefined;
        if (value.startsWith('data:')) return value;
      }
    },
    cancel: () => reader.cancel(),
  };
}

const change = () =>
  tell(
    app,
    story.people.coordinator,
    describeCoalition,
    { name: 'Clean Air Riverton', purpose: 'Air that a child can breathe.', stage: 'working' },
    story.coalition.slug,
  );

test('whoever belongs hears that something happened, and not what', async () => {
  const answer = await listen(story.people.representative);
  expect(answer.headers.get('content-type')).toMatch('text/event-stream');
  const stream = reading(answer);
  await change();
  expect(await stream.next()).toBe(`data: ${JSON.stringify({ kind: 'coalition', id: story.coalition.id })}\n\n`);
  await stream.cancel();
});

test('nobody else does', async () => {
  expect((await listen(null)).status).toBe(401);
  expect((await listen(story.people.stranger)).status).toBe(404);
  expect((await listen(story.people.elsewhere)).status).toBe(404);
  expect((await listen(story.people.coordinator, 'topics=nowhere')).status).toBe(404);
  expect((await listen(story.people.coordinator, '')).status).toBe(400);
  const both = `topics=${story.coalition.slug},${story.other.slug}`;
  expect((await listen(story.people.coordinator, both)).status).toBe(404);
});

test('another coalition’s pages hear nothing', async () => {
  const other = reading(await listen(story.people.elsewhere, `topics=${story.other.slug}`));
  const own = reading(await listen(story.people.coordinator));
  await change();
  expect(await own.next()).toContain(story.coalition.id);
  const silent = await Promise.race([other.next(), new Promise((done) => setTimeout(done, 200, 'silence'))]);
  expect(silent).toBe('silence');
  await Promise.all([own.cancel(), other.cancel()]);
});

test('a change that fails is not announced', async () => {
  const stream = reading(await listen(story.people.coordinator));
  const failing = app.database.transaction({ person: null, reads: [] }, async (db) => {
    const context = { db, coalition: { ...story.coalition, name: '', audience: 'public' as const } };
    await announce(context as never, { aboutKind: 'lost', aboutId: story.coalition.id } as never);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await change();
  expect(await stream.next()).toContain('"coalition"');
  await stream.cancel();
});

test('a person may have eight pages open; the ninth does without, until one is closed', async () => {
  const open = [];
  for (let i = 0; i < 8; i++) open.push(reading(await listen(story.people.colleague)));
  expect((await listen(story.people.colleague)).status).toBe(204);
  await open.pop()!.cancel();
  const again = await listen(story.people.colleague);
  expect(again.status).toBe(200);
  open.push(reading(again));
  for (const stream of open) await stream.cancel();
});

test('when the server stops, streams end', async () => {
  const stream = reading(await listen(story.people.coordinator));
  stopping.abort();
  expect(await stream.next()).toBeUndefined();
  expect((await listen(story.people.coordinator)).status).toBe(204);
});
