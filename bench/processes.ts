// The processes of a run, and how to speak with them.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import type { ConnectionOptions } from '../src/system/database/connect.ts';
import type { Turn } from './recording.ts';
import type { Finished, Order } from './server.ts';

export const secret = 'a secret that only the benchmarks know, and everybody may';

export interface Served {
  url: string;
  /** What one request says to the database. */
  listenTo(work: () => Promise<unknown>): Promise<Turn[]>;
  stop(): void;
}

export const serveGreenbelt = (connection: ConnectionOptions): Promise<Served> =>
  serve({ serve: 'greenbelt', connection, secret });

export const serveFloor = (connection: ConnectionOptions, pages: Record<string, Finished>): Promise<Served> =>
  serve({ serve: 'floor', connection, pages });

async function serve(order: Order): Promise<Served> {
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    execArgv: ['--import', join(import.meta.dirname, 'tsx.mjs')],
    serialization: 'advanced',
  });
  const { port } = await tell<{ port: number }>(child, order);
  return {
    url: `http://127.0.0.1:${port}`,
    async listenTo(work) {
      await tell(child, { record: true });
      await work();
      return (await tell<{ turns: Turn[] }>(child, { record: false })).turns;
    },
    stop: () => child.disconnect(),
  };
}

async function tell<Answer>(child: ChildProcess, order: Order): Promise<Answer> {
  child.send(order);
  const [answer] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('a process of the benchmark has ended'))),
  ]);
  return answer;
}

/** One answer as it comes over the wire, compressed as the server compressed it. */
export async function fetchRaw(url: string, headers: Record<string, string>): Promise<Omit<Finished, 'turns'>> {
  const sent = request(url, { headers });
  sent.end();
  const [answer] = await once(sent, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  const body = Buffer.concat(chunks);
  const own = Object.entries(answer.headers as Record<string, string | string[]>)
    .filter(([name]) => !['transfer-encoding', 'connection', 'keep-alive', 'date', 'content-length'].includes(name))
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as [string, string]));
  return { headers: [...own, ['content-length', String(body.length)]], body };
}
