// The story on a loopback port, with all pages and real error pages; `x-test-person` says who is signed in.
import { join } from 'node:path';
import { linkFor, mintToken } from '../../src/accounts/link.ts';
import { createAccounts } from '../../src/accounts/setup.ts';
import { errorPage } from '../../src/error-page.tsx';
import { allPages } from '../../src/pages.ts';
import { pickLanguage } from '../../src/system/i18n/languages.ts';
import { openLive } from '../../src/system/live/live.ts';
import { readAssets } from '../../src/system/web/assets.ts';
import { listen } from '../../src/system/web/listen.ts';
import { createWeb, type Routes } from '../../src/system/web/server.ts';
import type { Session } from '../../src/system/web/session.ts';
import type { Story } from '../story/story.ts';
import { testApp } from './app.ts';
import { root } from './process.ts';

export interface Served {
  url: string;
  story: Story;
  pages: ((routes: Routes) => void)[];
  /** The path of a link that signs in somebody whom nobody knows yet. */
  signInLink: string;
  request(path: string, headers: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export async function serveStory(): Promise<Served> {
  const test = await testApp();
  const { app, story } = test;
  const server = await listen('127.0.0.1', 0);
  const accounts = createAccounts(app, { sendsMail: true });
  const pages = allPages(accounts);
  const findSession = sessionFinder(test);
  const live = await openLive({ app, findSession, stopping: server.stopping });
  const assetsFolder = join(root, 'dist/assets');
  const web = createWeb({
    app,
    assetsFolder,
    assets: readAssets(assetsFolder),
    findSession,
    pages,
    mounts: [live.mount],
    errorPage,
    log: (line, detail) => console.error(line, detail),
  });
  server.serve(web.fetch);
  const { pathname, search } = new URL(linkFor(app, await mintToken(accounts.auth, 'nobody.yet@riverton.example')));
  return {
    url: `http://127.0.0.1:${server.port}`,
    story,
    pages,
    signInLink: pathname + search,
    request: async (path, headers) => web.request(path, { headers }),
    async stop() {
      await server.stop();
      await live.close();
      await test.drop();
    },
  };
}

/** Signed in as whom the request names, who reads what the browser asks for. */
const sessionFinder =
  ({ owner }: Awaited<ReturnType<typeof testApp>>) =>
  async (headers: Headers): Promise<Session | undefined> => {
    const person = headers.get('x-test-person');
    if (!person) return undefined;
    const [row] = await owner`select name, email from users where id = ${person}`;
    return {
      id: `session of ${person}`,
      person,
      name: row!.name,
      email: row!.email,
      language: pickLanguage(headers.get('accept-language') ?? undefined, undefined),
      timeZone: 'Europe/Madrid',
      largeText: headers.get('x-test-text') === 'large',
      reducedData: false,
    };
  };
