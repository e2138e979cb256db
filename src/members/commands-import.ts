// Importing a list: it is read beside the roster, looked at and corrected, then done as a whole or not at all, and can be
// taken back as a whole. The work is done off the request; see import/work.ts.
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { line } from '../kernel/text.ts';
import { later } from '../system/jobs/queue.ts';
import { mergeFields } from './import/merge.ts';
import { meanings } from './import/read.ts';
import { isSource, openSource } from './import/source.ts';
import { undo } from './import/undo.ts';
import { importWork } from './import/work.ts';
import { mayKeepRoster } from './policy.ts';

const exampleText = 'name;website;place\nQuay Street Bakers;bakers.example;Riverton\nParish of St Brigid;;Old Town\n';
const result = z.object({ import: id });
const done = (at: string) => ({ about: { kind: 'import', id: at }, value: { import: at } });

/** Takes a list in, to be looked at. Nothing is on the roster before `members.import`. */
export const beginImport = command({
  name: 'members.beginImport',
  scope: 'coalition',
  summary:
    'Hand in a list (CSV, JSON or Popolo) to be read and checked row by row. Ask members.showImport what it would do; nothing is on the roster before members.import.',
  input: z.strictObject({ text: z.string().min(1).max(3_900_000), fileName: line(200).default('') }),
  result,
  example: () => ({ text: exampleText, fileName: 'list.csv' }),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, _, { text, fileName }) {
    const { db, coalition, ids, actor, now } = context;
    const source = await openSource(text);
    if (!isSource(source)) return { refused: 'invalid', problems: [source] };
    const at = ids.next();
    await db
      .insertInto('imports')
      .values({
        coalitionId: coalition.id,
        id: at,
        fileName,
        form: source.form,
        body: text,
        titles: source.titles,
        state: 'reading',
        rowsAll: source.about,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    await setToWork(context, at);
    return done(at);
  },
});

const setToWork = (context: TimedContext, at: string): Promise<void> => {
  const { id: coalition, slug } = context.coalition;
  return later(context, { name: importWork, key: at, payload: { coalition, slug, import: at } });
};

type State = 'ready' | 'done';

/** The import, locked, if it waits for people in this state. */
async function loadImport({ db, coalition }: Context, at: string, state: State = 'ready') {
  const row = await db
    .selectFrom('imports')
    .select(['id', 'state', 'titles', 'counts', 'leaveOutWrong'])
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', at)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return notFound('imports.notFound');
  return row.state === state ? row : conflict('imports.notNow');
}

/** Says what each column means and what is done with those that are there already; remembered for the next such list. */
export const mapImport = command({
  name: 'members.mapImport',
  scope: 'coalition',
  summary:
    'Say what each column of a list means ("" for nothing) and what is done with entries that are on the roster already: keep ours, complete what is empty, or take theirs.',
  input: z.strictObject({
    import: id,
    columns: z.record(z.string().regex(/^\d{1,2}$/), z.enum(meanings as [string, ...string[]])).default({}),
    known: z.enum(['keep', 'complete', 'theirs']).default('complete'),
    leaveOutWrong: z.boolean().default(false),
  }),
  result,
  example: (story) => ({ import: story.imports.ready, columns: { 0: 'name', 1: 'website', 2: 'place' } }),
  load: (context, input) => loadImport(context, input.import),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, { titles }, input) {
    const { db, coalition, now } = context;
    const columns = titles.map((_, index) => input.columns[index] ?? '');
    const twice = columns.findIndex((column, index) => column !== '' && columns.indexOf(column) < index);
    if (twice >= 0) return invalid(`columns.${twice}`, 'imports.columnTwice');
    if (!columns.includes('name')) return invalid(`columns.${columns.indexOf('')}`, 'imports.nameMissing');
    await db
      .insertInto('importMappings')
      .values({ coalitionId: coalition.id, titles, meanings: columns, at: now })
      .onConflict((c) => c.columns(['coalitionId', 'titles']).doUpdateSet({ meanings: columns, at: now }))
      .execute();
    const { known, leaveOutWrong } = input;
    await change(context, input.import, { meanings: columns, known, leaveOutWrong, state: 'checking', rowsDone: 0 });
    await setToWork(context, input.import);
    return done(input.import);
  },
});

const change = ({ db, coalition }: TimedContext, at: string, set: Record<string, unknown>) =>
  db
    .updateTable('imports')
    .set({ problem: null, ...set } as object)
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', at)
    .execute();

/** Settles one row: which fields of theirs are taken, or that it is somebody else after all. */
export const chooseImportRow = command({
  name: 'members.chooseImportRow',
  scope: 'coalition',
  summary:
    'Settle one row of a list that is on the roster already: which fields are taken from the list, or that it is somebody else (add).',
  input: z.strictObject({
    import: id,
    position: z.int().min(1).max(2_147_483_647),
    takes: z.array(z.enum(mergeFields)).max(mergeFields.length).default([]),
    add: z.boolean().default(false),
  }),
  result,
  example: (story) => ({ import: story.imports.ready, position: 2, takes: ['place' as const] }),
  load: (context, input) => loadImport(context, input.import),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, _, input) {
    const { db, coalition } = context;
    const row = await db
      .selectFrom('importRows')
      .select(['does', 'knownBy', 'choice'])
      .where('coalitionId', '=', coalition.id)
      .where('importId', '=', input.import)
      .where('position', '=', input.position)
      .executeTakeFirst();
    const chosenBefore = row?.choice !== null && row?.choice !== undefined;
    if (row?.does !== 'there' && !chosenBefore) return notFound('imports.rowNotFound');
    // The same name or id twice has no place on a roster; a website in common may be a coincidence.
    if (input.add && row.does === 'there' && row.knownBy !== 'website') return invalid('add', 'imports.sameOne');
    await db
      .updateTable('importRows')
      .set({ choice: input.add ? { add: true } : { takes: input.takes } })
      .where('coalitionId', '=', coalition.id)
      .where('importId', '=', input.import)
      .where('position', '=', input.position)
      .execute();
    await change(context, input.import, { state: 'checking', rowsDone: 0 });
    await setToWork(context, input.import);
    return done(input.import);
  },
});

/** Has a list that was looked at put on the roster. */
export const importRoster = command({
  name: 'members.import',
  scope: 'coalition',
  summary: 'Have a list that was looked at put on the roster: all or nothing. members.showImport says when it is done.',
  input: z.strictObject({ import: id }),
  result,
  example: (story) => ({ import: story.imports.ready }),
  load: (context, input) => loadImport(context, input.import),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, { counts, leaveOutWrong }, input): Promise<ReturnType<typeof done> | Refusal> {
    const { wrong = 0, add = 0, changed = 0 } = counts as Record<string, number>;
    if (wrong > 0 && !leaveOutWrong) return invalid('', 'imports.hasWrong', { count: wrong });
    if (add + changed === 0) return invalid('', 'imports.nothing');
    await change(context, input.import, { state: 'writing' });
    await setToWork(context, input.import);
    return done(input.import);
  },
});

/** Throws away a list that was handed in. */
export const discardImport = command({
  name: 'members.discardImport',
  scope: 'coalition',
  summary: 'Throw away a list that was handed in and is not on the roster.',
  input: z.strictObject({ import: id }),
  result,
  example: (story) => ({ import: story.imports.ready }),
  load: (context, input) => loadImport(context, input.import),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, _, input) {
    const { db, coalition } = context;
    await change(context, input.import, { state: 'discarded', counts: {} });
    await db
      .deleteFrom('importRows')
      .where('coalitionId', '=', coalition.id)
      .where('importId', '=', input.import)
      .execute();
    return done(input.import);
  },
});

/** Takes an import back: whoever it added goes, what it changed is as it was; what somebody built on stays and is named. */
export const undoImport = command({
  name: 'members.undoImport',
  scope: 'coalition',
  summary: 'Take a whole import back. What something was built on meanwhile stays, and is named with the reason.',
  input: z.strictObject({ import: id }),
  result: z.object({ removed: z.int(), restored: z.int(), stays: z.int() }),
  example: (story) => ({ import: story.imports.done }),
  load: (context, input) => loadImport(context, input.import, 'done'),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, _, input) {
    const value = await undo(context, input.import);
    if (isRefusal(value)) return value;
    return { about: { kind: 'import', id: input.import }, value };
  },
});
