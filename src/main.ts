// Starts Greenbelt and ends it in order: settings, database, then everything that serves, and back again.
import { join } from 'node:path';
import { firstStartLink } from './accounts/first.ts';
import { forgetAddress, keepAddress } from './address.ts';
import { openGreenbelt } from './greenbelt.ts';
import { openDatabase } from './open-database.ts';
import { keptSecret } from './secret.ts';
import { readSettings, type Settings } from './settings.ts';
import { CannotStart } from './system/cannot-start.ts';
import { isAway, sayAway } from './system/database/failures.ts';
import { listen } from './system/web/listen.ts';

// Bundled or not, this file lies one folder below the root.
const root = join(import.meta.dirname, '..');

/** What to undo, the last first. */
const undo: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;

const settings = readSettings(process.env);
if ('problems' in settings) {
  for (const problem of settings.problems) console.error(problem);
  process.exit(1);
}
watchForEnd();
try {
  await start(settings, process.argv.includes('--demo'));
} catch (error) {
  // A message for the operator, or a fault of ours, which shows where.
  console.error(error instanceof CannotStart ? error.message : error);
  await end(1);
}

async function start(settings: Settings, demo: boolean): Promise<void> {
  const database = await openDatabase(settings, join(root, 'migrations'), log);
  undo.push(database.close);
  database.lost.then((message) => {
    console.error(message);
    void end(1);
  });

  // Listening comes before the rest: only then is the port known that the addresses in mails and pages name.
  const server = await listen(settings.host, settings.port);
  undo.push(server.stop);
  const publicUrl = settings.publicUrl ?? `http://localhost:${server.port}`;

  const secret = settings.secret ?? keptSecret(settings.dataDir);
  keepAddress(settings.dataDir, publicUrl);
  undo.push(async () => forgetAddress(settings.dataDir));

  const story = demo ? await import('../test/story/demo.ts') : undefined;
  const greenbelt = await openGreenbelt({
    connection: database.connection,
    publicUrl,
    secret,
    smtpUrl: settings.smtpUrl,
    mailFrom: settings.mailFrom,
    mailReplies: settings.mailReplies,
    mailIn: settings.mailIn,
    assetsFolder: join(root, 'dist/assets'),
    stopping: server.stopping,
    metricsToken: settings.metricsToken,
    log,
    first: story?.loadStory,
  });
  undo.push(greenbelt.close);

  const link = await firstStartLink(greenbelt.app);
  const doors = await story?.storyDoors(greenbelt.app);
  server.serve(greenbelt.fetch);
  console.log(`Greenbelt is at ${publicUrl}`);
  if (link) console.log(`To begin, open this link. It works once: ${link}`);
  if (doors) console.log(doors);
}

function log(line: string, detail?: unknown): void {
  if (detail === undefined) console.log(line);
  else console.error(line, detail);
}

function watchForEnd(): void {
  // A fault that nobody caught leaves things in an unknown state: end in order, and let whoever runs us start again.
  process.on('uncaughtException', (error) => {
    // The database driver looks around on new connections by itself; one that is cut off then is nobody's to catch.
    if (isAway(error)) return console.error(sayAway(error));
    console.error(error);
    void end(1);
  });
  let first = 0;
  const asked = (signal: string) => {
    // A terminal sends Ctrl-C to every process of the command, and npm passes its own on: one keypress, up to three
    // signals. Only a later one means impatience.
    if (first && Date.now() - first > 1000 && signal === 'SIGINT') process.exit(130);
    first ||= Date.now();
    void end(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, asked);
  // The command that started us is gone (killed, perhaps): nobody could end us any more.
  if (process.channel) process.on('disconnect', () => asked('disconnect'));
}

function end(code: number): Promise<void> {
  ending ??= (async () => {
    for (const step of undo.reverse()) {
      await step().catch((error) => {
        console.error('While stopping:', error);
        code ||= 1;
      });
    }
    process.exit(code);
  })();
  return ending;
}
