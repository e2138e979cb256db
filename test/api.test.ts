// The API of the whole server: its document, and a client made from it.
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';
import { commands, queries } from '../src/capabilities.ts';
import { testApp } from './support/app.ts';

const { web, story, drop } = await testApp();
afterAll(drop);

const response = await web.request('/api/openapi.json');
const document = await response.json();
const calls = [...commands, ...queries];

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

  const ajv = new Ajv2020({ strictTypes: false, strictTuples: false });
  addFormats.default(ajv);
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, 'api');
  const compile = (...path: string[]) =>
    ajv.compile({ $ref: `api#/${path.map((part) => part.replaceAll('/', '~1')).join('/')}` });

  test.each(calls.map((call) => [call.name, call] as const))(
    '%s: its example fits, and its answer has a schema',
    (name, call) => {
      const path = ['paths', `/api/v1/${name}`];
      const [method, operation] = Object.entries(document.paths[path[1]!])[0] as [string, any];
      const example = {
        ...call.example(story),
        ...(call.scope === 'coalition' ? { coalition: 'clean-air-riverton' } : {}),
      };
      if (method === 'post') {
        const fits = compile(...path, 'post', 'requestBody', 'content', 'application/json', 'schema');
        expect(fits(JSON.parse(JSON.stringify(example))), JSON.stringify(fits.errors)).toBe(true);
      } else {
        const parameters = Object.fromEntries(
          operation.parameters.map((parameter: any) => [parameter.name, parameter]),
        );
        expect(Object.keys(parameters)).toEqual(expect.arrayContaining(Object.keys(example)));
      }
      compile(...path, method, 'responses', '200', 'content', 'application/json', 'schema');
    },
  );
});
