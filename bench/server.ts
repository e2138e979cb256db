// A process that serves what is measured: Greenbelt itself, or the floor. The parent says which and what.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { openGreenbelt } from '../src/greenbelt.ts';
import type { ConnectionOptions } from '../src/system/database/connect.ts';
import { listen } from '../src/system/web/listen.ts';
import { replay, type Statement, type Turn, turnsOf } from './recording.ts';

/** What the floor answers to a path: the page's statements, and then the page's finished bytes. */
export interface Finished {
  turns: Turn[];
  headers: [string, string][];
  body: Buffer;
}

export type Order =
  | { serve: 'greenbelt'; connection: ConnectionOptions; secret: string }
  | { serve: 'floor'; connection: ConnectionOptions; pages: Record<string, Finished> }
  | { record: boolean };

let heard: Statement[] | undefined;

process.on('message', async (order: Order) => {
  if ('record' in order) {
    process.send!({ turns: turnsOf(heard ?? []) });
    heard = order.record ? [] : undefined;
    return;
  }
  process.send!({ port: order.serve === 'floor' ? await floor(order) : await greenbelt(order) });
});
process.on('disconnect', () => process.exit());

async function greenbelt({ connection, secret }: Extract<Order, { serve: 'greenbelt' }>): Promise<number> {
  const server = await listen('127.0.0.1', 0);
  const debug = (id: number, text: string, parameters: unknown[]) =>
    void heard?.push({ connection: id, text, parameters: [...parameters] });
  const { fetch } = await openGreenbelt({
    connection: { ...connection, debug } as ConnectionOptions,
    publicUrl: `http://127.0.0.1:${server.port}`,
    secret,
    mailFrom: 'Greenbelt <greenbelt@localhost>',
    assetsFolder: join(import.meta.dirname, '../dist/assets'),
    stopping: server.stopping,
    log: (line, detail) => console.error(line, detail),
  });
  server.serve(fetch);
  return server.port;
}

/** The least that could be done: the same transactions and statements, and bytes that are ready. */
async function floor({ connection, pages }: Extract<Order, { serve: 'floor' }>): Promise<number> {
  const role = { ...connection.connection, role: 'greenbelt_app' };
  const pool = postgres({ ...connection, connection: role, max: 10, onnotice: () => {} });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const page = pages[request.url ?? ''];
    if (!page) return void response.writeHead(404).end();
    await replay(pool, page.turns);
    response.writeHead(200, page.headers.flat()).end(page.body);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}
