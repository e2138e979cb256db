import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { commands, queries } from '../../capabilities.ts';
import { fieldLines, sampleOf } from './fields.ts';
import { problemKinds } from './problem.ts';

const { get, story, drop } = await testApp();
afterAll(drop);
const calls = [...commands, ...queries];

test('the page of the API lists every call, signed in or not, in every language', async () => {
  for (const [person, language] of [
    [null, 'en'],
    [story.people.neighbour, 'ar'],
    [null, 'es'],
  ] as const) {
    const html = await (await get('/api', person, { 'Accept-Language': language })).text();
    expect(calls.filter(({ name }) => !html.includes(`href="/api/calls/${name}"`))).toEqual([]);
    expect(html).toContain('href="/api/openapi.json"');
  }
});

test.each(calls.map(({ name }) => name))('%s has a page', async (name) => {
  const response = await get(`/api/calls/${name}`);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain(`/api/v1/${name}`);
});

test('every problem is explained at its own address', async () => {
  const html = await (await get('/problems')).text();
  for (const kind of Object.keys(problemKinds)) {
    expect((await get(`/problems/${kind}`)).headers.get('location')).toBe(`/problems#${kind}`);
    expect(html).toContain(`id="${kind}"`);
  }
  expect((await get('/api/calls/nothing')).status).toBe(404);
});

test('a schema becomes lines and a sample', () => {
  const schema = {
    type: 'object',
    required: ['name', 'options'],
    properties: {
      name: { type: 'string', maxLength: 40 },
      options: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', required: ['at'], properties: { at: { type: 'string', format: 'date-time' } } },
      },
      choice: { anyOf: [{ type: 'object', properties: { rank: { type: ['integer', 'null'] } } }, { type: 'null' }] },
      kind: { enum: ['a', 'b'], default: 'a' },
    },
  };
  expect(fieldLines(schema).map(({ path, kind, needed }) => `${path}: ${kind}${needed ? '!' : ''}`)).toEqual([
    'name: string!',
    'options: object[]!',
    'options[].at: date-time!',
    'choice: object | null',
    'choice.rank: integer | null',
    'kind: "a" | "b"',
  ]);
  expect(sampleOf(schema)).toEqual({ name: '…', options: [{ at: '2026-11-30T18:00:00Z' }] });
});
