// Checking: every row of an import against the roster as it is now.
import { setImmediate as breathe } from 'node:timers/promises';
import type { App } from '../../kernel/app.ts';
import { type KnownRule, type MergeField, type Ours, resultOf, taken } from './merge.ts';
import { does, planner, type Step } from './plan.ts';
import type { Meaning } from './read.ts';
import { type At, batch, type Checked, type KeptRow, putChecked, rowsAfter, tellProgress } from './rows.ts';

interface Import {
  meanings: string[];
  known: string;
}

/** Says of each row what it would do, and waits for people then. */
export async function checkRows(
  { ids }: Pick<App, 'ids'>,
  within: <T>(work: (at: At) => Promise<T>) => Promise<T>,
  { meanings, known }: Import,
): Promise<void> {
  const rows: KeptRow[] = [];
  for (let after = 0; ; ) {
    const some = await within((at) => rowsAfter(at, after, meanings as Meaning[]));
    rows.push(...some);
    if (some.length < batch) break;
    after = some.at(-1)!.listed.position;
    await breathe();
  }
  const roster = await within(membersOf);
  const added = new Set(rows.flatMap(({ listed, choice }) => (choice?.add ? [listed.position] : [])));
  const plan = planner(
    rows.map(({ listed }) => listed),
    [...roster.values()],
    added,
  );
  const counts = Object.fromEntries(does.map((what) => [what, 0]));
  counts.changed = 0;
  counts.people = 0;
  counts.roles = 0;
  for (let from = 0; from < rows.length; from += batch) {
    const checked = rows.slice(from, from + batch).map(({ listed, choice }): Checked => {
      const step = plan(listed);
      const ours = step.does === 'there' ? roster.get(step.member) : undefined;
      const takes =
        step.does === 'there' ? taken(ours!, step.listed, known as KnownRule, choice?.takes as MergeField[]) : [];
      counts[step.does]!++;
      if (takes.length > 0) counts.changed!++;
      if (step.does === 'add') {
        counts.people! += step.listed.people.length;
        for (const { roles } of step.listed.people) counts.roles! += roles.length;
      }
      return { ...rowOf(listed.position, listed.name, step), ...identity(ids.next(), step, ours, takes) };
    });
    await within(async (at) => {
      await putChecked(at, checked);
      await tellProgress(at, { rowsDone: from + checked.length });
    });
    await breathe();
  }
  await within((at) => tellProgress(at, { state: 'ready', counts }));
}

const rowOf = (position: number, name: string, step: Step) => ({
  position,
  name,
  does: step.does,
  known_by: step.does === 'there' ? step.by : null,
  earlier: step.does === 'twice' ? step.earlier : null,
  problems: step.does === 'wrong' ? step.problems : null,
  listed: step.does === 'there' || step.does === 'add' ? step.listed : null,
});

function identity(fresh: string, step: Step, ours: (Ours & { version: number }) | undefined, takes: MergeField[]) {
  if (step.does === 'there')
    return {
      result: resultOf(step.listed, ours, takes),
      member_id: step.member,
      member_version: ours!.version,
      takes: takes as string[],
    };
  const result = step.does === 'add' ? resultOf(step.listed) : null;
  return { result, member_id: result && fresh, member_version: null, takes: [] };
}

/** Everybody on the roster, as far as rows are compared with them. */
async function membersOf({ db, coalition }: At) {
  const members = await db
    .selectFrom('members')
    .select(['id', 'kind', 'name', 'nameKey', 'website', 'websiteKey', 'place', 'about', 'peopleRepresented', 'tie'])
    .select(['externalId', 'version'])
    .where('coalitionId', '=', coalition)
    .where('mergedInto', 'is', null)
    .execute();
  const contacts = await db
    .selectFrom('contacts')
    .select(['memberId', 'name', 'email'])
    .where('coalitionId', '=', coalition)
    .execute();
  const by = new Map(members.map((member) => [member.id, { ...member, contacts: [] as string[] }]));
  for (const { memberId, name, email } of contacts) by.get(memberId)?.contacts.push(name || email);
  return by;
}
