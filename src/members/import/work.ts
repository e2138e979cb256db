// The work of an import, off the request: reading the list into rows, checking each against the roster, and putting all
// on it at once. Done in small batches, so that others are answered in between; begun again from what is kept.
import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import type { App } from '../../kernel/app.ts';
import type { Problem } from '../../kernel/errors.ts';
import { execute } from '../../kernel/execute.ts';
import type { Db } from '../../system/database/connect.ts';
import type { Handlers } from '../../system/jobs/worker.ts';
import { checkRows } from './check.ts';
import { problemOf } from './csv.ts';
import { finishImport } from './finish.ts';
import { guessMeanings, type Meaning } from './read.ts';
import { type At, batch, putRows, tellProgress } from './rows.ts';
import { isSource, mostRows, openSource, type SourceRow, wrongList } from './source.ts';

export const importWork = 'members.importWork';

export const importHandlers = (app: App): Handlers => ({
  [importWork]: {
    run: (payload) => workOn(app, String(payload.coalition), String(payload.slug), String(payload.import)),
  },
});

type Within = <T>(work: (at: At) => Promise<T>) => Promise<T>;

/** Does whatever an import waits for, until it waits for people. */
export async function workOn(app: App, coalition: string, slug: string, id: string): Promise<void> {
  const within: Within = (work) =>
    app.database.transaction({ person: null, writes: coalition, reads: [coalition] }, (db) =>
      work({ db, coalition, import: id }),
    );
  const state = () => within(({ db }) => stateOf(db, coalition, id));
  for (let now = await state(); now && working.includes(now.state); now = await state()) {
    if (now.state === 'reading') await read(within, now.body);
    else if (now.state === 'checking') await checkRows(app, within, now);
    else await finish(app, within, { slug, import: id, person: now.byPerson });
  }
}

const working = ['reading', 'checking', 'writing'];

const stateOf = (db: Db, coalition: string, id: string) =>
  db
    .selectFrom('imports')
    .select(['state', 'body', 'byPerson', 'meanings', 'known', 'rowsAll'])
    .where('coalitionId', '=', coalition)
    .where('id', '=', id)
    .executeTakeFirst();

async function read(within: Within, body: string): Promise<void> {
  const failed = (problem: Problem) => within((at) => tellProgress(at, { state: 'failed', body: '', problem }));
  const source = await openSource(body);
  if (!isSource(source)) return failed(source);
  // Begun once already: from the start again.
  await within(({ db, coalition, ...at }) =>
    db.deleteFrom('importRows').where('coalitionId', '=', coalition).where('importId', '=', at.import).execute(),
  );
  let position = 0;
  let waiting: (SourceRow & { position: number })[] = [];
  const put = async () => {
    const rows = waiting;
    waiting = [];
    await within(async (at) => {
      if (rows.length > 0) await putRows(at, rows);
      await tellProgress(at, { rowsDone: position, rowsAll: Math.max(source.about, position) });
    });
    await breathe();
  };
  try {
    for await (const row of source.rows) {
      waiting.push({ ...row, position: ++position });
      if (position > mostRows) return await failed(wrongList('imports.tooMany', { most: mostRows }));
      if (waiting.length === batch) await put();
    }
  } catch (error) {
    return failed(problemOf(error));
  }
  if (position === 0) return failed(wrongList('imports.empty'));
  await put();
  await within(async (at) => {
    const meanings = (await remembered(at, source.titles)) ?? guessMeanings(source.titles);
    await tellProgress(at, { state: 'checking', body: '', meanings, rowsDone: 0, rowsAll: position });
  });
}

/** What columns of these titles meant the last time somebody said it. */
async function remembered({ db, coalition }: At, titles: string[]): Promise<Meaning[] | undefined> {
  const row = await db
    .selectFrom('importMappings')
    .select('meanings')
    .where('coalitionId', '=', coalition)
    .where(sql<boolean>`titles = ${titles}::text[]`)
    .executeTakeFirst();
  return row?.meanings as Meaning[] | undefined;
}

/** Puts it on the roster in the name of whoever asked for it; refused, it waits for people again and says why. */
async function finish(
  app: App,
  within: Within,
  { slug, person, ...input }: { slug: string; person: string; import: string },
) {
  const done = await execute(app, finishImport, { person, via: 'clock', coalition: slug, input });
  if (done.ok) return;
  const [problem] = done.refusal.problems;
  // Somebody changed the roster meanwhile: what the rows would do is looked at again.
  const again = done.refusal.refused === 'conflict';
  await within((at) => tellProgress(at, { state: again ? 'checking' : 'ready', problem, rowsDone: 0 }));
}
