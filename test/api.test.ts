// The API of the whole server: its document, and a client made from it.
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bearerFinder } from '../src/accounts/tokens/bearer.ts';
import { commands, queries } from '../src/capabilities.ts';
import { statusOf } from '../src/kernel/errors.ts';
import { answer, execute } from '../src/kernel/execute.ts';
import { api } from '../src/system/api/api.ts';
import { testApp } from './support/app.ts';
import { rehearsing } from './support/rehearsal.ts';
import { authorizationOf } from './support/tokens.ts';

const { app, web, story, drop } = await testApp();
afterAll(drop);

const response = await web.request('/api/openapi.json');
const document = await response.json();
const calls = [...commands, ...queries];

const ajv = new Ajv2020({ strictTypes: false, strictTuples: false });
addFormats.default(ajv);
ajv.addVocabulary(Object.keys(document));
ajv.addSchema(document, 'api');
const compile = (...path: string[]) =>
  ajv.compile({ $ref: `api#/${path.map((part) => part.replaceAll('/', '~1')).join('/')}` });

const pathOf = (name: string) => ['paths', `/api/v1/${name}`];
const operationOf = (name: string) => Object.entries(document.paths[`/api/v1/${name}`])[0] as [string, any];
const answerSchema = (name: string) =>
  compile(...pathOf(name), operationOf(name)[0], 'responses', '200', 'content', 'application/json', 'schema');

describe('the OpenAPI document', () => {
  test('is one, of version 3.1', async () => {
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  });

  test('has every command and query', () => {
    const operations = Object.values(document.paths as Record<string, object>).flatMap((path) => Object.values(path));
    const named = operations.map(({ operationId }) => operationId).sort();
    expect(named).toEqual(calls.map(({ name }) => name).sort());
  });

  test.each(calls.map((call) => [call.name, call] as const))(
    '%s: its example fits, and its answer has a schema',
    (name, call) => {
      const [method, operation] = operationOf(name);
      const example = {
        ...call.example(story),
        ...(call.scope === 'coalition' ? { coalition: 'clean-air-riverton' } : {}),
      };
      if (method === 'post') {
        const fits = compile(...pathOf(name), 'post', 'requestBody', 'content', 'application/json', 'schema');
        expect(fits(JSON.parse(JSON.stringify(example))), JSON.stringify(fits.errors)).toBe(true);
      } else {
        const parameters = Object.fromEntries(
          operation.parameters.map((parameter: any) => [parameter.name, parameter]),
        );
        expect(Object.keys(parameters)).toEqual(expect.arrayContaining(Object.keys(example)));
      }
      answerSchema(name);
    },
  );
});

describe('through the API everybody gets what they get inside, and answers keep their promise', () => {
  const rehearsed = { ...app, database: rehearsing(app.database) };
  const plenty = { name: 'plenty', burst: 1e6, seconds: 0.001 };
  const hono = new Hono();
  const log = (line: string, detail: unknown) => console.error(line, detail);
  const allowances = { token: plenty, client: plenty };
  api({ app: rehearsed, commands, queries, findBearer: bearerFinder(app), allowances, version: 'test', log })(hono);
  const people = Object.entries(story.people);
  const authorization = new Map<string | null, Record<string, string>>([[null, {}]]);
  beforeAll(async () => {
    for (const [, person] of people) authorization.set(person, await authorizationOf(app, person));
  });

  test.each(calls.map((call) => [call.name, call] as const))('%s', async (name, call) => {
    const promised = answerSchema(name);
    const coalition = story.coalition.slug;
    for (const [who, person] of [['nobody', null] as const, ...people]) {
      const input = call.example(story);
      const given = { input, person, via: 'api' as const, coalition };
      const inside = await (call.kind === 'command' ? execute(rehearsed, call, given) : answer(rehearsed, call, given));
      const body = JSON.stringify({ ...input, ...(call.scope === 'coalition' && { coalition }) });
      const headers = { 'Content-Type': 'application/json', ...authorization.get(person) };
      const response = await hono.request(`/api/v1/${name}`, { method: 'POST', headers, body });
      const answered = await response.json();
      expect([who, response.status]).toEqual([who, inside.ok ? 200 : statusOf(inside.refusal)]);
      if (inside.ok) expect(promised(answered), `${who}: ${JSON.stringify(promised.errors)}`).toBe(true);
      else expect(answered.errors.map(({ key }: any) => key)).toEqual(inside.refusal.problems.map(({ key }) => key));
    }
  });
});
