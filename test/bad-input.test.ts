// Whatever is sent wrong gets an answer, never a fault of ours: every field of every command and query, one at a time,
// with what people, programs and attackers put there.
import { afterAll, describe, expect, test } from 'vitest';
import { commands, queries } from '../src/capabilities.ts';
import type { Command } from '../src/kernel/command.ts';
import { answer, execute } from '../src/kernel/execute.ts';
import type { Query } from '../src/kernel/query.ts';
import { type JsonSchema, jsonSchema } from '../src/system/api/schema.ts';
import { testApp } from './support/app.ts';
import { rehearsing } from './support/rehearsal.ts';

const { app: told, story, drop } = await testApp();
afterAll(drop);
const app = { ...told, database: rehearsing(told.database) };
const calls = [...commands, ...queries].sort((a, b) => (a.name < b.name ? -1 : 1));

const wrong: Record<string, unknown> = {
  'a null character': 'a\u0000b',
  'half a character': 'a\ud800b',
  'another direction': 'a\u202eb',
  nothing: '',
  blanks: ' \u00a0\u3000\n',
  'a very long text': 'ß'.repeat(60_000),
  quotes: `'"\\;--{}%_$1`,
  markup: '<script>alert(1)</script>',
  'a text of digits': '99999999999999999999',
  'another’s id': '01900000-0000-7000-8001-ffffffffffff',
  'no number': Number.NaN,
  'a huge number': 1e300,
  'a number beyond 32 bits': 2 ** 40,
  'a negative number': -1,
  'half a number': 0.5,
  null: null,
  yes: true,
  'a list': [[[]]],
  'many of it': Array(5000).fill('x'),
  'an object': { __proto__: null, constructor: { prototype: 'x' } },
  'a list in a list in a list …': Array.from({ length: 100_000 }).reduce<unknown[]>((inner) => [inner], []),
  'a date without a zone': '2026-03-01T12:00',
  'a day that is none': '2026-02-30',
  'the year 275760': '+275760-09-13T00:00:00Z',
  'the year 9999': '9999-12-31T23:59:59Z',
  'long ago': '0001-01-01T00:00:00Z',
};

type Path = (string | number)[];

/** Every field: those of the example, and those that the schema knows besides. */
function pathsOf(value: unknown, schema: JsonSchema | undefined, path: Path = []): Path[] {
  const inside: Path[] = [];
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) inside.push(...pathsOf(one, schema?.items, [...path, index]));
  } else if (typeof value === 'object' && value !== null) {
    const names = new Set([...Object.keys(value), ...Object.keys(schema?.properties ?? {})]);
    for (const name of names) {
      const field = (value as Record<string, unknown>)[name];
      inside.push(...pathsOf(field, schema?.properties?.[name], [...path, name]));
    }
  }
  return [path, ...inside];
}

function withAt(value: unknown, [first, ...rest]: Path, put: unknown): unknown {
  if (first === undefined) return put;
  const copy: any = Array.isArray(value) ? [...value] : { ...(value as object) };
  copy[first] = withAt(copy[first], rest, put);
  return copy;
}

/** Whoever of the story may do it with the example as it is; the others do not come as far as the database. */
async function whoMay(called: Command | Query): Promise<string | undefined> {
  for (const person of Object.values(story.people))
    if (await call(called, person, called.example(story))) return person;
  return undefined;
}

/** True if it was done, false if it was refused; a fault of ours throws. */
async function call(called: Command | Query, person: string, input: unknown): Promise<boolean> {
  const given = { input, person, via: 'browser' as const, coalition: story.coalition.slug };
  const result = await (called.kind === 'command' ? execute(app, called, given) : answer(app, called, given));
  return result.ok;
}

describe.each(calls.map((called) => [called.name, called] as const))('%s', (_, called) => {
  test('answers whatever is put into its fields', async () => {
    const person = (await whoMay(called))!;
    const example = called.example(story);
    const faults: string[] = [];
    for (const path of pathsOf(example, jsonSchema(called.input, 'input'))) {
      for (const [what, put] of Object.entries(wrong)) {
        await call(called, person, withAt(example, path, put)).catch((error) => {
          faults.push(`${path.join('.') || 'the whole input'}: ${what}: ${error.message.slice(0, 200)}`);
        });
      }
    }
    expect(faults).toEqual([]);
  });
});
