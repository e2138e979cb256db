// `npm run demo` tells the whole story before the clock may act in it, and lets people in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt, environment, root, runNode } from '../support/process.ts';
import { visitor } from '../support/visitor.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-demo-'));
beforeAll(ensureBuilt);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test.each(['the first time', 'again'])(
  'the demonstration opens doors for its people, %s',
  { timeout: 60_000 },
  async () => {
    const run = runNode(['dist/server.js', '--demo'], { cwd: root, env: environment(dataDir) });
    try {
      const [, door = ''] = await run.prints(/Rosa Delgado.*: (\S+)/);
      const rosa = visitor(fetch, new URL(door).origin);
      await rosa.get(door);
      expect(await (await rosa.get('/sign-in/link')).text()).toContain('Rosa Delgado');
    } finally {
      run.child.kill('SIGTERM');
    }
    expect(await run.ended).toBe(0);
  },
);
