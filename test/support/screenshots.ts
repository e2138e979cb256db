// Pictures of the gallery and the other pages that need no data, wide and narrow, light and dark, in both directions:
//   node test/support/screenshots.ts FOLDER [page …]
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { launchChromium } from './chromium.ts';

const [folder = 'pictures', ...wanted] = process.argv.slice(2);
const { drawnPages, openDrawn, serveDrawn } = await loadDrawing();
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      await serveDrawn(context);
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
      for (const name of Object.keys(drawnPages).filter((name) => wanted.length === 0 || wanted.includes(name))) {
        for (const lang of ['en', 'ar'] as const) {
          await openDrawn(page, lang, name);
          await page.screenshot({ path: join(folder, `${name}-${lang}-${colorScheme}-${width}.png`), fullPage: true });
        }
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}

/** Node runs this file but not .tsx, which esbuild turns into something that it runs. */
async function loadDrawing(): Promise<typeof import('./drawing.ts') & typeof import('./drawn.tsx')> {
  const outfile = join(import.meta.dirname, `../../node_modules/.cache/drawing-${process.pid}.mjs`);
  await esbuild.build({
    stdin: { contents: "export * from './drawing.ts'; export * from './drawn.tsx'", resolveDir: import.meta.dirname },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'import.meta.dirname': JSON.stringify(import.meta.dirname), 'import.meta.main': 'false' },
  });
  try {
    return await import(outfile);
  } finally {
    rmSync(outfile);
  }
}
