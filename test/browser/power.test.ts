// The page of power, as somebody chooses a rule: readable wide and narrow, in both directions, and without JavaScript.

import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { powerPaths } from '../../src/power/paths.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings } from '../support/drawing.ts';
import { ensureBuilt } from '../support/process.ts';

let told: TestApp;
let browser: Browser;
let server: ReturnType<typeof serve>;
let origin: string;
let path: string;

beforeAll(async () => {
  ensureBuilt();
  told = await testApp();
  path = powerPaths(told.story.coalition.slug).page;
  server = serve({ fetch: told.web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await told?.drop();
});

/** A representative, with the language that the person has chosen. */
async function signedIn(language: string) {
  const person = told.story.people.representative;
  await told.owner`update people set language = ${language} where id = ${person}`;
  return { 'x-test-person': person };
}

test('a rule is chosen and its power read without JavaScript', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: await signedIn('en') });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  await page.goto(origin + path);
  await page.getByText('By the people it represents', { exact: true }).click();
  await page.getByRole('button', { name: 'Show the power' }).click();
  await page.getByText('Dockworkers’ Union, Local 40 decides alone.').waitFor();
  await page.getByText('By people, but no more than a share', { exact: true }).click();
  await page.getByLabel('Largest share, in percent').fill('30');
  await page.getByText('Double majority', { exact: true }).click();
  await page.getByRole('button', { name: 'Show the power' }).click();
  await page.getByText('Dockworkers’ Union, Local 40 has a veto: nothing').waitFor();
  expect(await page.getByLabel('Largest share, in percent').inputValue()).toBe('30');
  expect(await page.getByLabel('Double majority').isChecked()).toBe(true);
  await context.close();
});

test.each([
  { language: 'en', colorScheme: 'light', width: 1280 },
  { language: 'en', colorScheme: 'dark', width: 360 },
  { language: 'ar', colorScheme: 'light', width: 1280 },
  { language: 'ar', colorScheme: 'dark', width: 360 },
  { language: 'es', colorScheme: 'light', width: 360 },
] as const)('nothing is wrong with the page: $language, $colorScheme, $width pixels', async (look) => {
  const { language, colorScheme, width } = look;
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme,
    viewport: { width, height: 800 },
    extraHTTPHeaders: await signedIn(language),
  });
  const page = await context.newPage();
  await page.goto(`${origin}${path}?weights=capped&cap=30&concurrence=each`);
  const found = await axeFindings(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect({ found, overflow: Math.max(overflow, 0) }).toEqual({ found: [], overflow: 0 });
  const folder = process.env.PICTURES;
  if (folder)
    await page.screenshot({ path: join(folder, `power-${language}-${colorScheme}-${width}.png`), fullPage: true });
  await context.close();
});
