import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Handler } from 'hono';

/** Where pages find their style and script, by plain name: the built files carry their content's hash. */
export type Assets = (name: string) => string;

export function readAssets(folder: string): Assets {
  let names: Record<string, string> = {};
  try {
    names = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch {
    // Not built (some tests): pages then link the plain names.
  }
  return (name) => `/assets/${names[name] ?? name}`;
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** Serves the built files, already compressed, for ever: a changed file has another name. */
export const serveAssets =
  (folder: string): Handler =>
  async (c) => {
    const name = c.req.param('name') ?? '';
    if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) return c.notFound();
    const accepted = c.req.header('accept-encoding') ?? '';
    for (const [coding, suffix] of [
      ['br', '.br'],
      ['gzip', '.gz'],
      ['', ''],
    ] as const) {
      if (coding && !new RegExp(`\\b${coding}\\b`).test(accepted)) continue;
      const body = await readFile(join(folder, name + suffix)).catch(() => undefined);
      if (!body) continue;
      return c.body(new Uint8Array(body), 200, {
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
        ...(coding && { 'Content-Encoding': coding }),
      });
    }
    return c.notFound();
  };
