// Two people have a coalition open. What one of them does, the other one sees, without doing anything.
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkFor, mintToken } from '../../src/accounts/link.ts';
import { createAccounts } from '../../src/accounts/setup.ts';
import { describe as describeCoalition } from '../../src/coalitions/commands.ts';
import { type Greenbelt, openGreenbelt } from '../../src/greenbelt.ts';
import { execute } from '../../src/kernel/execute.ts';
import { listen } from '../../src/system/web/listen.ts';
import { loadStory } from '../story/demo.ts';
import { launchChromium } from '../support/chromium.ts';
import { freshDatabase } from '../support/database.ts';
import { ensureBuilt, root } from '../support/process.ts';

const fresh = await freshDatabase();
let browser: Browser;
let greenbelt: Greenbelt;
let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  ensureBuilt();
  server = await listen('localhost', 0);
  greenbelt = await openGreenbelt({
    connection: fresh.options,
    publicUrl: `http://localhost:${server.port}`,
    secret: 'a secret that only the tests know, and everybody may',
    mailFrom: 'greenbelt@localhost',
    assetsFolder: join(root, 'dist/assets'),
    stopping: server.stopping,
    first: loadStory,
    log: console.error,
  });
  server.serve(greenbelt.fetch);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await greenbelt?.close();
  await fresh.drop();
});

test('an open page shows what somebody else has just done', async () => {
  const { app } = greenbelt;
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  page.setDefaultTimeout(10_000);
  const { auth } = createAccounts(app, { sendsMail: false });
  await page.goto(linkFor(app, await mintToken(auth, 'kwame@eastbank.example'), '/c/clean-air-riverton/about'));
  const listening = page.waitForResponse((answer) => answer.url().includes('/live?'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect((await listening).status()).toBe(200);
  await page.getByRole('heading', { level: 1 }).waitFor();

  const [amal] = await fresh.owner`select id from users where email = 'amal@riverton.example'`;
  const purpose = 'Engines off beside every school, and trees along the yard.';
  const said = await execute(app, describeCoalition, {
    person: amal!.id,
    via: 'browser',
    coalition: 'clean-air-riverton',
    input: { name: 'Clean Air Riverton', purpose, stage: 'working' },
  });
  expect(said.ok).toBe(true);
  await page.getByText(purpose).waitFor();
});
