// Asks one address again and again over connections that are kept open. It reads answers no further than to know where
// each ends, so that little of the machine goes to asking.
import { connect, type Socket } from 'node:net';
import { quantile } from './harness.ts';

export interface Asked {
  /** Answers a second. */
  perSecond: number;
  /** Milliseconds that one in a hundred takes longer than. */
  p99: number;
  answers: number;
  /** Of one whole answer, as it came over the wire. */
  bytes: number;
}

export interface Load {
  connections: number;
  milliseconds: number;
  headers: Record<string, string>;
}

/** Throws when an answer is not a 200. */
export async function ask(url: string, { connections, milliseconds, headers }: Load): Promise<Asked> {
  const { host, hostname, port, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const times: number[] = [];
  let bytes = 0;
  const begin = performance.now();
  const end = begin + milliseconds;
  const work = async () => {
    const socket = connect(Number(port), hostname).setNoDelay();
    const answers = reader(socket);
    while (performance.now() < end) {
      const start = performance.now();
      socket.write(request);
      bytes = await answers.next();
      times.push(performance.now() - start);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, work));
  const took = (performance.now() - begin) / 1000;
  return { perSecond: times.length / took, p99: quantile(times, 0.99), answers: times.length, bytes };
}

function reader(socket: Socket): { next(): Promise<number> } {
  let received: Buffer = Buffer.alloc(0);
  let settle: { resolve(bytes: number): void; reject(error: Error): void } | undefined;
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      const length = lengthOf(received);
      if (length === undefined || received.length < length) return;
      received = received.subarray(length);
      settle?.resolve(length);
    } catch (error) {
      settle?.reject(error as Error);
    }
  });
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () => settle?.reject(new Error('the connection was closed')));
  return {
    next: () =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
      }),
  };
}

/** How long the answer is that begins here, as far as that can be seen already. */
function lengthOf(received: Buffer): number | undefined {
  const head = received.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const text = received.toString('latin1', 0, head);
  if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.split('\r\n')[0]);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (length !== undefined) return head + 4 + Number(length);
  const last = received.indexOf('\r\n0\r\n\r\n', head);
  return last < 0 ? undefined : last + 7;
}
