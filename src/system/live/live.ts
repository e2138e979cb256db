// Live refresh: a page says which coalitions it shows, and is told when something happened there. It then asks for
// itself again, with its own rights; what happened is never sent here.
import type { Context, Hono } from 'hono';
import { isInsider } from '../../kernel/actor.ts';
import type { App } from '../../kernel/app.ts';
import { findPlace } from '../../kernel/place.ts';
import type { FindSession } from '../web/session.ts';
import { type Announcement, liveChannel } from './announce.ts';

interface Options {
  app: App;
  findSession: FindSession;
  /** Fires when the server stops: streams end then, or it could not. */
  stopping: AbortSignal;
}

interface Stream {
  person: string;
  coalitions: Set<string>;
  send(text: string): void;
  end(): void;
}

const mostPerPerson = 8;
const mostCoalitions = 8;
const heartbeat = 25_000;
/** Then the browser comes again by itself, and whether it may is asked anew. */
const longest = 30 * 60_000;

/** Listens on one connection for the whole process and hands on to `GET /live?topics=slug,slug`. */
export async function openLive({
  app,
  findSession,
  stopping,
}: Options): Promise<{ mount(hono: Hono): void; streams(): number; close(): Promise<void> }> {
  const streams = new Set<Stream>();
  const endAll = () => {
    for (const stream of [...streams]) stream.end();
  };
  const listening = await app.database.pool.listen(liveChannel, (text) => {
    const { coalition, ...said } = JSON.parse(text) as Announcement;
    for (const stream of [...streams])
      if (stream.coalitions.has(coalition)) stream.send(`data: ${JSON.stringify(said)}\n\n`);
  });
  const beat = setInterval(() => {
    for (const stream of [...streams]) stream.send(': still here\n\n');
  }, heartbeat);
  stopping.addEventListener('abort', endAll);

  const serve = async (c: Context): Promise<Response> => {
    const session = await findSession(c.req.raw.headers);
    if (!session) return c.body(null, 401);
    const slugs = (c.req.query('topics') ?? c.req.query('coalition') ?? '').split(',').filter(Boolean);
    if (slugs.length === 0 || slugs.length > mostCoalitions) return c.body(null, 400);
    const coalitions = await Promise.all(slugs.map((slug) => enter(app, session.person, slug)));
    if (coalitions.includes(undefined)) return c.body(null, 404);
    // 204 tells the browser not to come again: too many pages are open, and those work without.
    const theirs = [...streams].filter(({ person }) => person === session.person);
    if (theirs.length >= mostPerPerson || stopping.aborted) return c.body(null, 204);
    return c.body(stream(session.person, new Set(coalitions as string[])), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'X-Accel-Buffering': 'no',
    });
  };

  const stream = (person: string, coalitions: Set<string>): ReadableStream<Uint8Array> => {
    const encoder = new TextEncoder();
    let stop = () => {};
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          const one: Stream = {
            person,
            coalitions,
            send(text) {
              // Who does not read is let go; nothing is lost, the page catches up when it comes again.
              if ((controller.desiredSize ?? 0) < 0) one.end();
              else controller.enqueue(encoder.encode(text));
            },
            end() {
              stop();
              controller.close();
            },
          };
          const timer = setTimeout(one.end, longest);
          stop = () => {
            clearTimeout(timer);
            streams.delete(one);
          };
          streams.add(one);
          one.send('retry: 3000\n\n');
        },
        cancel: () => stop(),
      },
      { highWaterMark: 64 },
    );
  };

  return {
    mount: (hono) => void hono.get('/live', serve),
    /** How many pages are listening here. */
    streams: () => streams.size,
    async close() {
      clearInterval(beat);
      endAll();
      await listening.unlisten().catch(() => {});
    },
  };
}

/** The coalition's id, if the person belongs to it now. */
async function enter(app: App, person: string, slug: string): Promise<string | undefined> {
  const place = await findPlace(app, { person, via: 'browser', coalition: slug });
  if (!place?.inside) return undefined;
  const { id } = place.coalition;
  const standing = await app.database.reading({ person, reads: [id] }, (db) =>
    app.findStanding(db, id, person, app.clock.glance()),
  );
  return isInsider({ ...place.actor, standing }) ? id : undefined;
}
