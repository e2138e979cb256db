import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { translator } from '../../system/i18n/translate.ts';

const { web, story, owner, clock, get, post, drop } = await testApp();
afterAll(drop);
const { representative: rosa, stranger } = story.people;
/** Rosa reads Spanish. */
const t = translator('es');
const fields = { name: 'Decisions on our website', scopes: ['read'], days: '30' };

/** What a form's answer leads to, with the cookies that it set. */
async function follow(response: Response, person: string): Promise<string> {
  expect(response.status).toBe(303);
  const cookie = response.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  return (await get(response.headers.get('location')!, person, { cookie })).text();
}

const call = (token: string) =>
  web.request('/api/v1/accounts.tokens', { headers: { Authorization: `Bearer ${token}` } });

test('a token is made on the page, shown once, used, and ended', async () => {
  const made = await post('/account/tokens', rosa, fields);
  const [cookie] = made.headers.getSetCookie();
  expect(cookie).toMatch(/^gb_token=gbt_[\w-]{43}; Max-Age=120; Path=\/account\/tokens; HttpOnly; SameSite=Lax$/);
  const shown = await follow(made, rosa);
  const [token] = /gbt_[\w-]{43}/.exec(shown)!;
  expect(await (await get('/account/tokens', rosa)).text()).not.toContain(token);

  const [row] = await owner`select * from api_tokens where name = 'Decisions on our website' and person_id = ${rosa}`;
  expect(JSON.stringify(row)).not.toContain(token);
  expect(await owner`select result from idempotency_keys where result::text like '%gbt_%'`).toHaveLength(0);
  const listed = await (await call(token)).json();
  expect(listed[0]).toMatchObject({ name: fields.name, start: token.slice(0, 8), scopes: ['read'], coalition: null });
  expect(listed[0].lastUsedAt).toBe(clock.glance().toISOString());

  await post(`/account/tokens/${row!.id}/revoke`, rosa, {});
  expect((await call(token)).status).toBe(401);
  expect((await post(`/account/tokens/${row!.id}/revoke`, rosa, {})).status).toBe(409);
});

test('a token ends by itself', async () => {
  const [token] = /gbt_[\w-]{43}/.exec(await follow(await post('/account/tokens', rosa, fields), rosa))!;
  clock.forward({ hours: 30 * 24 - 1 });
  expect((await call(token)).status).toBe(200);
  clock.forward({ hours: 1 });
  expect((await call(token)).status).toBe(401);
});

test('what was typed stays when something is wrong', async () => {
  const response = await post('/account/tokens', rosa, { ...fields, name: ' ', scopes: ['everything'], days: '365' });
  const html = await response.text();
  expect(response.status).toBe(422);
  expect(html).toContain(t('kernel.required'));
  expect(html).toContain('<option value="365" selected');
  const elsewhere = await post('/account/tokens', rosa, { ...fields, coalition: story.other.slug });
  expect([elsewhere.status, await elsewhere.text()]).toEqual([422, expect.stringContaining(t('api.notYourCoalition'))]);
});

test('tokens are nobody else’s business', async () => {
  const [row] = await owner`select id from api_tokens where person_id = ${story.people.coordinator}`;
  expect((await post(`/account/tokens/${row!.id}/revoke`, stranger, {})).status).toBe(404);
  const page = await (await get('/account/tokens', stranger)).text();
  expect(page).not.toContain(fields.name);
  expect((await get('/account/tokens')).headers.get('location')).toBe('/sign-in?back=%2Faccount%2Ftokens');
});

test('no program can make, widen or end tokens', async () => {
  const all = { ...fields, scopes: ['read', 'write'] };
  const [token] = /gbt_[\w-]{43}/.exec(await follow(await post('/account/tokens', rosa, all), rosa))!;
  const response = await web.request('/api/v1/accounts.createToken', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'More', scopes: ['write'] }),
  });
  expect([response.status, (await response.json()).errors[0].key]).toEqual([403, 'api.notByToken']);
});
