// Lists that were handed in, and what their rows would do or did.
import { sql } from 'kysely';
import { z } from 'zod';
import { invalid, notFound } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { decodeCursor, encodeCursor, paging } from '../kernel/paging.ts';
import { query } from '../kernel/query.ts';
import { differing, type MergeField, mergeFields, type Ours } from './import/merge.ts';
import { does } from './import/plan.ts';
import type { Listed } from './import/read.ts';
import { mayKeepRoster } from './policy.ts';

const problem = z.object({
  field: z.string(),
  key: z.string(),
  variables: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const states = ['reading', 'checking', 'ready', 'writing', 'done', 'failed', 'undone', 'discarded'] as const;
const summary = z.object({
  id,
  fileName: z.string(),
  form: z.enum(['csv', 'json', 'popolo']),
  state: z.enum(states),
  by: z.string(),
  at: z.date(),
  doneAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
  rowsDone: z.int(),
  rowsAll: z.int(),
  counts: z.record(z.string(), z.int()),
});
export type ImportSummary = z.infer<typeof summary>;

const columns = [
  'i.id',
  'i.fileName',
  'i.form',
  'i.state',
  'p.name as by',
  'i.at',
  'i.doneAt',
  'i.undoneAt',
  'i.rowsDone',
  'i.rowsAll',
  'i.counts',
] as const;
type Row = Omit<ImportSummary, 'by' | 'form' | 'state' | 'counts'> &
  Record<'form' | 'state', string> & { by: string | null; counts: unknown };
const summed = (row: Row): ImportSummary => ({ ...row, by: row.by ?? '' }) as ImportSummary;

/** Every list that was handed in, the newest first. */
export const imports = query({
  name: 'members.imports',
  scope: 'coalition',
  summary: 'Lists that were handed in: by whom, when, what became of them, how many rows did what. The newest first.',
  input: z.strictObject(paging),
  output: z.object({ items: z.array(summary), next: z.string().nullable() }),
  example: () => ({}),
  may: ({ actor }) => mayKeepRoster(actor),
  async run({ db, coalition }, { after, limit }) {
    const from = after === undefined ? undefined : decodeCursor(after, ['instant', 'id']);
    if (after !== undefined && !from) return invalid('after', 'kernel.wrongKind');
    const rows = await db
      .selectFrom('imports as i')
      .leftJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 'i.coalitionId').onRef('p.personId', '=', 'i.byPerson'),
      )
      .select(columns)
      .where('i.coalitionId', '=', coalition.id)
      .where('i.state', '<>', 'discarded')
      .$if(from !== undefined, (q) =>
        q.where(sql<boolean>`(i.at, i.id) < (${from?.[0]}::timestamptz, ${from?.[1]}::uuid)`),
      )
      .orderBy('i.at', 'desc')
      .orderBy('i.id', 'desc')
      .limit(limit + 1)
      .execute();
    const items = rows.slice(0, limit).map(summed);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? encodeCursor([last.at.toISOString(), last.id]) : null };
  },
});

const shownImport = summary.extend({
  known: z.enum(['keep', 'complete', 'theirs']),
  leaveOutWrong: z.boolean(),
  /** The columns with what they mean and what stands in their first rows. */
  columns: z.array(z.object({ title: z.string(), means: z.string(), samples: z.array(z.string()) })),
  /** Why it was not done, where it was not. */
  problem: problem.nullable(),
});
export type ShownImport = z.infer<typeof shownImport>;

/** One list: how far it is, what its columns mean, how many rows do what. */
export const showImport = query({
  name: 'members.showImport',
  scope: 'coalition',
  summary: 'A list that was handed in: how far it is, what its columns mean, and how many rows would do or did what.',
  input: z.strictObject({ import: id }),
  output: shownImport,
  example: (story) => ({ import: story.imports.ready }),
  may: ({ actor }) => mayKeepRoster(actor),
  async run({ db, coalition }, input) {
    const row = await db
      .selectFrom('imports as i')
      .leftJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 'i.coalitionId').onRef('p.personId', '=', 'i.byPerson'),
      )
      .select(columns)
      .select(['i.known', 'i.leaveOutWrong', 'i.titles', 'i.meanings', 'i.problem'])
      .where('i.coalitionId', '=', coalition.id)
      .where('i.id', '=', input.import)
      .executeTakeFirst();
    if (!row) return notFound('imports.notFound');
    const first = await db
      .selectFrom('importRows')
      .select('cells')
      .where('coalitionId', '=', coalition.id)
      .where('importId', '=', input.import)
      .orderBy('position')
      .limit(30)
      .execute();
    const { titles, meanings, known, problem, leaveOutWrong, ...rest } = row;
    return {
      ...summed(rest),
      leaveOutWrong,
      known: known as 'complete',
      problem: problem as z.infer<typeof shownImport>['problem'],
      columns: titles.map((title, index) => ({
        title,
        means: meanings[index] ?? '',
        samples: [...new Set(first.flatMap(({ cells }) => cells[index]?.slice(0, 80) || []))].slice(0, 3),
      })),
    };
  },
});

const side = z.union([z.string(), z.number()]).nullable();
const row = z.object({
  position: z.int(),
  line: z.int(),
  name: z.string(),
  does: z.enum(does),
  cells: z.array(z.string()),
  /** By what it was recognised on the roster. */
  by: z.enum(['id', 'name', 'website']).nullable(),
  member: id.nullable(),
  memberName: z.string(),
  earlier: z.int().nullable(),
  problems: z.array(problem),
  takes: z.array(z.enum(mergeFields)),
  /** Where list and roster differ. */
  differs: z.array(z.object({ field: z.enum(mergeFields), ours: side, theirs: side })),
  /** Somebody chose for this row. */
  chosen: z.boolean(),
  /** Why it stayed when the import was taken back. */
  stays: z.string().nullable(),
});
export type ShownRow = z.infer<typeof row>;

/** The rows of a list, in its order. */
export const importRows = query({
  name: 'members.importRows',
  scope: 'coalition',
  summary: 'The rows of a list that was handed in, with what each would do or did and why.',
  input: z.strictObject({
    import: id,
    does: z.enum(does).optional(),
    /** Only those that stayed when the import was taken back. */
    stayed: z.boolean().optional(),
    position: z.coerce.number<number>().int().min(0).max(2_147_483_647).optional(),
    after: z.coerce.number<number>().int().min(0).max(2_147_483_647).default(0),
    limit: paging.limit,
  }),
  output: z.object({ items: z.array(row), next: z.int().nullable() }),
  example: (story) => ({ import: story.imports.ready, does: 'there' as const }),
  may: ({ actor }) => mayKeepRoster(actor),
  async run({ db, coalition }, input) {
    const list = await db
      .selectFrom('imports')
      .select('id')
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', input.import)
      .executeTakeFirst();
    if (!list) return notFound('imports.notFound');
    const rows = await db
      .selectFrom('importRows as r')
      .leftJoin('members as m', (join) =>
        join.onRef('m.coalitionId', '=', 'r.coalitionId').onRef('m.id', '=', 'r.memberId'),
      )
      .select(['r.position', 'r.line', 'r.name', 'r.does', 'r.cells', 'r.knownBy as by', 'r.earlier', 'r.problems'])
      .select([
        'r.listed',
        'r.takes',
        'r.choice',
        'r.keptBecause as stays',
        'm.id as member',
        'm.kind',
        'm.name as memberName',
      ])
      .select(['m.website', 'm.place', 'm.about', 'm.peopleRepresented', 'm.tie', 'm.externalId'])
      .select((e) =>
        e
          .selectFrom('contacts as c')
          .select(sql<string[]>`coalesce(array_agg(coalesce(nullif(c.name, ''), c.email)), '{}')`.as('names'))
          .whereRef('c.coalitionId', '=', 'r.coalitionId')
          .where('c.coalitionId', '=', coalition.id)
          .whereRef('c.memberId', '=', 'r.memberId')
          .as('contacts'),
      )
      .where('r.coalitionId', '=', coalition.id)
      .where('r.importId', '=', input.import)
      .where('r.position', '>', input.after)
      .where('r.does', 'is not', null)
      .$if(input.does !== undefined, (q) => q.where('r.does', '=', input.does!))
      .$if(input.stayed === true, (q) => q.where('r.keptBecause', 'is not', null))
      .$if(input.position !== undefined, (q) => q.where('r.position', '=', input.position!))
      .orderBy('r.position')
      .limit(input.limit + 1)
      .execute();
    const items = rows.slice(0, input.limit).map((found): ShownRow => {
      const { problems, listed, choice, kind, contacts, ...rest } = found;
      const there = found.does === 'there' && found.member !== null;
      const ours = { ...found, kind, name: found.memberName, contacts: contacts ?? [] } as unknown as Ours;
      const fields = there ? differing(ours, listed as unknown as Listed) : new Map();
      return {
        position: rest.position,
        line: rest.line,
        name: rest.name,
        does: rest.does as ShownRow['does'],
        cells: rest.cells,
        by: rest.by as ShownRow['by'],
        member: rest.member,
        memberName: rest.memberName ?? '',
        earlier: rest.earlier,
        problems: (problems ?? []) as ShownRow['problems'],
        takes: rest.takes as MergeField[],
        differs: [...fields].map(([field, sides]) => ({ field, ...sides })),
        chosen: choice !== null,
        stays: rest.stays,
      };
    });
    return { items, next: rows.length > input.limit ? items.at(-1)!.position : null };
  },
});
