// A Greenbelt for one test file: its own database, in which the story has just been told, and pages that can be asked
// for as anybody in it.
import type { Hono } from 'hono';
import { stoppingMail } from '../../src/accounts/stop-mail.ts';
import { bearerFinder } from '../../src/accounts/tokens/bearer.ts';
import { commands, queries } from '../../src/capabilities.ts';
import type { App } from '../../src/kernel/app.ts';
import type { Command } from '../../src/kernel/command.ts';
import { answer, type Call, execute, type Result } from '../../src/kernel/execute.ts';
import type { Query } from '../../src/kernel/query.ts';
import { findStanding } from '../../src/members/standing.ts';
import { pages } from '../../src/pages.ts';
import { subscribers } from '../../src/subscribers.ts';
import { api } from '../../src/system/api/api.ts';
import { readAssets } from '../../src/system/web/assets.ts';
import { createWeb } from '../../src/system/web/server.ts';
import type { Session } from '../../src/system/web/session.ts';
import { type Story, tellStory } from '../story/story.ts';
import { type StoryClock, storyClock, storyIds } from '../story/world.ts';
import { freshDatabase } from './database.ts';

export interface TestApp {
  app: App;
  story: Story;
  clock: StoryClock;
  web: Hono<any>;
  /** A command or a query as a person of the story (or nobody), in Clean Air Riverton unless another is named. */
  act<I, Sent, F, V>(
    person: string | null,
    command: Command<string, I, Sent, F, V>,
    input: Sent,
    call?: Partial<Call>,
  ): Promise<Result<V>>;
  ask<I, Sent, O>(
    person: string | null,
    query: Query<string, I, Sent, O>,
    input: Sent,
    call?: Partial<Call>,
  ): Promise<Result<O>>;
  /** A page as a person of the story sees it, or as nobody. */
  get(path: string, person?: string | null, headers?: Record<string, string>): Promise<Response>;
  /** A form sent by a person, as the browser would; repeated names as arrays, files as they are. */
  post(path: string, person: string | null, fields: Fields, headers?: Record<string, string>): Promise<Response>;
  /** The owner's view on all rows, past row-level security: to look, not to act. */
  owner: Awaited<ReturnType<typeof freshDatabase>>['owner'];
  /** The database's address, for programs that want DATABASE_URL. */
  url: string;
  /** The same for `connect`. */
  options: Awaited<ReturnType<typeof freshDatabase>>['options'];
  drop(): Promise<void>;
}

export type Fields = Record<string, string | string[] | File>;

/** `const test = await testApp(); afterAll(test.drop);` */
export async function testApp(): Promise<TestApp> {
  const fresh = await freshDatabase();
  const clock = storyClock('2026-02-02T09:00:00Z');
  const app: App = {
    database: fresh.database,
    clock,
    ids: storyIds(),
    secret: 'a secret that only the tests know, and everybody may',
    publicUrl: 'http://localhost',
    findStanding,
    subscribers,
  };
  const story = await tellStory(app, clock);
  const web = webOf(app);
  const here = (person: string | null) => ({ person, via: 'browser' as const, coalition: story.coalition.slug });
  const as = (person?: string | null): Record<string, string> => (person ? { 'x-test-person': person } : {});
  return {
    app,
    story,
    clock,
    web,
    owner: fresh.owner,
    url: fresh.url,
    options: fresh.options,
    drop: fresh.drop,
    act: (person, command, input, call) => execute(app, command, { ...here(person), input, ...call }),
    ask: (person, query, input, call) => answer(app, query, { ...here(person), input, ...call }),
    get: async (path, person, headers) => web.request(path, { headers: { ...as(person), ...headers } }),
    post: async (path, person, fields, headers) =>
      web.request(path, {
        method: 'POST',
        body: formOf(fields),
        headers: { ...as(person), 'sec-fetch-site': 'same-origin', ...headers },
      }),
  };
}

/** The pages and the API of an app, in which somebody is signed in by being named in a header. */
export function webOf(app: App): Hono<any> {
  const log = (line: string, detail: unknown) => console.error(line, detail);
  // The story's clock stands still, so an allowance would never come back.
  const plenty = { name: 'plenty', burst: 1e6, seconds: 0.001 };
  return createWeb({
    app,
    assetsFolder: 'dist/assets',
    assets: readAssets('dist/assets'),
    findSession: (headers) => sessionOf(app, headers.get('x-test-person')),
    pages,
    errorPage: (_, status, problem) => `${status} ${problem?.problems.map(({ key }) => key).join(' ') ?? ''}`,
    mounts: [
      stoppingMail(app),
      api({
        app,
        commands,
        queries,
        findBearer: bearerFinder(app),
        allowances: { token: plenty, client: plenty },
        version: 'test',
        log,
      }),
    ],
    log,
  });
}

function formOf(fields: Fields): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) form.append(name, one);
  }
  return form;
}

/** Signing in has its own tests: here somebody is signed in by being named. */
async function sessionOf(app: App, person: string | null): Promise<Session | undefined> {
  if (!person) return undefined;
  const row = await app.database.reading({ person, reads: [] }, (db) =>
    db.selectFrom('people').selectAll().where('id', '=', person).executeTakeFirst(),
  );
  return (
    row && {
      id: `session of ${person}`,
      person,
      name: '',
      email: '',
      language: row.language,
      timeZone: row.timeZone,
      largeText: row.largeText,
      reducedData: row.reducedData,
    }
  );
}
