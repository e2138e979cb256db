// Burlington's 8,833 ballots of 2009 in a real browser, without JavaScript: one person enters them, another confirms, the
// vote closes, and everybody sees who was elected and why.
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { open, propose } from '../../src/decisions/commands.ts';
import { allowPaper } from '../../src/decisions/paper/commands.ts';
import { decisionPaths } from '../../src/decisions/paths.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings } from '../support/drawing.ts';
import { ensureBuilt } from '../support/process.ts';
import { worked } from '../support/refusal.ts';

const burlington = join(import.meta.dirname, '../data/burlington-2009/ballots.csv');
let told: TestApp;
let browser: Browser;
let server: ReturnType<typeof serve>;
let origin: string;

beforeAll(async () => {
  ensureBuilt();
  told = await testApp();
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

async function as(person: string, more: object = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    extraHTTPHeaders: { 'x-test-person': person, 'accept-language': 'en' },
    ...more,
  });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

test('8,833 paper ballots elect Kiss, as they did', async () => {
  const { act, story, clock } = told;
  const { coordinator, individual, observer } = story.people;
  const closesAt = new Date(clock.glance().getTime() + 86_400_000).toISOString();
  const { proposal } = worked(
    await act(coordinator, propose, {
      question: 'Who shall be mayor?',
      method: 'irv',
      options: ['Montroll', 'Kiss', 'Wright'],
      closesAt,
    }),
  );
  worked(await act(coordinator, allowPaper, { proposal, people: 8833 }));
  worked(await act(coordinator, open, { proposal }));
  const paths = decisionPaths(story.coalition.slug, proposal);

  const amal = await as(coordinator, { viewport: { width: 360, height: 780 } });
  await amal.goto(origin + paths.one);
  await amal.getByRole('link', { name: 'Bundles of paper ballots' }).click();
  await amal.getByLabel('Where it was counted').fill('City hall');
  await amal.setInputFiles('[name=file]', burlington);
  await amal.getByRole('button', { name: 'Enter the bundle' }).click();
  await amal.getByText('Somebody else than the one who entered it').waitFor();
  expect(await amal.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // axe needs scripts, which Amal's browser does not run.
  const seen = await as(coordinator, { javaScriptEnabled: true, viewport: { width: 360, height: 780 } });
  await seen.goto(origin + paths.bundles);
  expect(await axeFindings(seen)).toEqual([]);

  const ruth = await as(individual);
  await ruth.goto(origin + paths.bundles);
  await ruth.getByLabel('How many did you count?').fill('8833');
  await ruth.getByRole('button', { name: 'Confirm the bundle' }).click();
  await ruth.getByText('confirmed by Ruth Adeyemi').waitFor();

  clock.forward({ hours: 25 });
  await amal.goto(origin + paths.one);
  await amal.locator(`form[action="${paths.close}"] button`).click();

  const lena = await as(observer);
  await lena.goto(origin + paths.one);
  const said = await lena.locator('main').innerText();
  expect(said).toContain('Kiss');
  for (const number of ['2,554', '2,982', '3,297', '4,314', '4,064']) expect(said).toContain(number);
}, 60_000);
