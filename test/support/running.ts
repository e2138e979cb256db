// A whole Greenbelt on a loopback port, as `npm start` serves it: real accounts, mail kept for the operator, jobs, live refresh.
import { join } from 'node:path';
import { firstStartLink } from '../../src/accounts/first.ts';
import { openGreenbelt } from '../../src/greenbelt.ts';
import type { App } from '../../src/kernel/app.ts';
import { listen } from '../../src/system/web/listen.ts';
import { freshDatabase } from './database.ts';

export interface Running {
  app: App;
  url: string;
  /** The founder's one-time link. */
  firstLink: string;
  stop(): Promise<void>;
}

export async function runGreenbelt(): Promise<Running> {
  const fresh = await freshDatabase();
  const server = await listen('127.0.0.1', 0);
  const url = `http://localhost:${server.port}`;
  const greenbelt = await openGreenbelt({
    connection: fresh.options,
    publicUrl: url,
    secret: 'a secret that only the tests know, and everybody may',
    mailFrom: 'Greenbelt <greenbelt@localhost>',
    assetsFolder: join(import.meta.dirname, '../../dist/assets'),
    stopping: server.stopping,
    log: (line, detail) => console.error(line, detail),
  });
  server.serve(greenbelt.fetch);
  return {
    app: greenbelt.app,
    url,
    firstLink: (await firstStartLink(greenbelt.app))!,
    async stop() {
      await server.stop();
      await greenbelt.close();
      await fresh.drop();
    },
  };
}
