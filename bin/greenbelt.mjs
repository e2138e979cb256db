#!/usr/bin/env node
// The one command. It is plain JavaScript without dependencies and runs on Node 20, because it is what brings
// everything else: it installs what is missing, builds what has changed, and runs the program on its own Node.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { run } from './run.mjs';
import { findNode } from './runtime.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command = 'help', ...args] = process.argv.slice(2);

const commands = { start, dev, demo: () => start('--demo'), test, check, bench, build: () => build({ force: true }) };

try {
  process.exitCode = (await (Object.hasOwn(commands, command) ? commands[command](...args) : commandLine())) ?? 0;
} catch (error) {
  // A plain message is for the person at the terminal; anything else is a fault of ours and shows where.
  console.error(error.forPerson ? error.message : error);
  process.exitCode = 1;
}

async function start(...options) {
  await prepare({ development: false });
  useData(options.includes('--demo') ? 'data-demo' : 'data');
  return run(findNode(root), ['--enable-source-maps', join(root, 'dist/server.js'), ...options], {
    cwd: root,
    channel: true,
  });
}

async function dev() {
  await prepare({ development: true });
  useData('data');
  const { develop } = await import('./develop.mjs');
  return develop(root, findNode(root));
}

/** Everything there is to test; or, with arguments, only the test files that they name. */
async function test(...files) {
  await prepare({ development: true });
  return files.length > 0 ? vitest(...files) : worst(types, style, vitest);
}

/** The quick part: types, style, and that what is generated fits what it is generated from. */
async function check() {
  await prepare({ development: true });
  return worst(types, style, () => vitest('--project', 'server', 'messages.test', 'schema.test'));
}

/** Measures; see bench/README.md. */
async function bench(...options) {
  await prepare({ development: true });
  const [hooks, main] = ['tsx.mjs', 'main.ts'].map((name) => join(root, 'bench', name));
  return run(findNode(root), ['--import', hooks, main, ...options], { cwd: root });
}

/** One after the other, all of them even if one fails: whoever waits for the tests wants to know everything. */
async function worst(...steps) {
  let code = 0;
  for (const step of steps) code = Math.max(code, await step());
  return code;
}

// The compiler's several checkers each work out most types anew: one takes half the work, and on two cores less time.
function types() {
  return tool('typescript/bin/tsc', '--noEmit', '--checkers', '1');
}

function style() {
  return tool('@biomejs/biome/bin/biome', 'check');
}

function vitest(...options) {
  return tool('vitest/vitest.mjs', 'run', ...options);
}

async function commandLine() {
  await prepare({ development: false });
  useData('data');
  return run(findNode(root), ['--enable-source-maps', join(root, 'dist/cli.js'), command, ...args]);
}

/** Where the data is does not depend on where the command is given. */
function useData(folder) {
  process.env.DATA_DIR ||= join(root, folder);
}

async function prepare({ development }) {
  await install(root, { development });
  await build({ force: false });
}

async function build({ force }) {
  if (force) await install(root, { development: false });
  // Only now: it needs esbuild, which may just have been installed.
  const { build: bundle } = await import('./build.mjs');
  await bundle(root, { force });
}

function tool(script, ...options) {
  return run(findNode(root), [join(root, 'node_modules', script), ...options], { cwd: root });
}
