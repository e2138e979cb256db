import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { importHandlers } from '../../src/members/import/work.ts';
import { langs } from '../../src/system/i18n/languages.ts';
import { type Message, type MessageKey, translator } from '../../src/system/i18n/translate.ts';
import { startJobs } from '../../src/system/jobs/worker.ts';
import { listen } from '../../src/system/web/listen.ts';
import { addPerson } from '../story/people.ts';
import { testApp } from '../support/app.ts';
import { authorizationOf } from '../support/tokens.ts';
import { clientTypes } from './generate.ts';

const { app, web, clock, drop } = await testApp();
const jobs = await startJobs(app, importHandlers(app), { log: console.error, unattended: false });
const server = await listen('127.0.0.1', 0);
server.serve((request, env) => web.fetch(request, env));
afterAll(async () => {
  await server.stop();
  await jobs.stop();
  await drop();
});
const url = `http://127.0.0.1:${server.port}`;

const compiler = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc');

test('a client is generated from the OpenAPI document, and fits what is written for it', async () => {
  const document = await (await fetch(`${url}/api/openapi.json`)).text();
  await writeFile(join(import.meta.dirname, 'api.gen.ts'), await clientTypes(document));
  const run = promisify(execFile);
  const compiled = await run(process.execPath, [compiler, '-p', import.meta.dirname]).catch((error) => error);
  expect(compiled.stdout).toBe('');
}, 60_000);

test.each(langs)('through it a coalition is founded, joined, and decides: %s', async (language) => {
  // Its types are the generated ones: the compiler of everything else must not go there.
  const { journey } = await import(/* @vite-ignore */ join(import.meta.dirname, 'journey.ts'));
  const token = async (name: string) => {
    const person = await addPerson(app, name, `${name}@${language}.example`);
    return (await authorizationOf(app, person)).Authorization.slice('Bearer '.length);
  };
  const tokens = {
    coordinator: await token('mara'),
    deciding: await token('ada'),
    colleague: await token('ben'),
    consulting: await token('cleo'),
  };
  const slug = `river-kitchens-${language}`;
  const roster = await readFile(join(import.meta.dirname, '../data/civic-org-network/organizations.json'), 'utf8');
  // The clock of the test stands still: somebody must do what is due.
  const working = setInterval(() => void jobs.runDue(), 100);
  const told = await journey({
    url,
    language,
    slug,
    roster,
    tokens,
    forward: clock.forward,
    now: clock.glance,
  }).finally(() => clearInterval(working));
  const t = translator(language);
  const refused = (status: number, key: MessageKey) => ({ status, key, message: t({ key } as Message) });
  const yes = { voted: true, choice: { answer: 'yes' } };
  expect(told).toEqual({
    imported: [221, 221],
    listed: 223,
    joined: ['active', 'active', 'active'],
    sameBallot: true,
    refused: {
      second: refused(409, 'decisions.colleagueWasFaster'),
      alone: refused(422, 'decisions.mustConsult'),
      late: refused(409, 'decisions.isClosed'),
      outsider: refused(401, 'kernel.signInFirst'),
    },
    closed: ['carried', true],
    register: [{ number: 1, question: 'Shall we share one van?', status: 'decided', result: 'carried' }],
    votes: [
      { memberName: 'Bakers’ Guild', ...yes, basis: 'subject_to_ratification' },
      { memberName: 'Soup at Six', ...yes, basis: 'own_authority' },
    ],
    comments: [{ by: 'Cleo Marsh', body: 'Who insures it?' }],
  });
});
