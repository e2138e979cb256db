// Takes the README's picture, from the demonstration, as one of its people sees a page:
//   node test/support/picture.ts [PATH [FILE]]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { ensureBuilt, environment, root, runNode } from './process.ts';

const [path = '/c/clean-air-riverton/decisions/5', file = join(root, 'docs/pictures/greenbelt.png')] =
  process.argv.slice(2);
const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-picture-'));
ensureBuilt();
const server = runNode(['dist/server.js', '--demo'], { cwd: root, env: environment(dataDir) });
const browser = await launchChromium();
try {
  const [, link = ''] = await server.prints(/Tomás Ferreira.*: (\S+)/);
  const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 1280, height: 960 } });
  const page = await context.newPage();
  await page.goto(link);
  const signedIn = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.locator('main form button').first().click();
  await signedIn;
  const answer = await page.goto(new URL(path, link).href);
  if (!answer?.ok()) throw new Error(`${path}: ${answer?.status()}`);
  await page.screenshot({ path: file });
  console.log(`${file}: ${statSync(file).size} bytes`);
} finally {
  await browser.close();
  server.child.kill('SIGTERM');
  await server.ended;
  rmSync(dataDir, { recursive: true });
}
