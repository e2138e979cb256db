// Importing without a script: a file or text is handed in, its page shows how far it is, what it would do, and does it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../kernel/errors.ts';
import { isMessageKey } from '../../system/i18n/translate.ts';
import { toCsv } from '../../system/web/csv.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import {
  beginImport,
  chooseImportRow,
  discardImport,
  importRoster,
  mapImport,
  undoImport,
} from '../commands-import.ts';
import { decodeText } from '../import/decode.ts';
import { noList } from '../import/kind.ts';
import { does } from '../import/plan.ts';
import { memberPaths } from '../paths.ts';
import { importRows, imports, type ShownRow, showImport } from '../queries-import.ts';
import { ImportPage } from './import.tsx';
import { OneImportPage, type Rows } from './import-one.tsx';
import { ImportRowPage } from './import-row.tsx';

const at = memberPaths(':coalition', undefined, ':import{[0-9a-f-]{36}}');

const paths = (page: Page) => memberPaths(page.slug, undefined, page.param('import'));
const extra = (page: Page) => ({ import: page.param('import') });

export function importRoutes(routes: Routes): void {
  routes.get(at.import, async (page) => page.show(await importPage(page)));
  routes.post(at.import, begin);
  routes.get(at.oneImport, async (page) => {
    await waitABit(page);
    return page.show(await onePage(page));
  });
  const steps = [
    [at.mapImport, mapImport],
    [at.finishImport, importRoster],
    [at.discardImport, discardImport],
    [at.undoImport, undoImport],
  ] as const;
  for (const [path, command] of steps) {
    routes.post(path, (page) =>
      page.do(command as typeof mapImport, {
        extra: extra(page),
        then: () => (command === discardImport ? paths(page).import : paths(page).oneImport),
        otherwise: (attempt) => onePage(page, attempt),
      }),
    );
    routes.get(path, (page) => page.redirect(paths(page).oneImport));
  }
  routes.get(at.importRow, async (page) => page.show(await rowPage(page, page.query('row'))));
  routes.post(at.importRow, (page) =>
    page.do(chooseImportRow, {
      extra: extra(page),
      then: () => `${paths(page).oneImport}?there=0`,
      otherwise: (attempt) => rowPage(page, attempt.values.position?.[0], attempt),
    }),
  );
  routes.get(at.wrongRows, wrongCsv);
}

async function importPage(page: Page, attempt?: Attempt) {
  const found = await page.ask(imports, { after: page.query('after'), limit: 20 });
  return <ImportPage place={await page.place()} {...found} attempt={attempt} />;
}

/** The file, if one came, else the text that was pasted. */
async function begin(page: Page): Promise<Response> {
  const { values, files } = await page.form();
  const bytes = files.file && new Uint8Array(await files.file.arrayBuffer());
  const wrong = bytes && noList(bytes);
  // Asking first turns away whoever may not, before anything is said about the file.
  if (wrong) return page.show(await importPage(page, { values, problems: [wrong] }), 422);
  const text = bytes ? decodeText(bytes) : (values.text?.[0] ?? '');
  const atFile = (problem: Problem) => (bytes && problem.field === 'text' ? { ...problem, field: 'file' } : problem);
  return page.do(beginImport, {
    extra: { text, fileName: files.file?.name.slice(0, 200) ?? '' },
    then: (value) => memberPaths(page.slug, undefined, value.import).oneImport,
    otherwise: (attempt) => importPage(page, { ...attempt, problems: attempt.problems.map(atFile) }),
  });
}

/** Small lists are read while the page is still on its way. */
async function waitABit(page: Page): Promise<void> {
  for (let tries = 0; tries < 6; tries++) {
    const { state } = await page.ask(showImport, extra(page));
    if (state !== 'reading' && state !== 'checking' && state !== 'writing') return;
    await sleep(150);
  }
}

const perPage = 50;

async function onePage(page: Page, attempt?: Attempt) {
  const place = await page.place();
  const list = await page.ask(showImport, extra(page));
  const rows = (more: Partial<Parameters<typeof page.ask<unknown, object, Rows>>[1]>, from?: string) =>
    page.ask(importRows, { ...extra(page), ...more, after: Number(from) || 0, limit: perPage });
  const found = await Promise.all(
    does.map(async (what) => [what, await rows({ does: what }, page.query(what))] as const),
  );
  const shown = Object.fromEntries(found) as Record<ShownRow['does'], Rows>;
  const stayed =
    list.state === 'undone' ? await rows({ stayed: true }, page.query('stayed')) : { items: [], next: null };
  return <OneImportPage place={place} list={list} shown={shown} stayed={stayed} attempt={attempt} />;
}

async function rowPage(page: Page, position = '', attempt?: Attempt) {
  const list = await page.ask(showImport, extra(page));
  const { items } = await page.ask(importRows, { ...extra(page), position: Number(position) || 0 });
  const [row] = items;
  return row ? (
    <ImportRowPage place={await page.place()} list={list} row={row} attempt={attempt} />
  ) : (
    onePage(page, attempt)
  );
}

/** The rows that cannot be read, as they came, with what is wrong: to be corrected and handed in again. */
async function wrongCsv(page: Page): Promise<Response> {
  const { columns, fileName } = await page.ask(showImport, extra(page));
  const { t } = page.visit;
  const rows: ShownRow[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const found: Rows = await page.ask(importRows, { ...extra(page), does: 'wrong', after, limit: 200 });
    rows.push(...found.items);
    after = found.next;
  }
  const say = ({ key, variables }: ShownRow['problems'][number]) =>
    isMessageKey(key) ? (t as (key: string, variables?: object) => string)(key, variables) : key;
  const cells = columns.map(
    ({ title }, index) => [title || String(index + 1), (row: ShownRow) => row.cells[index]] as const,
  );
  const csv = toCsv(rows, {
    ...Object.fromEntries(cells),
    '#': (row) => row.line,
    '?': (row) => row.problems.map((problem) => `${problem.field} ${say(problem)}`.trim()).join('; '),
  });
  const name = `wrong-${fileName || 'list'}`.replace(/[^\w.-]/g, '_').replace(/\.\w+$/, '');
  return page.request.body(csv, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  });
}
