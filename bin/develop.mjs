// `npm run dev`: builds and restarts whenever a source file changes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';

/** Runs until it is interrupted. */
export async function develop(root, node) {
  let server = serve(root, node);
  let restarting;
  const changed = () => {
    clearTimeout(restarting);
    // An editor writes several files at once, or one in several steps.
    restarting = setTimeout(async () => {
      try {
        await build(root, { force: false });
      } catch {
        return; // esbuild has said what is wrong; the server goes on with the last code that was right.
      }
      console.log('Changed: starting again …');
      await stop(server);
      server = serve(root, node);
    }, 100);
  };
  const folders = ['src', 'messages', 'migrations', 'test/story'].map((path) => join(root, path)).filter(existsSync);
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, changed));
  const signal = await new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => resolve(name));
  });
  for (const watcher of watchers) watcher.close();
  clearTimeout(restarting);
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
