// Killed with `kill -9` in the middle of writes, again and again: what was acknowledged must be there, and once.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { readPostmaster } from '../../src/system/database/embedded/postmaster.ts';
import { runningConnection } from '../../src/system/database/embedded.ts';
import { ensureBuilt, environment, type Run, root, runNode } from './process.ts';

export interface Drilled {
  kills: number;
  /** Commands that the server said it has carried out. */
  acknowledged: number;
  /** Of these, those whose first answer was lost with the server, so that they were sent again. */
  repeated: number;
  /** What is wrong: questions that are not there, are there twice, or by halves. */
  missing: string[];
  twice: string[];
  halves: string[];
  /** Sent once more under its key at the end, another answer came. */
  answeredOtherwise: string[];
}

const writers = 4;

/** Kills the server, every other time its PostgreSQL with it, while some write by HTTP. */
export async function drill(kills: number): Promise<Drilled> {
  ensureBuilt();
  const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-drill-'));
  const folder = join(dataDir, 'postgres');
  let url = '';
  let server: Run | undefined;
  const start = async () => {
    // Whoever runs a server lets it be started until it stands: a killed PostgreSQL may need a moment to be gone.
    for (let attempt = 1; ; attempt++) {
      server = runNode(['dist/server.js', '--demo'], { cwd: root, env: environment(dataDir) });
      try {
        [, url = ''] = await server.prints(/Greenbelt is at (\S+)/);
        return;
      } catch (error) {
        if (attempt === 20) throw error;
        await sleep(250);
      }
    }
  };
  const end = async () => {
    server?.child.kill('SIGTERM');
    await server?.ended;
  };
  try {
    await start();
    const tokens = await Promise.all(Array.from({ length: writers }, () => tokenFor(dataDir)));
    const sent: Sent[] = [];
    let stop = false;
    const write = async (token: string) => {
      while (!stop) {
        const one: Sent = { key: randomUUID(), token, question: `Drill ${randomUUID()}`, attempts: 0 };
        sent.push(one);
        while (one.proposal === undefined) await tell(url, one);
      }
    };
    const writing = Promise.all(tokens.map(write));
    for (let kill = 0; kill < kills; kill++) {
      await sleep(100 + Math.random() * 400);
      const postmaster = readPostmaster(folder);
      server!.child.kill('SIGKILL');
      if (kill % 2 === 1 && postmaster) process.kill(postmaster.pid, 'SIGKILL');
      await server!.ended;
      await start();
    }
    stop = true;
    await writing;
    const again = await answeredOtherwise(url, sent);
    return { kills, ...(await judge(dataDir, sent)), answeredOtherwise: again };
  } finally {
    await end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Sent {
  key: string;
  token: string;
  question: string;
  attempts: number;
  /** Its number, once the server has said so. */
  proposal?: number;
}

async function tokenFor(dataDir: string): Promise<string> {
  const args = ['dist/cli.js', 'token', '--email', 'amal@riverton.example', '--scopes', 'write'];
  const run = runNode(args, { cwd: root, env: environment(dataDir) });
  const [, token = ''] = await run.prints(/^(\S{20,})$/m);
  await run.ended;
  return token;
}

/** Sends it, or sends it again; without an answer nothing is known of it. */
async function tell(url: string, one: Sent): Promise<void> {
  one.attempts++;
  try {
    const answer = await propose(url, one);
    if (answer.ok) one.proposal = ((await answer.json()) as { proposal: number }).proposal;
    else await sleep(50);
  } catch {
    await sleep(50);
  }
}

const propose = (url: string, { key, token, question }: Sent): Promise<Response> =>
  fetch(`${url}/api/v1/decisions.propose`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': key },
    body: JSON.stringify({
      coalition: 'clean-air-riverton',
      question,
      method: 'majority',
      closesAt: '2099-01-01T00:00:00Z',
    }),
    signal: AbortSignal.timeout(15_000),
  });

/** Sends the last of them once more: the server must remember, and do nothing. */
async function answeredOtherwise(url: string, sent: Sent[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of sent.slice(-50)) {
    const answer = await propose(url, one);
    if (answer.status === 429) break;
    const { proposal } = (await answer.json()) as { proposal?: number };
    if (proposal !== one.proposal) wrong.push(one.question);
  }
  return wrong;
}

/** What stands in the database, looked at past the server. */
async function judge(dataDir: string, sent: Sent[]): Promise<Omit<Drilled, 'kills' | 'answeredOtherwise'>> {
  const owner = postgres({ ...runningConnection(dataDir)!, max: 1, onnotice: () => {} });
  const rows = await owner`
    select v.question, p.number, a.id is not null as logged
    from proposals p
    left join proposal_versions v on v.coalition_id = p.coalition_id and v.proposal_id = p.id
    left join activities a on a.coalition_id = p.coalition_id and a.about_id = p.id and a.verb = 'decisions.propose'
    where v.question is null or v.question like 'Drill %'`;
  await owner.end();
  const there = new Map<string, number[]>();
  for (const { question, number } of rows) there.set(question, [...(there.get(question) ?? []), number]);
  const acknowledged = sent.filter(({ proposal }) => proposal !== undefined);
  return {
    acknowledged: acknowledged.length,
    repeated: acknowledged.filter(({ attempts }) => attempts > 1).length,
    missing: acknowledged
      .filter(({ question, proposal }) => !there.get(question)?.includes(proposal!))
      .map(({ question }) => question),
    twice: [...there].filter(([, numbers]) => numbers.length > 1).map(([question]) => question),
    halves: rows
      .filter(({ question, logged }) => question === null || !logged)
      .map(({ number }) => `decision ${number}`),
  };
}
