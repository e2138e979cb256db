import { afterAll, expect, test } from 'vitest';
import { openDoors } from '../../test/support/doors.ts';
import { firstStartLink } from './first.ts';

const { greenbelt, owner, someone, drop } = await openDoors();
afterAll(drop);

const { app } = greenbelt;
const path = (link: string) => link.replace('http://localhost', '');
const founder = { name: 'Amal Haddad', email: 'Amal@Riverton.example', timeZone: 'Europe/Madrid' };

test('the first link makes its user the operator, once, without any mail', async () => {
  const [first, second] = [(await firstStartLink(app))!, (await firstStartLink(app))!];
  expect(first).not.toBe(second);

  const scanner = someone();
  expect((await scanner.get(path(first))).headers.get('location')).toBe('/first');
  expect((await scanner.get('/first')).status).toBe(200);
  expect(await owner`select * from users`).toHaveLength(0);

  const browser = someone();
  await browser.get(path(first));
  const wrong = await browser.post('/first', { ...founder, email: 'amal' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('value="Amal Haddad"');
  const done = await browser.post('/first', founder);
  expect(done.headers.get('location')).toBe('/coalitions/new');
  expect(await (await browser.get('/account')).text()).toContain('amal@riverton.example');
  expect(await owner`select email from operators join users on id = person_id`).toEqual([
    { email: 'amal@riverton.example' },
  ]);

  // From now on there is nothing to begin: neither this link nor another one, nor at the next start.
  for (const link of [first, second]) {
    const late = someone();
    await late.get(path(link));
    expect((await late.get('/first')).status).toBe(410);
    expect((await late.post('/first', founder)).status).toBe(410);
  }
  expect(await firstStartLink(app)).toBeUndefined();
});

test('without a good token there is no way in', async () => {
  await owner`delete from operators`;
  const [link, late] = [(await firstStartLink(app))!, someone()];
  await late.get(path(link));
  await owner`update verifications set expires_at = now() - interval '1 second'`;
  for (const browser of [late, someone()]) {
    expect((await browser.get('/first')).status).toBe(410);
    expect((await browser.post('/first', founder)).status).toBe(410);
  }
});

test('two founders at once: one becomes the operator', async () => {
  const links = [(await firstStartLink(app))!, (await firstStartLink(app))!];
  const answers = await Promise.all(
    links.map(async (link, index) => {
      const browser = someone();
      await browser.get(path(link));
      return browser.post('/first', { ...founder, email: `founder${index}@riverton.example` });
    }),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  expect(await owner`select * from operators`).toHaveLength(1);
});
