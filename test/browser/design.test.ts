// The parts of every page, drawn without a server: axe finds nothing, nothing runs off the side, the CSP holds.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings, openDrawn, serveDrawn } from '../support/drawing.ts';
import { drawnPages } from '../support/drawn.tsx';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const looks = [
  { lang: 'en', colorScheme: 'light', width: 1280 },
  { lang: 'en', colorScheme: 'dark', width: 360 },
  { lang: 'ar', colorScheme: 'light', width: 360 },
  { lang: 'ar', colorScheme: 'dark', width: 1280 },
  { lang: 'es', colorScheme: 'light', width: 360 },
] as const;

describe.each(looks)('$lang, $colorScheme, $width pixels', ({ lang, colorScheme, width }) => {
  test('nothing is wrong', async () => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    await serveDrawn(context);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    for (const name of Object.keys(drawnPages)) {
      await openDrawn(page, lang, name);
      const found = await axeFindings(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect({ name, found, overflow: Math.max(overflow, 0) }).toEqual({ name, found: [], overflow: 0 });
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
