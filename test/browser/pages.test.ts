// Every page there is, as people of the story see it, in a real browser: axe finds nothing, nothing runs off the side,
// nothing complains, one heading leads, and a first visit stays small. The list of pages is taken from the routes, so
// that a new page without an example fails. `PICTURES=folder` leaves a picture of each in every look.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings } from '../support/drawing.ts';
import { type Opening, openings, routesOf, someAddress } from '../support/openings.ts';
import { ensureBuilt } from '../support/process.ts';
import { serveStory } from '../support/served.ts';

const mostBytes = 60 * 1024;
const looks = [
  { lang: 'en', colorScheme: 'light', width: 1280 },
  { lang: 'ar', colorScheme: 'light', width: 360 },
  { lang: 'en', colorScheme: 'dark', width: 360 },
  { lang: 'ar', colorScheme: 'dark', width: 1280 },
] as const;
type Look = (typeof looks)[number];

ensureBuilt();
const served = await serveStory();
const all = openings(served.story, served.signInLink);
const folder = process.env.PICTURES;
if (folder) mkdirSync(folder, { recursive: true });
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await served.stop();
});

const nameOf = ({ route, name }: Opening) => (name ? `${route} (${name})` : route);

test('every page has an example', async () => {
  const routes = routesOf(served.pages);
  const known = new Set(all.map(({ route }) => route));
  known.delete('*');
  const forgotten: string[] = [];
  for (const route of routes.filter((route) => !known.has(route))) {
    const headers = { 'x-test-person': served.story.people.coordinator };
    const answer = await served.request(someAddress(route, served.story), headers);
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') && answer.status !== 303;
    if (isPage) forgotten.push(route);
  }
  expect(forgotten).toEqual([]);
  expect([...known].filter((route) => !routes.includes(route))).toEqual([]);
});

test.each(looks)('nothing is wrong: $lang, $colorScheme, $width pixels', { timeout: 240_000 }, async (look) => {
  const { lang: locale, colorScheme, width } = look;
  const context = await browser.newContext({ colorScheme, locale, viewport: { width, height: 800 } });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const wrong: object[] = [];
  for (const opening of all.filter((one, index) => folder || isSeenSo(one, index, looks.indexOf(look)))) {
    const found = await faultsOf(page, opening).catch((error: Error) => ({ error: error.message }));
    if (Object.keys(found).length > 0) wrong.push({ page: nameOf(opening), ...found });
    if (folder) await picture(page, folder, opening, look);
  }
  await context.close();
  expect(wrong).toEqual([]);
});

/** Each page in two looks, both languages and both widths; its other states in one; over all of them every look. */
const isSeenSo = ({ name }: Opening, index: number, look: number): boolean =>
  name === '' ? index % 2 === Math.floor(look / 2) : index % looks.length === look;

/** What is wrong with the page, by kind. */
async function faultsOf(page: Page, opening: Opening): Promise<Record<string, unknown>> {
  const complaints: string[] = [];
  const hear = (message: ConsoleMessage) => {
    // That the page itself is answered with an error is meant here, and the browser notes it.
    const meant = message.text().includes(`status of ${opening.status}`);
    if (message.type() === 'error' && !meant) complaints.push(message.text());
  };
  page.on('console', hear);
  const status = await open(page, opening);
  const findings = await axeFindings(page);
  const { overflow, headings } = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - window.innerWidth,
    headings: document.querySelectorAll('h1').length,
  }));
  page.off('console', hear);
  return {
    ...(status !== opening.status && { status }),
    ...(findings.length > 0 && { findings }),
    ...(complaints.length > 0 && { complaints }),
    ...(overflow > 0 && { overflow }),
    ...(headings !== 1 && { headings }),
  };
}

async function open(page: Page, { path, as, send }: Opening): Promise<number | undefined> {
  await page.setExtraHTTPHeaders(as ? { 'x-test-person': as } : {});
  const answer = await page.goto(served.url + path);
  if (!send) return answer?.status();
  const [sent] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.locator(`form[action="${send}"]`).last().locator('button').last().click(),
  ]);
  await page.locator('.summary').first().waitFor();
  return sent.status();
}

async function picture(page: Page, into: string, opening: Opening, { lang, colorScheme, width }: Look): Promise<void> {
  const name =
    nameOf(opening)
      .replace(/[^a-z]+/gi, '-')
      .replace(/^-|-$/g, '') || 'start';
  await page.screenshot({ path: join(into, `${name}.${lang}-${colorScheme}-${width}.png`), fullPage: true });
}

test('a first visit to any page is small', { timeout: 60_000 }, async () => {
  const assets = new Map<string, number>();
  const read = async (path: string, as: string | null) => {
    const headers = { 'accept-encoding': 'br', 'accept-language': 'ar', ...(as && { 'x-test-person': as }) };
    return Buffer.from(await (await served.request(path, headers)).arrayBuffer());
  };
  const heavy: object[] = [];
  for (const opening of all.filter(({ send }) => !send)) {
    const packed = await read(opening.path, opening.as);
    const html = packed.length > 0 && packed[0] !== '<'.charCodeAt(0) ? brotliDecompressSync(packed) : packed;
    let bytes = packed.length;
    for (const [, asset = ''] of html.toString().matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      if (!assets.has(asset)) assets.set(asset, (await read(asset, null)).length);
      bytes += assets.get(asset)!;
    }
    if (bytes > mostBytes) heavy.push({ page: nameOf(opening), bytes });
  }
  expect(assets.size).toBeGreaterThan(1);
  expect(heavy).toEqual([]);
});
