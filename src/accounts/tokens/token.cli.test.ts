import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { token } from './token.cli.ts';

const { web, story, owner, url, drop } = await testApp();
const dataDir = mkdtempSync(join(tmpdir(), 'greenbelt-cli-'));
vi.stubEnv('DATABASE_URL', url);
vi.stubEnv('DATA_DIR', dataDir);
afterAll(async () => {
  rmSync(dataDir, { recursive: true });
  await drop();
});

const said = { out: [] as string[], err: [] as string[] };
vi.spyOn(console, 'log').mockImplementation((line) => void said.out.push(String(line)));
vi.spyOn(console, 'error').mockImplementation((line) => void said.err.push(String(line)));
beforeEach(() => {
  said.out = [];
  said.err = [];
});

test('prints a token for a person, and nothing else on standard output', async () => {
  expect(await token.run(['--email', 'Rosa@Eastbank.example', '--scopes', 'read,decisions:write', '--days', '7'])).toBe(
    0,
  );
  expect(said.out).toEqual([expect.stringMatching(/^gbt_[\w-]{43}$/)]);
  const [row] =
    await owner`select * from api_tokens where person_id = ${story.people.representative} and name = 'Command line'`;
  expect(row).toMatchObject({ scopes: ['read', 'decisions:write'], coalition_id: null });
  const [activity] = await owner`select verb, via from person_activities where about_id = ${row!.id}`;
  expect(activity).toEqual({ verb: 'accounts.createToken', via: 'command line' });
  await owner`update api_tokens set expires_at = '2999-01-01' where id = ${row!.id}`;
  const headers = { Authorization: `Bearer ${said.out[0]}` };
  expect((await web.request('/api/v1/accounts.tokens', { headers })).status).toBe(200);
});

test('says what is wrong', async () => {
  expect(await token.run(['--email', 'nobody@nowhere.example', '--scopes', 'read'])).toBe(1);
  expect(said.err).toEqual(['Nobody with an account has the address nobody@nowhere.example.']);
  expect(await token.run(['--scopes', 'read'])).toBe(2);
  expect(await token.run(['--wrong'])).toBe(2);
  said.err = [];
  expect(await token.run(['--email', 'rosa@eastbank.example', '--scopes', 'all', '--days', 'x'])).toBe(1);
  expect(said.err).toEqual([
    'scopes.0: A scope is read, write, or one capability’s, such as decisions:read.',
    'days: This is not in a form that we understand.',
  ]);
  expect(said.out).toEqual([]);
});
