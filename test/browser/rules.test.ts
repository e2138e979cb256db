// Votes by weight and by kept rules, as people go through them: with and without JavaScript.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decisionPaths } from '../../src/decisions/paths.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { ensureBuilt } from '../support/process.ts';

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

const paths = () => decisionPaths(told.story.coalition.slug);
async function visitor(person: string, javaScriptEnabled: boolean) {
  const context = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: { 'x-test-person': person } });
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

test.each([true, false])('a vote weighed by people, cast by any of its people (JavaScript: %s)', async (scripts) => {
  const { people } = told.story;
  told.clock.set('2026-03-24T19:00:00Z');
  const amal = await visitor(people.coordinator, scripts);
  await amal.goto(origin + paths().propose);
  await amal.locator('input[name="question"]').fill('Shall we hire a bus?');
  await amal.locator('input[name="method"][value="majority"]').check({ force: true });
  await amal.getByText('What each vote weighs', { exact: true }).click();
  await amal.getByText('By the people it represents', { exact: true }).click();
  await amal.getByLabel('Largest share of one member').fill('40%');
  await amal.locator('input[name="closesAt"]').fill('2026-12-24T12:00');
  await amal.getByRole('button', { name: 'Put the question' }).click();
  await amal.locator('h1', { hasText: 'Shall we hire a bus?' }).waitFor();
  const decision = amal.url();
  await amal.getByText('Each vote weighs as much as the people that the member represents.').waitFor();
  await amal.locator('form[action$="/open"] button').click();
  await amal.getByText('cut from 40,000').waitFor();

  // Whoever of the tenants comes first casts their ballot; a colleague finds it there, and does not vote a second time.
  const rosa = await visitor(people.colleague, scripts);
  await rosa.goto(decision);
  await rosa.locator('input[name="choice.answer"][value="yes"]').check({ force: true });
  await rosa.locator('form[action$="/ballot"] button').first().click();
  await rosa.locator('input[name="replaces"]').waitFor({ state: 'attached' });
  const kwame = await visitor(people.representative, scripts);
  await kwame.goto(decision);
  expect(await kwame.locator('input[name="replaces"]').count()).toBe(1);
  for (const page of [amal, rosa, kwame]) await page.context().close();
});
