import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import * as esbuild from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import type { Lang } from '../../src/system/i18n/languages.ts';
import { renderPage } from '../../src/ui/render.tsx';
import { drawnPages } from './drawn.tsx';
import { visitFor } from './visit.ts';

const origin = 'http://greenbelt.test';
// As strict as the server's own: a style or script in the page would show here.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-nonce'; img-src 'self' data:; connect-src 'self'; form-action 'self'";

/** Serves the pages that can be drawn without a server to a browser: `/en/gallery`. */
export async function serveDrawn(context: BrowserContext): Promise<void> {
  const [style, script] = await Promise.all([bundleForBrowser('styles/main.css'), bundleForBrowser('client/main.ts')]);
  await context.route(`${origin}/**`, (route) => {
    const [, lang = '', name = ''] = new URL(route.request().url()).pathname.split('/');
    if (name === 'main.css') return route.fulfill({ contentType: 'text/css', body: style });
    if (name === 'main.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    const draw = drawnPages[name];
    if (!draw) return route.fulfill({ status: 404, body: '' });
    const signedIn = name === 'gallery';
    const visit = visitFor(lang as Lang, { path: `/${lang}/${name}`, ...(!signedIn && { person: undefined }) });
    const headers = { 'content-security-policy': policy };
    return route.fulfill({ contentType: 'text/html; charset=utf-8', headers, body: renderPage(visit, draw(visit)) });
  });
}

export async function openDrawn(page: Page, lang: Lang, name: string): Promise<void> {
  await page.goto(`${origin}/${lang}/${name}`, { waitUntil: 'load' });
}

/** What axe finds wrong with a page, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.flatMap((found) =>
    found.nodes.map((node) => `${found.id}: ${found.help}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  );
}

/** A file of src/ui as a browser loads it. */
export async function bundleForBrowser(path: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../../src/ui', path)],
    bundle: true,
    format: 'esm',
    write: false,
    outdir: '/',
    target: 'es2020',
  });
  return outputFiles[0]!.text;
}
