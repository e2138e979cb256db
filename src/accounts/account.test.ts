import { afterAll, expect, test } from 'vitest';
import { openDoors } from '../../test/support/doors.ts';

const { owner, someone, linkFor, signedIn, drop } = await openDoors();
afterAll(drop);

test('sessions are listed by device, ended one by one and all at once', async () => {
  const [phone, laptop] = [someone(), someone()];
  await phone.get(await linkFor('devices@example.org'));
  await phone.post(
    '/sign-in/link',
    { name: 'Devices' },
    { 'user-agent': 'Mozilla/5.0 (Android 14; Mobile; rv:1) Gecko/1 Firefox/128.0' },
  );
  await laptop.get(await linkFor('devices@example.org'));
  await laptop.post(
    '/sign-in/link',
    {},
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36' },
  );
  const page = await (await laptop.get('/account')).text();
  expect(page).toContain('Firefox on Android');
  expect(page).toContain('Chrome on Linux');
  const end = /\/account\/sessions\/[0-9a-f-]{36}\/end/.exec(page)![0];
  // Somebody else's device is not there to be ended.
  const stranger = await signedIn('known@example.org');
  expect((await stranger.post(end)).status).toBe(404);
  expect((await phone.get('/account')).status).toBe(200);
  expect((await laptop.post(end)).status).toBe(303);
  expect((await phone.get('/account')).status).toBe(303);
  expect((await laptop.post('/account/sessions/end')).headers.get('location')).toBe('/sign-in');
  expect((await laptop.get('/account')).status).toBe(303);
});

test('settings are kept, a box without a tick means no, and what is wrong is said next to the field', async () => {
  const browser = await signedIn('settings@example.org');
  const set = { language: 'ar', timeZone: 'Africa/Cairo', largeText: 'on' };
  expect((await browser.post('/account/preferences', set)).headers.get('location')).toBe('/account?saved=yes');
  const page = await (await browser.get('/account')).text();
  expect(page).toMatch(/<html lang="ar" dir="rtl"[^>]*data-text="large"/);
  await browser.post('/account/preferences', { language: 'en', timeZone: 'Africa/Cairo' });
  expect(await (await browser.get('/account')).text()).not.toContain('data-text="large"');
  const wrong = await browser.post('/account/preferences', { language: 'en', timeZone: 'Mars/Olympus' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('We do not know this time zone.');
  expect((await browser.post('/account/name', { name: '' })).status).toBe(422);
  expect((await browser.post('/account/name', { name: 'Rosa D.' })).status).toBe(303);
  expect(await (await browser.get('/account')).text()).toContain('Rosa D.');
});

test('visitors choose a language too, and take it into the account they make', async () => {
  const browser = someone();
  const chosen = await browser.post('/language', { language: 'ar', back: '/sign-in' });
  expect(chosen.headers.get('location')).toBe('/sign-in');
  expect(await (await browser.get('/sign-in')).text()).toContain('lang="ar"');
  await browser.get(await linkFor('arabic@example.org'));
  await browser.post('/sign-in/link', { name: 'يسرا' });
  const [row] = await owner`select language from people p join users u using (id) where email = 'arabic@example.org'`;
  expect(row!.language).toBe('ar');
  expect(
    (await browser.post('/language', { language: 'es', back: 'https://evil.example' })).headers.get('location'),
  ).toBe('/');
  expect(await (await browser.get('/account')).text()).toContain('lang="es"');
});
