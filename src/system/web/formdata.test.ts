import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { readForm } from './formdata.ts';

const { web, story, drop } = await testApp();
afterAll(drop);

const form = (pairs: [string, string][]) => {
  const body = new FormData();
  for (const [name, value] of pairs) body.append(name, value);
  return readForm(body);
};
const send = (body: string, type: string) =>
  web.request(`/c/${story.coalition.slug}/decisions`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, 'sec-fetch-site': 'same-origin', 'x-test-person': story.people.coordinator },
  });

test('a field may be called anything', () => {
  const { values } = form([
    ['constructor', 'a'],
    ['__proto__', 'b'],
    ['name', 'c\r\nd'],
    ['name', 'e'],
  ])!;
  expect(Object.entries(values)).toEqual([
    ['constructor', ['a']],
    ['__proto__', ['b']],
    ['name', ['c\nd', 'e']],
  ]);
});

test('a flood of fields is refused at once, whether their names differ or not', async () => {
  const started = performance.now();
  for (const name of ['a', 'choice.scores.'])
    expect(form(Array.from({ length: 100_000 }, (_, n) => [name === 'a' ? name : `${name}${n}`, '']))).toBeUndefined();
  const flood = await send('a&'.repeat(200_000), 'application/x-www-form-urlencoded');
  expect([flood.status, await flood.text()]).toEqual([422, expect.stringContaining('kernel.tooLarge')]);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('a body that is no form is told so', async () => {
  for (const [body, type] of [
    ['{}', 'multipart/form-data'],
    ['broken', 'multipart/form-data; boundary=x'],
  ] as const)
    expect((await send(body, type)).status).toBe(422);
  const odd = await send('constructor=1&__proto__=2&toString=3', 'application/x-www-form-urlencoded');
  expect(odd.status).toBe(422);
});
