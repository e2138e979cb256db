// Getting in: the founder's link, a passkey made and used, and all of it but the passkey without JavaScript.
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstStartLink } from '../../src/accounts/first.ts';
import { type Greenbelt, openGreenbelt } from '../../src/greenbelt.ts';
import { listen } from '../../src/system/web/listen.ts';
import { launchChromium } from '../support/chromium.ts';
import { freshDatabase } from '../support/database.ts';
import { axeFindings } from '../support/drawing.ts';
import { ensureBuilt, root } from '../support/process.ts';

const fresh = await freshDatabase();
let browser: Browser;
let greenbelt: Greenbelt;
let server: Awaited<ReturnType<typeof listen>>;
let origin: string;

beforeAll(async () => {
  ensureBuilt();
  server = await listen('localhost', 0);
  origin = `http://localhost:${server.port}`;
  greenbelt = await openGreenbelt({
    connection: fresh.options,
    publicUrl: origin,
    secret: 'a secret that only the tests know, and everybody may',
    mailFrom: 'greenbelt@localhost',
    assetsFolder: join(root, 'dist/assets'),
    stopping: server.stopping,
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

/** What the operator would hand on, or the mail server deliver. */
async function lastLink(): Promise<string> {
  const [mail] = await fresh.owner`select variables from mails order by created_at desc limit 1`;
  return mail!.variables.link;
}

async function withAuthenticator(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return page;
}

test('the founder begins, makes a passkey, and comes back with it', async () => {
  const context = await browser.newContext({ timezoneId: 'America/Bogota' });
  context.setDefaultTimeout(8000);
  const page = await withAuthenticator(context);
  await page.goto((await firstStartLink(greenbelt.app))!);
  expect(page.url()).toBe(`${origin}/first`);
  expect(await page.getByLabel('Time zone').inputValue()).toBe('America/Bogota');
  await page.getByLabel('Your name').fill('Amal Haddad');
  await page.getByLabel('E-mail address').fill('amal@riverton.example');
  const next = page.waitForResponse(`${origin}/coalitions/new`);
  await page.getByRole('button', { name: 'Create my account' }).click();
  await next;

  await page.goto(`${origin}/account`);
  await page.getByRole('button', { name: 'Make a passkey' }).click();
  await page.getByRole('heading', { name: 'Chrome, Linux' }).waitFor();
  await page.getByText('Rename').click();
  await page.getByLabel('What you call it').fill('My laptop');
  await page.locator('form[action$="/name"]').last().getByRole('button').click();
  await page.getByRole('heading', { name: 'My laptop' }).waitFor();

  await page.goto(`${origin}/account`);
  await page.getByText('Amal Haddad', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(`${origin}/`);
  await page.goto(`${origin}/account`);
  expect(page.url()).toBe(`${origin}/sign-in?back=%2Faccount`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL(`${origin}/account`);
  expect(await page.content()).toContain('amal@riverton.example');
  const cookies = await context.cookies();
  expect(cookies.find(({ name }) => name === 'gb.session_token')).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  await page.getByRole('button', { name: 'Remove this passkey' }).click();
  await page.getByText('You have none yet').waitFor();
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('That did not work').waitFor();
  await context.close();
});

test.each([true, false])('a newcomer signs in by mail, with JavaScript: %s', async (javaScriptEnabled) => {
  const context = await browser.newContext({ javaScriptEnabled, locale: 'es' });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in?back=/account`);
  expect(await page.getByRole('button', { name: 'llave de acceso' }).isVisible()).toBe(javaScriptEnabled);
  await page.getByLabel('Correo').fill(`rosa${javaScriptEnabled}@eastbank.example`);
  await page.getByRole('button', { name: 'Enviarme un enlace' }).click();
  await page.getByRole('heading', { name: 'Mire su correo' }).waitFor();
  await page.goto(await lastLink());
  expect(page.url()).not.toContain('token');
  await page.getByLabel('Su nombre').fill('Rosa Delgado');
  await page.getByRole('button', { name: 'Crear mi cuenta' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mi cuenta' }).waitFor();
  expect(page.url()).toBe(`${origin}/account`);
  await page.getByText('Texto grande').click();
  await page.locator('form[action="/account/preferences"]').getByRole('button').click();
  await page.getByText('Sus cambios están guardados').waitFor();
  expect(await page.locator('html').getAttribute('data-text')).toBe('large');
  await context.close();
});

const looks = [
  { language: 'en', colorScheme: 'light', width: 1280 },
  { language: 'ar', colorScheme: 'dark', width: 360 },
] as const;

test.each(looks)('nothing is wrong with any of these pages: $language, $colorScheme, $width pixels', async (look) => {
  const { language, colorScheme, width } = look;
  await fresh.owner`delete from rate_limits`;
  await fresh.owner`delete from operators`;
  const first = (await firstStartLink(greenbelt.app))!;
  const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 800 } });
  await context.addCookies([{ name: 'gb_language', value: language, url: origin }]);
  const page = await context.newPage();
  const looksGood = async (name: string) => {
    const found = await axeFindings(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ name, found, overflow: Math.max(overflow, 0) }).toEqual({ name, found: [], overflow: 0 });
    const folder = process.env.PICTURES;
    if (folder)
      await page.screenshot({ path: join(folder, `${name}-${language}-${colorScheme}-${width}.png`), fullPage: true });
  };
  const send = (action: string) => page.locator(`form[action="${action}"] button`).last().click();

  await page.goto(`${origin}/sign-in`);
  await looksGood('sign-in');
  await page.locator('[name=email]').fill('nobody');
  await send('/sign-in');
  await page.locator('.summary').waitFor();
  await looksGood('sign-in-wrong');
  await page.locator('[name=email]').fill(`new-${language}-${colorScheme}@riverton.example`);
  await send('/sign-in');
  await page.waitForURL('**/sign-in/sent');
  await looksGood('sent');
  await page.goto(await lastLink());
  await looksGood('welcome');
  await page.goto(`${origin}/sign-in/link?token=none`);
  await looksGood('gone');
  await page.goto(first);
  await looksGood('first');
  await page.locator('[name=name]').fill('Amal Haddad');
  await page.locator('[name=email]').fill(`amal-${language}-${colorScheme}@riverton.example`);
  const next = page.waitForResponse(`${origin}/coalitions/new`);
  await send('/first');
  await next;
  await fresh.owner`
    insert into passkeys (id, user_id, name, public_key, credential_id, counter, device_type, backed_up, created_at)
    select gen_random_uuid(), person_id, 'Phone', '', gen_random_uuid()::text, 0, 'multiDevice', true, now() from operators`;
  await page.goto(`${origin}/account`);
  await looksGood('account');
  await page.goto(`${origin}/operator/mails`);
  await looksGood('mails');
  await context.close();
});

test('nobody gets at the passkey steps from another site, nor at the rest of the sign-in library', async () => {
  const ask = (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, init);
  const elsewhere = { headers: { 'sec-fetch-site': 'cross-site' } };
  expect((await ask('/auth/passkey/generate-authenticate-options', elsewhere)).status).toBe(403);
  expect((await ask('/auth/passkey/generate-authenticate-options')).status).toBe(200);
  expect((await ask('/auth/passkey/generate-register-options')).status).toBe(401);
  expect((await ask('/auth/passkey/verify-authentication')).status).toBe(404);
  for (const path of [
    '/auth/magic-link/verify?token=x',
    '/auth/get-session',
    '/auth/ok',
    '/auth/passkey/list-user-passkeys',
  ]) {
    expect((await ask(path)).status).toBe(404);
  }
});
