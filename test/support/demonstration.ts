// The demonstration as a process of its own, with data of its own, and people of the story signed in to it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { ensureBuilt, environment, root, runNode } from './process.ts';

/** `Tomás Ferreira`, or as much of the name as tells him from the others; nobody is whoever is not signed in. */
export type Visitor = string | 'nobody';

export interface Demonstration {
  browser: Browser;
  url: string;
  /** A page of a new browser window, in which that person is signed in. */
  as(visitor: Visitor, options?: BrowserContextOptions): Promise<Page>;
}

/** Starts the demonstration, hands it over, and ends it. */
export async function withDemonstration(use: (demonstration: Demonstration) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-look-'));
  ensureBuilt();
  const server = runNode(['dist/server.js', '--demo'], { cwd: root, env: environment(dataDir) });
  const browser = await launchChromium();
  const sessions = new Map<Visitor, BrowserContextOptions['storageState']>();
  try {
    const [, url = ''] = await server.prints(/Greenbelt is at (\S+)/);
    await use({
      browser,
      url,
      async as(visitor, options) {
        const context = await browser.newContext({ storageState: await session(visitor), ...options });
        return context.newPage();
      },
    });
  } finally {
    await browser.close();
    server.child.kill('SIGTERM');
    await server.ended;
    rmSync(dataDir, { recursive: true });
  }

  /** Each link signs in once, so what the browser keeps of it is kept for the next window. */
  async function session(visitor: Visitor): Promise<BrowserContextOptions['storageState']> {
    if (visitor === 'nobody') return undefined;
    const kept = sessions.get(visitor);
    if (kept) return kept;
    const [, link = ''] = await server.prints(new RegExp(`${visitor}.*: (\\S+)`));
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(link);
    const signedIn = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.locator('main form button').first().click();
    await signedIn;
    const state = await context.storageState();
    sessions.set(visitor, state);
    await context.close();
    return state;
  }
}
