// Bundles the server, the command line program and what browsers load, from src/ into dist/. It takes a fifth of a
// second, and is skipped when nothing has changed since the last time.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { PersonError } from './runtime.mjs';

/** Builds if anything has changed. When the code is wrong, esbuild prints where. */
export async function build(root, { force }) {
  const stamp = join(root, 'dist/sources');
  const sources = hashOf(root, ['src', 'messages', 'test/story', 'bin/build.mjs', 'package.json', 'package-lock.json']);
  if (!force && existsSync(join(root, 'dist/server.js')) && readStamp(stamp) === sources) return;
  const [programs, browser] = await Promise.all([bundlePrograms(root), bundleForBrowsers(root)]).catch((error) => {
    throw error.errors ? new PersonError('The build failed; what is wrong stands above.') : error;
  });
  for (const file of programs.outputFiles) write(file.path, file.contents);
  writeAssets(join(root, 'dist/assets'), browser);
  removeOld(join(root, 'dist'));
  removeOld(join(root, 'dist/assets'));
  write(stamp, sources);
}

const readStamp = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

function hashOf(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, join(root, path));
  return hash.digest('hex');
}

function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  hash.update(`${path}\0`);
  if (found?.isFile()) hash.update(readFileSync(path));
  if (found?.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
}

function bundlePrograms(root) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: { server: 'src/main.ts', cli: 'src/cli.ts' },
    outdir: 'dist',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node26',
    format: 'esm',
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // A file that can be run by itself must not believe so when it is part of a bundle.
    define: { 'import.meta.main': 'false' },
    write: false,
  });
}

function bundleForBrowsers(root) {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/ui/client/main.ts', 'src/ui/client/passkey.ts', 'src/ui/styles/main.css'],
    outdir: 'dist/assets',
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'file', '.png': 'file' },
    legalComments: 'external',
    metafile: true,
    write: false,
  });
}

function writeAssets(folder, { outputFiles, metafile }) {
  for (const file of outputFiles) {
    write(file.path, file.contents);
    write(`${file.path}.br`, brotliCompressSync(file.contents));
    write(`${file.path}.gz`, gzipSync(file.contents, { level: 9 }));
  }
  const built = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
  const names = built.map(([path, { entryPoint }]) => [basename(entryPoint).replace(/\.tsx?$/, '.js'), basename(path)]);
  write(join(folder, 'manifest.json'), JSON.stringify(Object.fromEntries(names), null, 2));
}

// Whole or not at all: another start may be reading, or building, at this moment.
function write(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}

// Files carry a hash of their content in their name. A server that still runs may need those of an earlier build.
function removeOld(folder) {
  const week = 7 * 24 * 3600 * 1000;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (/-[A-Z0-9]{8}\./.test(name) && statSync(file).mtimeMs < Date.now() - week) rmSync(file);
  }
}
