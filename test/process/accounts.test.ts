// PostgreSQL does not run as root, and folders may be closed to all but their owner. Whoever runs these tests, a
// clone and a data folder that nobody else may enter are tried; root also tries every way that root has.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readPostmaster } from '../../src/system/database/embedded/postmaster.ts';
import { ensureBuilt, environment, type Run, root, runNode } from '../support/process.ts';

const isRoot = process.getuid!() === 0;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'greenbelt-accounts-')));
// Others may pass through, so that each test decides who may enter its own folder.
chmodSync(folder, 0o755);

const packages = realpathSync(join(root, 'node_modules'));

// Making a database takes a second, on a busy machine ten.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(ensureBuilt);
afterAll(() => rmSync(folder, { recursive: true }));

type Account = { uid: number; gid: number };

function closedFolder(name: string, owner?: Account): string {
  const made = join(folder, name);
  mkdirSync(made, { mode: 0o700 });
  if (owner) chownSync(made, owner.uid, owner.gid);
  return made;
}

/** Starts, is served, stops, and says under which account PostgreSQL ran. */
async function serves(run: Run, dataDir: string): Promise<number> {
  const [, url] = await run.prints(/Greenbelt is at (http:\/\/localhost:\d+)/);
  expect((await fetch(`${url}/readyz`)).ok).toBe(true);
  const { pid } = readPostmaster(join(dataDir, 'postgres'))!;
  const { uid } = statSync(`/proc/${pid}`, { throwIfNoEntry: false }) ?? { uid: process.getuid!() };
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  return uid;
}

test('an ordinary user, in a clone that only they may enter', async () => {
  const user = isRoot ? ordinaryAccount() : undefined;
  const clone = closedFolder('clone', user);
  copyProject(clone, user);
  const options = { cwd: clone, env: environment('', { HOME: clone }), ...user };
  const run = runNode(
    ['bin/greenbelt.mjs', 'start'],
    options,
    process.execPath.replace(packages, `${clone}/node_modules`),
  );
  const uid = await serves(run, join(clone, 'data'));
  expect(uid).toBe(user?.uid ?? process.getuid!());
  expect(run.output()).not.toContain('Installing');
});

test('a data folder that only its owner may enter', async () => {
  const dataDir = closedFolder('mine');
  const run = runNode([join(root, 'dist/server.js')], { env: environment(dataDir) });
  await serves(run, dataDir);
  expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
});

describe.runIf(isRoot)('root', () => {
  test('where containers forbid namespaces, with another account that may enter', async () => {
    const dataDir = closedFolder('no-namespace');
    const programs = closedFolder('programs');
    symlinkSync(execFileSync('which', ['setpriv'], { encoding: 'utf8' }).trim(), join(programs, 'setpriv'));
    const start = () => runNode([join(root, 'dist/server.js')], { env: environment(dataDir, { PATH: programs }) });
    expect(await serves(start(), dataDir)).not.toBe(0);
    // And once more, on the data that belongs to that account now.
    expect(await serves(start(), dataDir)).not.toBe(0);
  });

  test("in somebody's folder, under their account, and then they themselves", async () => {
    const user = ordinaryAccount();
    const dataDir = join(closedFolder('theirs', user), 'data');
    const run = runNode([join(root, 'dist/server.js')], { env: environment(dataDir) });
    expect(await serves(run, dataDir)).toBe(user.uid);
    for (const name of ['postgres', 'postgres.log', 'secret']) expect(statSync(join(dataDir, name)).uid).toBe(user.uid);
  });

  test('where no other way is left, it says what to do', async () => {
    const dataDir = closedFolder('no-way');
    const run = runNode([join(root, 'dist/server.js')], { env: environment(dataDir, { PATH: '/nowhere' }) });
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/^PostgreSQL does not run as root.*DATABASE_URL.*\n$/);
  });
});

function ordinaryAccount(): Account {
  const [line] = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => Number(line.split(':')[2]) > 0);
  const [, , uid, gid] = line!.split(':').map(Number);
  return { uid: uid!, gid: gid! };
}

// As a clone has it, with the packages installed (as links to the same files where the file system allows it).
function copyProject(to: string, owner?: Account): void {
  const parts = ['bin', 'src', 'messages', 'migrations', 'test', 'package.json', 'package-lock.json'];
  execFileSync('cp', ['-a', ...parts, to], { cwd: root });
  const copy = [packages, join(to, 'node_modules')];
  if (spawnSync('cp', ['-al', ...copy]).status !== 0) execFileSync('cp', ['-a', ...copy]);
  if (owner) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, ...parts.map((part) => join(to, part))]);
}
