// The listening socket: opened early, so that its port is known; answering once there is something to say; and
// closed so that requests under way are finished.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { CannotStart } from '../cannot-start.ts';

type Fetch = (request: Request, env: object) => Response | Promise<Response>;

export type Listening = {
  port: number;
  /** From here on requests are answered by `fetch`; until then they are asked to come again. */
  serve(fetch: Fetch): void;
  /** Fires when the server stops: what streams for ever should end. */
  stopping: AbortSignal;
  /** Takes no more requests, and waits for those under way, but not for ever. */
  stop(): Promise<void>;
};

const patience = 5000;

/** Milliseconds. Who sends or reads so slowly holds a connection no longer than this. */
const limits = {
  headersTimeout: 15_000,
  /** For the whole of what is sent: the largest list, over a poor line. */
  requestTimeout: 120_000,
  /** Longer than proxies keep theirs, or they would send into one that was just closed. */
  keepAliveTimeout: 75_000,
  /** Nothing at all was read or written; live pages hear something every 25 seconds. */
  timeout: 100_000,
};

/** Throws `CannotStart` when the port cannot be had. */
export async function listen(host: string, port: number): Promise<Listening> {
  let current: Fetch = () => new Response('Starting …', { status: 503, headers: { 'Retry-After': '1' } });
  const server = createAdaptorServer({
    fetch: (request, env) => current(request, env),
    serverOptions: { connectionsCheckingInterval: 5000 },
  }) as Server;
  Object.assign(server, limits);
  server.listen(port, host);
  await once(server, 'listening').catch((error) => {
    throw explain(error, host, port);
  });
  const stopping = new AbortController();
  return {
    port: (server.address() as AddressInfo).port,
    serve: (fetch) => {
      current = fetch;
    },
    stopping: stopping.signal,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      stopping.abort();
      server.closeIdleConnections();
      await Promise.race([closed, sleep(patience, undefined, { ref: false })]);
      server.closeAllConnections();
    },
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const problem = {
    EADDRINUSE: `PORT ${port} is taken by another program. Choose another one: PORT=${port + 1}`,
    EACCES: `PORT ${port} is not allowed to this account. Choose one above 1023: PORT=3000`,
    EADDRNOTAVAIL: `HOST ${host} is not an address of this machine. For example: HOST=127.0.0.1`,
    ENOTFOUND: `HOST ${host} is not known. For example: HOST=127.0.0.1`,
  }[error.code ?? ''];
  return problem ? new CannotStart(problem) : error;
}
