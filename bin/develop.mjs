// `npm run dev`: builds and restarts whenever a source file changes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';

/** Runs until it is interrupted. */
export async function develop(root, node) {
  let server = serve(root, node);
  let restarted = Promise.resolve();
  let soon;
  const changed = () => {
    clearTimeout(soon);
    // An editor writes several files at once, or one in several steps.
    soon = setTimeout(() => {
      restarted = restarted.then(restart);
    }, 100);
  };
  async function restart() {
    try {
      await build(root, { force: false });
    } catch (error) {
      // esbuild has said what is wrong; the server goes on with the last code that was right.
      if (!error.forPerson) console.error(error);
      return;
    }
    console.log('Changed: starting again …');
    await stop(server);
    server = serve(root, node);
  }
  const folders = ['src', 'messages', 'migrations', 'test/story'].map((path) => join(root, path)).filter(existsSync);
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, changed));
  const signal = await new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => resolve(name));
  });
  for (const watcher of watchers) watcher.close();
  clearTimeout(soon);
  await restarted;
  await stop(server, signal);
  return 0;
}

function serve(root, node) {
  return spawn(node, ['--enable-source-maps', join(root, 'dist/server.js')], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
}

async function stop(server, signal = 'SIGTERM') {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.kill(signal);
  await once(server, 'exit');
}
