// Starting and ending as an operator sees it: the built server, real signals, a real database.

import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readPostmaster } from '../../src/system/database/embedded/postmaster.ts';
import { ensureBuilt, environment, type Run, root, runNode } from '../support/process.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-start-'));
const address = /Greenbelt is at (http:\/\/localhost:\d+)/;
const runs: Run[] = [];

// Making a database takes a second, on a busy machine ten.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(ensureBuilt);
afterAll(async () => {
  for (const { child } of runs) child.kill('SIGTERM');
  await Promise.all(runs.map(({ ended }) => ended));
  rmSync(dataDir, { recursive: true, force: true });
});

function start(env: NodeJS.ProcessEnv = {}, program = ['dist/server.js']): Run {
  const run = runNode([join(root, program[0]!), ...program.slice(1)], { env: environment(dataDir, env) });
  runs.push(run);
  return run;
}

async function isReady(run: Run): Promise<boolean> {
  const [, url] = await run.prints(address);
  return (await fetch(`${url}/readyz`)).ok;
}

test('three starts at the same first moment: one serves, the others say why not', async () => {
  const three = [start(), start(), start()];
  await Promise.any(three.map((run) => run.prints(address)));
  const refused = three.filter((run) => !address.test(run.output()));
  expect(await Promise.all(refused.map(({ ended }) => ended))).toEqual([1, 1]);
  for (const run of refused) expect(run.output()).toContain('Another Greenbelt');
  const serving = three.find((run) => address.test(run.output()))!;
  expect(await isReady(serving)).toBe(true);
  serving.child.kill('SIGTERM');
  expect(await serving.ended).toBe(0);
});

test('started, refused a second time, killed, taken over, ended in order', async () => {
  const first = start();
  expect(await isReady(first)).toBe(true);

  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Another Greenbelt (process ${first.child.pid}) is running on ${dataDir}`);
  expect(second.output().trim().split('\n')).toHaveLength(1);
  expect(await isReady(first)).toBe(true);

  first.child.kill('SIGKILL');
  await first.ended;
  const third = start();
  expect(await isReady(third)).toBe(true);
  expect(third.output()).toContain('has been taken over');

  third.child.kill('SIGINT');
  expect(await third.ended).toBe(0);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('a command given beside the running server uses its database and its address, and works without it too', async () => {
  const link = async () => {
    const run = start({}, ['dist/cli.js', 'sign-in-link', 'amal@riverton.example']);
    return (await run.prints(/^(http:.*)\/sign-in\/link\?token=/m))[1] && run.ended.then(() => run.output());
  };
  const server = start();
  const [, url] = await server.prints(address);
  expect(await link()).toContain(`${url}/sign-in/link`);
  expect(await isReady(server)).toBe(true);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);

  expect(await link()).toContain('http://localhost:0/sign-in/link');
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('the command passes signals on, and its own end ends the server', async () => {
  const launcher = start({}, ['bin/greenbelt.mjs', 'start']);
  expect(await isReady(launcher)).toBe(true);
  launcher.child.kill('SIGTERM');
  expect(await launcher.ended).toBe(0);

  const killed = start({}, ['bin/greenbelt.mjs', 'start']);
  const [, url] = await killed.prints(address);
  killed.child.kill('SIGKILL');
  // Its output is held open by the server, so this waits for the server's end too.
  await killed.ended;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('when the database dies, the server says so and ends', async () => {
  const run = start();
  await run.prints(address);
  process.kill(readPostmaster(join(dataDir, 'postgres'))!.pid, 'SIGKILL');
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('The database has stopped');
});

test('wrong settings are named, and nothing is started', async () => {
  const run = start({ PORT: 'http', PUBLIC_URL: 'example.org' });
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/^PORT is "http".*\nPUBLIC_URL is "example.org".*\n$/);
});

test('a port that is taken is named, and the database is stopped again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const run = start({ PORT: String(port) });
  expect(await run.ended).toBe(1);
  other.close();
  expect(run.output()).toContain(`PORT ${port} is taken`);
  expect(existsSync(join(dataDir, 'postgres/postmaster.pid'))).toBe(false);
});

test('a database that does not answer is named', async () => {
  const run = start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/greenbelt' });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('DATABASE_URL');
  expect(run.output().trim().split('\n')).toHaveLength(1);
});
