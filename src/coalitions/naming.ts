// What things are called, for the feed of what happened: the log holds ids only. A capability whose commands are about
// a new kind of thing adds it here.
import { sql } from 'kysely';
import type { TimedContext } from '../kernel/command.ts';

export interface Named {
  name: string;
  /** The page of the thing, below the coalition's own address. */
  page?: string;
}

type Namer = (context: TimedContext, ids: string[]) => Promise<Map<string, Named>>;

const naming: Record<string, Namer> = {
  coalition: async ({ coalition }) => new Map([[coalition.id, { name: coalition.name, page: 'about' }]]),
  member: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('members')
        .select(['id', 'name'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, name }) => [id, { name, page: `members/${id}` }],
    ),
  person: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('profiles')
        .select(['personId as id', 'name'])
        .where('coalitionId', '=', coalition.id)
        .where('personId', 'in', ids)
        .execute(),
      ({ id, name }) => [id, { name }],
    ),
  rule: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('votingRules')
        .select(['id', 'name'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, name }) => [id, { name, page: `decisions/rules/${id}` }],
    ),
  import: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('imports')
        .select(['id', 'fileName'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, fileName }) => [id, { name: fileName, page: `members/import/${id}` }],
    ),
  constituency: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('constituencies')
        .select(['id', 'name'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, name }) => [id, { name }],
    ),
  representative: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('representatives as r')
        .innerJoin('profiles as p', (join) =>
          join.onRef('p.coalitionId', '=', 'r.coalitionId').onRef('p.personId', '=', 'r.personId'),
        )
        .select(['r.id', 'r.memberId', 'p.name'])
        .where('r.coalitionId', '=', coalition.id)
        .where('r.id', 'in', ids)
        .execute(),
      ({ id, memberId, name }) => [id, { name, page: `members/${memberId}` }],
    ),
  invitation: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('invitations')
        .select(['id', 'name'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, name }) => [id, { name, page: 'members/invitations' }],
    ),
  case: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('cases')
        .select(['coalitionId as id', 'title'])
        .where('coalitionId', '=', coalition.id)
        .where('coalitionId', 'in', ids)
        .execute(),
      ({ id, title }) => [id, { name: title, page: 'case' }],
    ),
  readiness: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('readinessRounds')
        .select(['id', 'number'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, number }) => [id, { name: String(number), page: `readiness/${number}` }],
    ),
  formingStep: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('formingSteps')
        .select(['id', 'what'])
        .where('coalitionId', '=', coalition.id)
        .where('id', 'in', ids)
        .execute(),
      ({ id, what }) => [id, { name: what, page: 'forming' }],
    ),
  proposal: ({ db, coalition }, ids) =>
    rows(
      db
        .selectFrom('proposals as p')
        .innerJoin('proposalVersions as v', (join) =>
          join.onRef('v.coalitionId', '=', 'p.coalitionId').onRef('v.proposalId', '=', 'p.id'),
        )
        .distinctOn('p.id')
        .select(['p.id', 'p.number', 'v.question'])
        .where('p.coalitionId', '=', coalition.id)
        .where('p.id', 'in', ids)
        .orderBy('p.id')
        .orderBy(sql`v.version desc`)
        .execute(),
      ({ id, number, question }) => [id, { name: question, page: `decisions/${number}` }],
    ),
};

async function rows<Row>(found: Promise<Row[]>, entry: (row: Row) => [string, Named]): Promise<Map<string, Named>> {
  return new Map((await found).map(entry));
}

/** Names of things of several kinds, a query for each kind. What has none (any more) is simply missing. */
export async function nameAll(context: TimedContext, things: { kind: string; id: string }[]) {
  const names = new Map<string, Named>();
  for (const kind of new Set(things.map((thing) => thing.kind))) {
    const ids = [...new Set(things.filter((thing) => thing.kind === kind).map(({ id }) => id))];
    const found = (await naming[kind]?.(context, ids)) ?? new Map<string, Named>();
    for (const [id, named] of found) names.set(`${kind} ${id}`, named);
  }
  return (kind: string, id: string): Named | undefined => names.get(`${kind} ${id}`);
}
