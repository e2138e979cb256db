// Every page and every form, found in the code, asked for and sent by everybody. What each kind of person gets to see
// stands in pages.expected.md.
import { brotliCompressSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { testApp, webOf } from './support/app.ts';
import { rehearsing } from './support/rehearsal.ts';
import { allRoutes } from './support/routes.ts';

const { app, story, owner, drop } = await testApp();
afterAll(drop);
const web = webOf({ ...app, database: rehearsing(app.database) });
const { people, other } = story;
const kinds = {
  nobody: null,
  stranger: people.stranger,
  elsewhere: people.elsewhere,
  observer: people.observer,
  representative: people.representative,
  coordinator: people.coordinator,
  operator: people.operator,
};
type Kind = keyof typeof kinds;
const everybody = Object.keys(kinds) as Kind[];

const routes = allRoutes();
const shown = routes.filter(({ method }) => method === 'get');
const sent = routes.filter(({ method }) => method === 'post');

/** Pages of a coalition for people who do not belong to it: what it says of itself, and the way in. */
const forOutsiders = ['/c/:coalition', '/c/:coalition/about', '/c/:coalition/join', '/c/:coalition/case'];

const as = (kind: Kind): Record<string, string> => (kinds[kind] ? { 'x-test-person': kinds[kind] } : {});
const get = (path: string, kind: Kind) => web.request(path, { headers: { ...as(kind), 'Accept-Language': 'en' } });
const form = (fields: Record<string, string> = {}) => {
  const body = new FormData();
  for (const [name, value] of Object.entries({ anything: 'at all', ...fields })) body.append(name, value);
  return body;
};

const nowhere = 'no-such-coalition';

/** What somebody is told, with the slug of a private coalition and of one that is not there made alike. */
async function answered(path: string, kind: Kind) {
  const response = await get(path, kind);
  const alike = (text: string | null) => text?.replaceAll(other.slug, '…').replaceAll(nowhere, '…');
  return {
    status: response.status,
    leads: alike(response.headers.get('location')),
    says: alike(await response.text()),
  };
}

/** Everything that is kept, as one text. */
async function everything(): Promise<string> {
  const tables = await owner`
    select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'`;
  const parts = tables.map(
    ({ name }) =>
      owner`select ${name} as name, md5(string_agg(t::text, '' order by t::text)) as sum from ${owner(name)} t`,
  );
  return JSON.stringify((await Promise.all(parts)).map(([row]) => row));
}

const before = await everything();
const table = new Map<string, Record<Kind, number>>();
for (const { pattern, path } of shown) {
  const row = {} as Record<Kind, number>;
  for (const kind of everybody) row[kind] = (await get(path(story), kind)).status;
  table.set(pattern, row);
}
const after = await everything();

test('who sees which page: see pages.expected.md', async () => {
  await expect(drawn()).toMatchFileSnapshot('pages.expected.md');
});

test('looking changes nothing', () => expect(after).toBe(before));

describe.each(shown.map((route) => [route.pattern, route] as const))('%s', (pattern, { path }) => {
  const row = table.get(pattern)!;

  test('is there for somebody, and fails for nobody', () => {
    expect(Object.values(row).filter((status) => status >= 500)).toEqual([]);
    expect(Object.values(row).some((status) => status < 400)).toBe(true);
  });

  if (pattern.startsWith('/c/:coalition')) {
    test('is not there in a private coalition, for whoever does not belong to it', async () => {
      for (const kind of everybody.filter((one) => one !== 'elsewhere')) {
        const [hidden, missing] = [
          await answered(path(story, other.slug), kind),
          await answered(path(story, nowhere), kind),
        ];
        expect([kind, hidden]).toEqual([kind, missing]);
        expect(hidden.status).not.toBe(200);
      }
    });

    // What only leads on, for everybody alike (a form's address, when it is reloaded), says nothing.
    const leadsOn = everybody.every((kind) => row[kind] === 303);
    if (!forOutsiders.includes(pattern) && !leadsOn) {
      test('is closed to whoever does not belong', () => {
        expect([row.nobody, row.stranger, row.elsewhere, row.operator]).toEqual([303, 403, 403, 403]);
      });
    }
  }
});

describe('pages are light', () => {
  test.each(shown.map(({ pattern }) => pattern))('%s', async (pattern) => {
    const { path } = shown.find((route) => route.pattern === pattern)!;
    const response = await get(path(story), 'coordinator');
    const html = Buffer.from(await response.arrayBuffer());
    // Style and script come to 30 KB; see the test of the build for them.
    expect(brotliCompressSync(html).length).toBeLessThan(30_000);
  });
});

describe.each(sent.map((route) => [route.pattern, route] as const))('a form sent to %s', (_, { path }) => {
  const post = async (init: RequestInit) => web.request(path(story), { method: 'POST', ...init });

  test('with nothing of use in it is answered', async () => {
    for (const kind of everybody) {
      const headers = { ...as(kind), 'Sec-Fetch-Site': 'same-origin' };
      const { status } = await post({ headers, body: form() });
      expect([kind, status < 500]).toEqual([kind, true]);
    }
  });

  test('from another site is refused, whatever the browser says or leaves out', async () => {
    const from = (headers: Record<string, string>, body: BodyInit = form()) =>
      post({ headers: { ...as('coordinator'), ...headers }, body }).then(({ status }) => status);
    expect(await from({ 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    expect(await from({ 'Sec-Fetch-Site': 'same-site' })).toBe(403);
    expect(await from({ Origin: 'https://elsewhere.example' })).toBe(403);
    expect(await from({ Origin: 'null' })).toBe(403);
    expect(await from({})).toBe(403);
    expect(await from({}, form({ _csrf: 'guessed' }))).toBe(403);
    expect(await from({ 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' }, '{}')).toBe(403);
  });
});

function drawn(): string {
  const columns = ['page', ...everybody];
  const words: Record<number, string> = { 200: 'ok', 303: 'sent on' };
  const pagesOnly = [...table].filter(([, row]) => everybody.some((kind) => row[kind] !== 303));
  const rows = pagesOnly.map(([pattern, row]) => [
    pattern.replace(/\{[^/]*\}/g, ''),
    ...everybody.map((kind) => words[row[kind]] ?? `${row[kind]}`),
  ]);
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return `# Who sees which page

Written by test/pages.test.ts (\`npx vitest run test/pages.test.ts -u\`): every page of the code, in the coalition of the
story. Sent on: to the sign-in page, or where the page says. 403: not for you. 404: there is nothing that you could see.

${[columns, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')}
`;
}
