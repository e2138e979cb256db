// Real processes of Greenbelt, for the tests of starting and ending.
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = join(import.meta.dirname, '../..');

/** Builds dist/ if it is not up to date. */
export function ensureBuilt(): void {
  execFileSync(process.execPath, [join(root, 'bin/greenbelt.mjs'), 'help'], { stdio: 'pipe' });
}

export type Run = {
  child: ChildProcess;
  /** All that it has printed so far. */
  output(): string;
  /** Waits until it prints this, and fails if it ends before. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | string>;
};

/** Starts Node with these arguments; standard output and errors are read together. */
export function runNode(args: string[], options: SpawnOptions = {}, node = process.execPath): Run {
  const child = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  const ended = once(child, 'close').then(
    ([code, signal]) => code ?? signal,
    (error) => String(error),
  );
  return { child, output: () => text, ended, prints };

  async function prints(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(text);
      if (found) return found;
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended without ${pattern}: ${text}`);
      await sleep(20);
    }
  }
}

/** The environment of a run with its own data, on any free port, without anything set for the tests' own process. */
export function environment(dataDir: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, PORT: '0', DATA_DIR: dataDir, ...more };
}
