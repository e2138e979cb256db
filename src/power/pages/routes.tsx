import { approximate } from '../../decisions/tally/exact.ts';
import { Refused } from '../../kernel/errors.ts';
import { answer } from '../../kernel/execute.ts';
import { csvResponse } from '../../system/web/csv.ts';
import { shape, type Values } from '../../system/web/formdata.ts';
import type { Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { powerPaths } from '../paths.ts';
import { whatIf } from '../queries.ts';
import { PowerPage } from './power.tsx';

const at = powerPaths(':coalition');

/** What if we decided by another rule: a form whose address can be sent to others. */
export const powerPages = (routes: Routes): void => {
  routes.get(at.page, async (page) => {
    const values = valuesOf(page);
    const found = await reckoned(page, values);
    const place = await page.place();
    if (found.ok) return page.show(<PowerPage place={place} values={values} found={found.value} />);
    // Who has typed nothing yet has made no mistake: there is only nobody to reckon with so far.
    const status = Object.keys(values).length > 0 ? 422 : 200;
    return page.show(<PowerPage place={place} values={values} problems={found.problems} />, status);
  });
  routes.get(at.csv, async (page) => {
    const found = await reckoned(page, valuesOf(page));
    if (!found.ok) throw new Refused({ refused: 'not-found', problems: found.problems });
    const rows = found.value.members;
    return csvResponse(page.request, `${page.slug}-power.csv`, rows, {
      member: (row) => row.name,
      people: (row) => row.people,
      people_share: (row) => approximate(row.peopleShare),
      votes: (row) => row.weight,
      votes_share: (row) => approximate(row.weightShare),
      banzhaf: (row) => approximate(row.banzhaf),
      banzhaf_exact: (row) => row.banzhaf,
      shapley: (row) => approximate(row.shapley),
      shapley_exact: (row) => row.shapley,
      decides: (row) => approximate(row.decides),
      prevents: (row) => approximate(row.prevents),
      most_affected: (row) => (row.mostAffected ? 1 : 0),
      no_power: (row) => (row.noPower ? 1 : 0),
      veto: (row) => (row.veto ? 1 : 0),
      enough_alone: (row) => (row.winsAlone ? 1 : 0),
    });
  });
};

const fields = ['weights', 'cap', 'peoplePerVote', 'quota', 'concurrence', 'doubleMajority'] as const;

/** What the address says, as a form would have sent it. */
const valuesOf = (page: Page): Values =>
  Object.fromEntries(fields.flatMap((name) => (page.query(name) ? [[name, [page.query(name)!]]] : [])));

/** Unlike other questions, this one is typed by people: what is wrong is said beside the fields. */
async function reckoned(page: Page, values: Values) {
  const result = await answer(page.app, whatIf, {
    person: page.session?.person ?? null,
    via: 'browser',
    coalition: page.slug,
    input: shape(whatIf.input, values, page.visit.format.zone),
    place: await page.place(),
  });
  if (result.ok) return { ok: true as const, value: result.value };
  if (result.refusal.refused !== 'invalid') throw new Refused(result.refusal);
  return { ok: false as const, problems: result.refusal.problems };
}
