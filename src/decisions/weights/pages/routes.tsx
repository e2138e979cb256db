import { Refused } from '../../../kernel/errors.ts';
import { answer } from '../../../kernel/execute.ts';
import { shape, type Values } from '../../../system/web/formdata.ts';
import type { Attempt, Page } from '../../../system/web/page.ts';
import type { Routes } from '../../../system/web/server.ts';
import { decisionPaths } from '../../paths.ts';
import { recordWeightFacts } from '../commands.ts';
import { previewRoll, weightFacts } from '../queries.ts';
import { FactsPage } from './facts.tsx';
import { PreviewPage } from './preview.tsx';

const at = decisionPaths(':coalition');

/** What votes would weigh, and the numbers behind it. */
export const weightPages = (routes: Routes): void => {
  routes.get(at.weights, showPreview);
  routes.get(at.facts, async (page) => page.show(await factsPage(page)));
  routes.post(at.facts, (page) =>
    page.do(recordWeightFacts, {
      then: () => decisionPaths(page.slug).facts,
      otherwise: (attempt) => factsPage(page, attempt),
    }),
  );
};

const factsPage = async (page: Page, attempt?: Attempt) => (
  <FactsPage place={await page.place()} facts={await page.ask(weightFacts)} attempt={attempt} />
);

const fields = ['voters', 'by', 'perVote', 'perConstituency', 'cap', 'missing'] as const;

/** What the address says, as a form would have sent it; at first, what weights by people would mean. */
const valuesOf = (page: Page): Values =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const name = field === 'voters' ? field : `weights.${field}`;
      const said = page.query(name);
      return said ? [[name, [said]]] : [];
    }),
  );

/** Unlike other questions, this one is typed by people: what is wrong is said beside the fields. */
async function showPreview(page: Page): Promise<Response> {
  const values = valuesOf(page);
  const asked = Object.keys(values).length > 0 ? values : { 'weights.by': ['people'], 'weights.missing': ['one'] };
  const place = await page.place();
  const result = await answer(page.app, previewRoll, {
    person: page.session?.person ?? null,
    via: 'browser',
    coalition: page.slug,
    input: shape(previewRoll.input, asked, page.visit.format.zone),
    place,
  });
  if (result.ok) return page.show(<PreviewPage place={place} values={asked} preview={result.value} />);
  if (result.refusal.refused !== 'invalid') throw new Refused(result.refusal);
  return page.show(<PreviewPage place={place} values={asked} problems={result.refusal.problems} />, 422);
}
