import { Hono } from 'hono';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { testApp } from '../../../test/support/app.ts';
import { authorizationOf } from '../../../test/support/tokens.ts';
import { bearerFinder } from '../../accounts/tokens/bearer.ts';
import { command } from '../../kernel/command.ts';
import { conflict, forbidden } from '../../kernel/errors.ts';
import { instant } from '../../kernel/ids.ts';
import { query } from '../../kernel/query.ts';
import { api } from './api.ts';
import type { Allowances } from './call.ts';

const { app, story, clock, owner, drop } = await testApp();
afterAll(drop);

let done = 0;
beforeEach(() => {
  done = 0;
});

const plant = command({
  name: 'trees.plant',
  scope: 'coalition',
  summary: 'Plant a tree.',
  input: z.strictObject({
    kind: z.string().trim().min(1).max(40),
    at: instant.optional(),
    rows: z
      .array(z.strictObject({ width: z.int().min(1) }))
      .max(3)
      .default([]),
  }),
  result: z.object({ planted: z.number(), at: z.date() }),
  example: () => ({ kind: 'lime' }),
  may: (_, __, { kind }) => kind !== 'bamboo' || forbidden('kernel.coordinatorsOnly'),
  async run({ coalition, now }, _, { kind, at }) {
    if (kind === 'ivy') return conflict('kernel.keyReused');
    if (kind === 'bug') throw new Error('the spade broke');
    done++;
    return { about: { kind: 'coalition', id: coalition.id }, value: { planted: done, at: at ?? now } };
  },
});

const forest = query({
  name: 'trees.forest',
  scope: 'coalition',
  reach: 'anyone',
  summary: 'The trees.',
  input: z.strictObject({
    kind: z.array(z.string()).default([]),
    after: z.string().optional(),
    limit: z.int().min(1).max(50).default(2),
    withLeaves: z.boolean().default(false),
  }),
  output: z.object({ items: z.array(z.object({ name: z.string() })), next: z.string().nullable() }),
  example: () => ({}),
  async run(_, { kind, after, limit, withLeaves }) {
    const names = ['ash', 'beech', 'cedar', 'elm'].filter(
      (name) => name > (after ?? '') && (!kind.length || kind.includes(name)),
    );
    const items = names
      .slice(0, limit)
      .map((name) => ({ name: withLeaves ? `${name} with leaves` : name, secret: 'x' }));
    return { items, next: names.length > limit ? names[limit - 1]! : null };
  },
});

const logged: string[] = [];
const door = (allowances?: Allowances) => {
  const hono = new Hono();
  api({
    app,
    commands: [plant],
    queries: [forest],
    findBearer: bearerFinder(app),
    allowances: allowances ?? {
      token: { name: 'api-token', burst: 1e6, seconds: 0.001 },
      client: { name: 'api-client', burst: 1e6, seconds: 0.001 },
    },
    version: '1',
    log: (line) => logged.push(line),
  })(hono);
  return hono;
};
const hono = door();
const amal = await authorizationOf(app, story.people.coordinator);
const here = { coalition: story.coalition.slug };

const post = (body: unknown, headers: Record<string, string> = amal, name = 'trees.plant') =>
  hono.request(`/api/v1/${name}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const get = (search: string, headers: Record<string, string> = {}) =>
  hono.request(`/api/v1/trees.forest?${search}`, { headers });
const problem = async (response: Response | Promise<Response>) => {
  const answered = await response;
  expect(answered.headers.get('content-type')).toBe('application/problem+json');
  const body = (await answered.json()) as {
    type: string;
    status: number;
    title: string;
    detail?: string;
    errors?: any[];
  };
  expect(body.status).toBe(answered.status);
  return { ...body, type: body.type.replace('http://localhost/problems/', ''), headers: answered.headers };
};

describe('a command', () => {
  test('is carried out, and answers with what its schema promises', async () => {
    const response = await post({ ...here, kind: ' lime ' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ planted: 1, at: clock.glance().toISOString() });
    const [row] = await owner`select via, person_id from activities where verb = 'trees.plant'`;
    expect(row).toEqual({ via: 'api', person_id: story.people.coordinator });
  });

  test('with an Idempotency-Key is done once', async () => {
    const key = { ...amal, 'Idempotency-Key': 'spring-2026' };
    const first = await (await post({ ...here, kind: 'lime' }, key)).json();
    expect(await (await post({ ...here, kind: 'lime' }, key)).json()).toEqual(first);
    expect(done).toBe(1);
    expect(await problem(post({ ...here, kind: 'oak' }, key))).toMatchObject({ type: 'conflict', status: 409 });
    expect(await problem(post({ ...here, kind: 'oak' }, { ...amal, 'Idempotency-Key': 'a b' }))).toMatchObject({
      type: 'malformed',
    });
  });

  test('says what is wrong, field by field, in the caller’s language', async () => {
    const wrong = { ...here, kind: '', at: 'tomorrow', rows: [{ width: 0 }], colour: 'green' };
    const { errors, ...rest } = await problem(post(wrong, { ...amal, 'Accept-Language': 'es' }));
    expect(rest).toMatchObject({ type: 'invalid', status: 422, title: 'Algo en la entrada no es correcto' });
    expect(rest.headers.get('content-language')).toBe('es');
    expect(errors!.map(({ field, key }) => [field, key])).toEqual([
      ['kind', 'kernel.required'],
      ['at', 'kernel.wrongDate'],
      ['rows.0.width', 'kernel.tooSmall'],
      ['', 'kernel.unknownField'],
    ]);
    expect(errors![2].message).toBe('Debe ser al menos 1.');
    expect(done).toBe(0);
  });

  test('is refused with the words that a page would show', async () => {
    const { type, detail } = await problem(post({ ...here, kind: 'bamboo' }));
    expect([type, detail]).toEqual(['forbidden', 'Only coordinators of this coalition can do this.']);
    expect(await problem(post({ ...here, kind: 'ivy' }))).toMatchObject({ type: 'conflict' });
    expect(await problem(post({ coalition: 'nowhere', kind: 'lime' }))).toMatchObject({ type: 'not-found' });
    expect(await problem(post({ kind: 'lime' }))).toMatchObject({ type: 'not-found' });
  });

  test('tells nothing of a fault of ours, but logs it', async () => {
    const { type, detail, errors } = await problem(post({ ...here, kind: 'bug' }));
    expect([type, detail, errors]).toEqual(['internal', undefined, undefined]);
    expect(logged).toEqual(['POST /api/v1/trees.plant failed']);
  });

  test.each([
    ['half an object', '{"kind":', {}, 'malformed'],
    ['a list', '[1]', {}, 'malformed'],
    ['nothing', 'null', {}, 'malformed'],
    ['plain text', '{"kind":"lime"}', { 'Content-Type': 'text/plain' }, 'media-type'],
    ['a form', 'kind=lime', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'media-type'],
    ['another charset', '{"kind":"lime"}', { 'Content-Type': 'application/json; charset=iso-8859-1' }, 'media-type'],
    ['what is compressed', '{"kind":"lime"}', { 'Content-Encoding': 'gzip' }, 'media-type'],
    ['more than a megabyte', JSON.stringify({ kind: 'x'.repeat(1024 * 1024) }), {}, 'too-large'],
  ])('does not take %s', async (_, body, headers, type) => {
    expect(await problem(post(body, { ...amal, ...headers }))).toMatchObject({ type });
    expect(done).toBe(0);
  });

  test('does not take text that is not UTF-8, nor more than was announced', async () => {
    const send = (body: BodyInit) =>
      hono.request('/api/v1/trees.plant', {
        method: 'POST',
        headers: { ...amal, 'Content-Type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
    expect(await problem(send(Buffer.from([0x7b, 0xff, 0x7d])))).toMatchObject({ type: 'malformed' });
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65536)) });
    expect(await problem(send(endless))).toMatchObject({ type: 'too-large' });
  });
});

describe('a query', () => {
  test('is asked with parameters; its pages follow each other', async () => {
    const response = await get('coalition=clean-air-riverton&limit=2');
    expect(await response.json()).toEqual({ items: [{ name: 'ash' }, { name: 'beech' }], next: 'beech' });
    const [, next] = /<(.+)>; rel="next"/.exec(response.headers.get('link')!)!;
    expect(next).toBe('/api/v1/trees.forest?coalition=clean-air-riverton&limit=2&after=beech');
    const last = await hono.request(next!);
    expect(await last.json()).toEqual({ items: [{ name: 'cedar' }, { name: 'elm' }], next: null });
    expect(last.headers.has('link')).toBe(false);
  });

  test('takes lists, numbers and yes or no as parameters, or anything as JSON', async () => {
    const flat = await get('coalition=clean-air-riverton&kind=elm&kind=ash&withLeaves=true');
    const json = await post({ ...here, kind: ['ash', 'elm'], withLeaves: true }, {}, 'trees.forest');
    expect(await flat.json()).toEqual({
      items: [{ name: 'ash with leaves' }, { name: 'elm with leaves' }],
      next: null,
    });
    expect(json.status).toBe(200);
    const head = await hono.request('/api/v1/trees.forest?coalition=clean-air-riverton', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test.each([
    ['limit=many', 'limit', 'kernel.wrongKind'],
    ['limit=51', 'limit', 'kernel.tooBig'],
    ['kinds=elm', '', 'kernel.unknownField'],
    ['__proto__=x', '', 'kernel.unknownField'],
    ['access_token=gbt_x', '', 'kernel.unknownField'],
  ])('refuses ?%s', async (search, field, key) => {
    const { status, errors } = await problem(get(`coalition=clean-air-riverton&${search}`));
    expect([status, errors!.map((error) => [error.field, error.key])]).toEqual([422, [[field, key]]]);
  });
});

describe('who may call', () => {
  test('a name that is not a call, and a method that is not the call’s', async () => {
    expect(await problem(post({}, amal, 'trees.fell'))).toMatchObject({ type: 'unknown-call', status: 404 });
    expect(await problem(post({}, amal, 'a/b'))).toMatchObject({ type: 'unknown-call', status: 404 });
    const response = await hono.request('/api/v1/trees.plant', { headers: amal });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    const put = await hono.request('/api/v1/trees.forest', { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  test('a token acts as its person, and only in the Authorization header', async () => {
    const cookie = {
      Cookie: amal.Authorization.replace('Bearer ', 'gb.session_token='),
      'Sec-Fetch-Site': 'same-origin',
    };
    const nobody = await problem(post({ ...here, kind: 'lime' }, cookie));
    expect([nobody.type, nobody.headers.get('www-authenticate')]).toEqual([
      'unauthenticated',
      'Bearer realm="Greenbelt"',
    ]);
    const stranger = await authorizationOf(app, story.people.stranger);
    expect(await problem(post({ ...here, kind: 'lime' }, stranger))).toMatchObject({ type: 'forbidden' });
  });

  test('a header that is no good opens nothing, even what is open to everybody', async () => {
    for (const Authorization of [
      'Bearer gbt_wrong',
      'Bearer',
      'Basic YTpi',
      'Bearer gbt_a gbt_b',
      `Bearer ${'x'.repeat(500)}`,
    ]) {
      const refused = await problem(get('coalition=clean-air-riverton', { Authorization }));
      expect([refused.type, refused.status]).toEqual(['token', 401]);
      expect(refused.headers.get('www-authenticate')).toContain('invalid_token');
    }
  });

  test('a token reaches as far as its scopes', async () => {
    const reads = await authorizationOf(app, story.people.coordinator, ['read']);
    const refused = await problem(post({ ...here, kind: 'lime' }, reads));
    expect([refused.type, refused.status, refused.detail]).toEqual([
      'scope',
      403,
      'The token lacks the scope trees:write.',
    ]);
    expect((await get('coalition=clean-air-riverton', reads)).status).toBe(200);
    const plants = await authorizationOf(app, story.people.coordinator, ['trees:write']);
    expect((await post({ ...here, kind: 'lime' }, plants)).status).toBe(200);
    expect(await problem(get('coalition=clean-air-riverton', plants))).toMatchObject({ type: 'scope' });
    const decides = await authorizationOf(app, story.people.coordinator, ['decisions:write']);
    expect(await problem(post({ ...here, kind: 'lime' }, decides))).toMatchObject({ type: 'scope' });
  });

  test('a token for one coalition stays there', async () => {
    const bound = await authorizationOf(app, story.people.coordinator, ['read', 'write'], story.coalition.slug);
    expect((await post({ ...here, kind: 'lime' }, bound)).status).toBe(200);
    expect(await problem(post({ coalition: story.other.slug, kind: 'lime' }, bound))).toMatchObject({ type: 'scope' });
  });

  test('who calls too often waits', async () => {
    const slow = door({
      token: { name: 'slow-token', burst: 2, seconds: 30 },
      client: { name: 'slow-client', burst: 1, seconds: 30 },
    });
    const ask = (headers = {}) => slow.request('/api/v1/trees.forest?coalition=clean-air-riverton', { headers });
    const first = await ask(amal);
    expect([first.status, first.headers.get('ratelimit'), first.headers.get('ratelimit-policy')]).toEqual([
      200,
      '"slow-token";r=1;t=30',
      '"slow-token";q=2;w=60',
    ]);
    await ask(amal);
    const refused = await problem(ask(amal));
    expect([refused.type, refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([
      'too-many',
      '30',
      '"slow-token";r=0;t=30',
    ]);
    expect((await ask()).status).toBe(200);
    expect((await ask({ Authorization: 'Bearer gbt_guess' })).status).toBe(429);
    clock.forward({ seconds: 30 });
    expect([(await ask(amal)).status, (await ask({ Authorization: 'Bearer gbt_guess' })).status]).toEqual([200, 401]);
  });
});
