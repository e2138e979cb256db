// The part of a page that listens: a change elsewhere redraws it, but never under somebody's hands.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { TextField } from '../../src/ui/fields.tsx';
import { Form } from '../../src/ui/form.tsx';
import { renderPage } from '../../src/ui/render.tsx';
import { Shell } from '../../src/ui/shell.tsx';
import { launchChromium } from '../support/chromium.ts';
import { bundleForBrowser } from '../support/drawing.ts';
import { visitFor } from '../support/visit.ts';

let browser: Browser;
let server: Server;
let page: Page;
let listeners: ServerResponse[] = [];
let drawn = 0;

beforeAll(async () => {
  const [style, script] = await Promise.all([bundleForBrowser('styles/main.css'), bundleForBrowser('client/main.ts')]);
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path.startsWith('/live')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
      listeners.push(response);
    } else if (path.startsWith('/assets/')) {
      const isStyle = path.endsWith('css');
      response
        .writeHead(200, { 'content-type': isStyle ? 'text/css' : 'text/javascript' })
        .end(isStyle ? style : script);
    } else {
      drawn += 1;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(draw(path));
    }
  }).listen(0);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  listeners = [];
  page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/page`);
  await expect.poll(() => listeners.length).toBe(1);
  return () => page.close();
});

function draw(path: string) {
  return renderPage(
    visitFor(path === '/arabic' ? 'ar' : 'en', { path, assets: (name) => `/assets/${name}` }),
    <Shell title="Live" topics={['proposal:7']}>
      <h1>Drawn {drawn}</h1>
      <a href="/arabic">Arabic</a>
      <details>
        <summary>Details</summary>
        <p>All of it</p>
      </details>
      <Form action="/page">
        <TextField name="note" label="Note" />
      </Form>
    </Shell>,
  );
}

const patient = { timeout: 10_000 };
const announce = () => listeners.at(-1)!.write('data: proposal:7\n\n');
const heading = () => page.locator('h1').textContent();

test('a change elsewhere draws the page again, in place, and it goes on listening', async () => {
  const before = drawn;
  await page.evaluate(() => Object.assign(window, { same: true }));
  await page.getByText('Details').click();
  announce();
  announce();
  await expect.poll(heading, patient).toBe(`Drawn ${before + 1}`);
  announce();
  await expect.poll(heading, patient).toBe(`Drawn ${before + 2}`);
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
  expect(await page.getByText('All of it').isVisible()).toBe(true);
  expect(listeners).toHaveLength(1);
});

test('what somebody types stays, and they are told', async () => {
  const before = await heading();
  await page.getByLabel('Note').fill('We cannot agree to this');
  await page.locator('h1').click();
  announce();
  await page.getByText('Something on this page has changed').waitFor();
  expect(await heading()).toBe(before);
  expect(await page.getByLabel('Note').inputValue()).toBe('We cannot agree to this');
});

test('after the line was down it looks whether something was missed', async () => {
  const before = drawn;
  listeners[0]!.write('retry: 50\n\n');
  listeners[0]!.end();
  await expect.poll(heading, patient).toBe(`Drawn ${before + 1}`);
});

test('the page turns with its language, also when Turbo fetched it', async () => {
  await page.evaluate(() => Object.assign(window, { same: true }));
  await page.getByRole('link', { name: 'Arabic' }).click();
  await expect.poll(() => page.locator('html').getAttribute('dir'), patient).toBe('rtl');
  expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  expect(await page.evaluate(() => 'same' in window)).toBe(true);
});
