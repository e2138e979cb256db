// The pages and forms of paper ballots, and the ballots of a vote as files.
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { allowPaper, confirmPaper, enterPaper, withdrawPaper } from '../paper/commands.ts';
import { showPaper } from '../paper/queries.ts';
import { decisionPaths } from '../paths.ts';
import { ballots } from '../queries.ts';
import { readExport } from '../tally/export.ts';
import { findMethod } from '../tally/methods.ts';
import { writeBlt, writeCsv } from '../tally/write.ts';
import { decisionOf, numberOf, pathsOf } from './asked.tsx';
import { BundlesPage } from './bundles.tsx';

const at = decisionPaths(':coalition', ':number{[0-9]+}');

export const paperPages = (routes: Routes): void => {
  routes.get(at.bundles, async (page) => page.show(await paperPage(page)));
  routes.post(at.allowPaper, (page) =>
    page.do(allowPaper, {
      extra: { proposal: numberOf(page) },
      then: () => pathsOf(page).bundles,
      otherwise: (attempt) => paperPage(page, 'allow', attempt),
    }),
  );
  routes.post(at.enterPaper, async (page) => {
    const { files, values } = await page.form();
    const text = files.file ? await files.file.text() : (values.text?.[0] ?? '');
    return page.do(enterPaper, {
      extra: { proposal: numberOf(page), text },
      then: () => pathsOf(page).bundles,
      otherwise: (attempt) => paperPage(page, 'enter', attempt),
    });
  });
  for (const [path, command] of [
    [at.confirmPaper, confirmPaper],
    [at.withdrawPaper, withdrawPaper],
  ] as const) {
    routes.post(path, (page) =>
      page.do(command as typeof confirmPaper, {
        then: () => pathsOf(page).bundles,
        otherwise: (attempt) => paperPage(page, attempt.values.batch?.[0] ?? '', attempt),
      }),
    );
  }
  for (const posted of [at.allowPaper, at.enterPaper, at.confirmPaper, at.withdrawPaper])
    routes.get(posted, (page) => page.redirect(pathsOf(page).bundles));
  routes.get(at.ballotsCsv, (page) => file(page, 'csv'));
  routes.get(at.ballotsBlt, (page) => file(page, 'blt'));
};

const paperPage = async (page: Page, form?: string, attempt?: Attempt) => (
  <BundlesPage
    place={await page.place()}
    decision={await decisionOf(page)}
    paper={await page.ask(showPaper, { proposal: numberOf(page) })}
    at={form}
    attempt={attempt}
  />
);

/** The ballots as programs for elections read them. */
async function file(page: Page, form: 'csv' | 'blt'): Promise<Response> {
  const read = readExport(await page.ask(ballots, { proposal: numberOf(page) }));
  if (!read.ok) throw new Error(`ballots of ${numberOf(page)} cannot be read back: ${read.problem.key}`);
  const { text, ask, papers } = read.value;
  // Only rankings have a form in BLT.
  if (form === 'blt' && findMethod(ask.method)?.shape !== 'ranking') return page.redirect(pathsOf(page).ballotsCsv);
  const written = form === 'csv' ? writeCsv(ask, papers) : writeBlt(text, ask, papers);
  return page.request.body(written, 200, {
    'Content-Type': `${form === 'csv' ? 'text/csv' : 'text/plain'}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${page.slug}-${numberOf(page)}-ballots.${form}"`,
  });
}
