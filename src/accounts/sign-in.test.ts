import { afterAll, expect, test } from 'vitest';
import { openDoors } from '../../test/support/doors.ts';
import { visitor } from '../../test/support/visitor.ts';
import { openGreenbelt } from '../greenbelt.ts';

const { owner, options, someone, linkFor, signedIn, drop } = await openDoors();
afterAll(drop);

const sessions = async () => (await owner`select * from sessions`).length;

test('opening the link changes nothing, however often and by whomever it is opened', async () => {
  const link = await linkFor('scanned@example.org');
  for (const _ of [1, 2, 3]) {
    const scanner = someone();
    expect((await scanner.head(link)).status).toBe(303);
    const moved = await scanner.get(link);
    expect(moved.status).toBe(303);
    expect(moved.headers.get('location')).toBe('/sign-in/link');
    const page = await scanner.get('/sign-in/link');
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('scanned@example.org');
  }
  expect(await sessions()).toBe(0);
  expect(await owner`select * from users`).toHaveLength(0);
  const browser = someone();
  await browser.get(link);
  expect((await browser.post('/sign-in/link', { name: 'Ana' })).status).toBe(303);
  expect(await sessions()).toBe(1);
});

test('the first sign-in asks for the name and makes one person with one account', async () => {
  const browser = someone();
  await browser.get(await linkFor('New@Example.org'.toLowerCase()));
  const nameless = await browser.post('/sign-in/link', { name: '   ' }, { 'accept-language': 'es' });
  expect(nameless.status).toBe(422);
  expect(await nameless.text()).toContain('Rellene este campo');
  const done = await browser.post(
    '/sign-in/link',
    { name: ' Rosa Delgado ', timeZone: 'America/New_York' },
    { 'accept-language': 'es' },
  );
  expect(done.status).toBe(303);
  const [row] = await owner`
    select u.name, u.id = p.id as same, p.language, p.time_zone from users u join people p on p.id = u.id
    where email = 'new@example.org'`;
  expect(row).toEqual({ name: 'Rosa Delgado', same: true, language: 'es', time_zone: 'America/New_York' });
  expect(await (await browser.get('/account')).text()).toContain('new@example.org');
});

test('a link works once, only for fifteen minutes, and only if it is ours', async () => {
  const link = await linkFor('once@example.org');
  const [first, second] = [someone(), someone()];
  await first.get(link);
  await second.get(link);
  expect((await first.post('/sign-in/link', { name: 'Once' })).status).toBe(303);
  const before = await sessions();
  expect((await second.post('/sign-in/link', { name: 'Twice' })).status).toBe(410);
  expect((await second.get('/sign-in/link')).status).toBe(410);

  const late = someone();
  await late.get(await linkFor('once@example.org'));
  await owner`update verifications set expires_at = now() - interval '1 second'`;
  expect((await late.get('/sign-in/link')).status).toBe(410);
  expect((await late.post('/sign-in/link')).status).toBe(410);

  const guesser = someone();
  await guesser.get('/sign-in/link?token=guessed');
  expect((await guesser.post('/sign-in/link')).status).toBe(410);
  expect((await someone().post('/sign-in/link')).status).toBe(410);
  expect(await sessions()).toBe(before);
  expect(before).toBeGreaterThan(0);
});

test.each(['once', 'new-at-once'])('two buttons pressed at once sign in one of the two: %s', async (name) => {
  const link = await linkFor(`${name}@example.org`);
  const browsers = [someone(), someone()];
  for (const browser of browsers) await browser.get(link);
  const answers = await Promise.all(browsers.map((browser) => browser.post('/sign-in/link', { name })));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
});

test('only the hash of a token is kept, and no address in the limits', async () => {
  const token = new URL(await linkFor('hashed@example.org'), 'http://localhost').searchParams.get('token')!;
  const kept = JSON.stringify([await owner`select * from verifications`, await owner`select * from rate_limits`]);
  expect(kept).toContain('hashed@example.org');
  expect(kept).not.toContain(token);
  expect(JSON.stringify(await owner`select * from rate_limits`)).not.toContain('hashed');
});

test('nothing tells whether an address has an account', async () => {
  await signedIn('known@example.org');
  const ask = async (email: string) => {
    await owner`delete from rate_limits`;
    const browser = someone();
    await browser.get('/sign-in');
    const answer = await browser.post('/sign-in', { email });
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'content-security-policy'));
    return { status: answer.status, headers, body: await answer.text() };
  };
  const before = await counts();
  const known = await ask('known@example.org');
  const between = await counts();
  const unknown = await ask('unknown@example.org');
  const after = await counts();
  expect(unknown).toEqual(known);
  expect(known.headers.location).toBe('/sign-in/sent');
  // The same work: one token, one mail, each time.
  expect(between.map((count, i) => count - before[i]!)).toEqual([1, 1]);
  expect(after.map((count, i) => count - between[i]!)).toEqual([1, 1]);
  async function counts() {
    const [row] = await owner`select (select count(*) from verifications) as v, (select count(*) from mails) as m`;
    return [Number(row!.v), Number(row!.m)];
  }
});

test('asking too often is refused, for known and unknown addresses alike', async () => {
  for (const email of ['known@example.org', 'nobody@example.org']) {
    await owner`delete from rate_limits`;
    const browser = someone();
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await browser.post('/sign-in', { email })).status);
    expect(statuses).toEqual([303, 303, 303, 303, 429]);
    const refused = await browser.post('/sign-in', { email });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect(await refused.text()).toContain(email);
  }
  await owner`delete from rate_limits`;
});

test('a wrong address is told so, and stays in the field', async () => {
  for (const email of ['', 'rosa', 'rosa@', `${'x'.repeat(300)}@example.org`, 'a b@example.org']) {
    const answer = await someone().post('/sign-in', { email });
    expect(answer.status).toBe(422);
  }
  expect(await (await someone().post('/sign-in', { email: 'rosa@@x' })).text()).toContain('value="rosa@@x"');
});

test('after signing in one comes back to where one was, and never to another site', async () => {
  const cases = {
    '/c/x/decisions?open=1': '/c/x/decisions?open=1',
    '//evil.example': '/',
    'https://evil.example': '/',
    '/\\evil.example': '/',
    '/.//evil.example': '/evil.example',
    '/x/..//evil.example/y': '/evil.example/y',
  };
  for (const [back, expected] of Object.entries(cases)) {
    const browser = someone();
    const moved = await browser.get(await linkFor('known@example.org', back));
    const kept = new URL(moved.headers.get('location')!, 'http://localhost').searchParams.get('back') ?? '/';
    expect((await browser.post('/sign-in/link', { back: kept })).headers.get('location')).toBe(expected);
    const forced = someone();
    await forced.get(await linkFor('known@example.org'));
    expect((await forced.post('/sign-in/link', { back })).headers.get('location')).toBe(expected);
  }
});

test('a form from elsewhere signs nobody in', async () => {
  const browser = someone();
  await browser.get(await linkFor('known@example.org'));
  expect((await browser.post('/sign-in/link', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await browser.post('/sign-in/link')).status).toBe(303);
});

test('a cookie with another signature opens nothing', async () => {
  const browser = await signedIn('known@example.org');
  expect((await browser.get('/account')).status).toBe(200);
  const cookie = browser.cookies.get('gb.session_token')!;
  for (const forged of [
    cookie.replace(/\..*/, '.AAAA'),
    cookie.replace(/^./, 'x'),
    cookie.split('.')[0]!,
    '%zz',
    '.',
  ]) {
    browser.cookies.set('gb.session_token', forged);
    expect((await browser.get('/account')).status).toBe(303);
  }
});

test('signing out ends the session itself and empties the browser', async () => {
  const browser = await signedIn('known@example.org');
  const cookie = browser.cookies.get('gb.session_token')!;
  const left = await browser.post('/sign-out');
  expect(left.headers.get('clear-site-data')).toBe('"cache"');
  expect(browser.cookies.has('gb.session_token')).toBe(false);
  browser.cookies.set('gb.session_token', cookie);
  expect((await browser.get('/account')).status).toBe(303);
});

test('signing in as somebody else ends the session that was open in this browser', async () => {
  const browser = await signedIn('known@example.org');
  const [before] = await owner`select count(*)::int as count from sessions`;
  const link = await linkFor('other@example.org');
  await browser.get(link);
  expect(await (await browser.get('/sign-in/link')).text()).toContain('Rosa Delgado');
  await browser.post('/sign-in/link', { name: 'Other' });
  expect(await (await browser.get('/account')).text()).toContain('other@example.org');
  const [after] = await owner`select count(*)::int as count from sessions`;
  expect(after!.count).toBe(before!.count);
});

test('on a shared computer the browser forgets the session when it is closed, the server after half a day', async () => {
  const browser = someone();
  await browser.get(await linkFor('known@example.org'));
  const answer = await browser.post('/sign-in/link', { shared: 'on' });
  const cookie = answer.headers.getSetCookie().find((set) => set.startsWith('gb.session_token='));
  expect(cookie).not.toMatch(/max-age|expires/i);
  const [row] = await owner`
    select expires_at < now() + interval '13 hours' as soon from sessions order by created_at desc limit 1`;
  expect(row!.soon).toBe(true);
});

test('every sign-in stands in the person’s own log', async () => {
  await signedIn('logged@example.org');
  const rows = await owner`
    select verb from person_activities where person_id = (select id from users where email = 'logged@example.org') order by id`;
  expect(rows.map(({ verb }) => verb)).toEqual(['accounts.create', 'accounts.signIn']);
});

test('under https the cookies are for https alone', async () => {
  const secure = await openGreenbelt({ ...options, publicUrl: 'https://coalition.example' });
  const browser = visitor(async (request) => secure.fetch(request), 'https://coalition.example');
  await owner`delete from rate_limits`;
  await browser.post('/sign-in', { email: 'secure@example.org' });
  const [mail] = await owner`select variables from mails where recipient = 'secure@example.org'`;
  const answers = [await browser.get(mail!.variables.link), await browser.post('/sign-in/link', { name: 'Secure' })];
  for (const cookie of answers.flatMap((answer) => answer.headers.getSetCookie())) expect(cookie).toMatch(/; Secure/);
  expect([...browser.cookies.keys()]).toContain('__Secure-gb.session_token');
  expect((await browser.get('/account')).status).toBe(200);
  await browser.post('/sign-out');
  expect([...browser.cookies.keys()]).not.toContain('__Secure-gb.session_token');
  await secure.close();
});
