// Two locks hold coalitions apart: the commands' own conditions, and row-level security beneath them. Here the first
// is left out on purpose.
import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
import { worked } from '../../test/support/refusal.ts';
import { list } from './commands.ts';

const { app, act, story, owner, drop } = await testApp();
afterAll(drop);

const here = story.coalition.id;
const there = story.other.id;
const person = story.people.elsewhere;
worked(await act(person, list, { name: 'Anglers' }, { coalition: story.other.slug }));

const tables = [
  'members',
  'memberStatuses',
  'contacts',
  'constituencies',
  'memberConstituencies',
  'representatives',
  'limits',
  'joiningAnswers',
  'subjects',
] as const;

test('somebody of two coalitions who acts in one reads both, and changes only that one', async () => {
  const before = await owner`select name from members where coalition_id = ${here} order by id`;
  await app.database.transaction({ person, writes: there, reads: [here, there] }, async (db) => {
    const read = await db.selectFrom('members').select('coalitionId').execute();
    expect(new Set(read.map((row) => row.coalitionId))).toEqual(new Set([here, there]));
    const changed = await db.updateTable('members').set({ name: 'Overwritten' }).returning('coalitionId').execute();
    expect(changed.map((row) => row.coalitionId)).toEqual([there]);
    expect((await db.deleteFrom('contacts').executeTakeFirst()).numDeletedRows).toBe(0n);
    expect((await db.deleteFrom('memberConstituencies').executeTakeFirst()).numDeletedRows).toBe(0n);
  });
  expect(await owner`select name from members where coalition_id = ${here} order by id`).toEqual(before);
});

test('nobody writes into a coalition that they do not act in', async () => {
  const smuggle = app.database.transaction({ person, writes: there, reads: [here, there] }, (db) =>
    db.insertInto('subjects').values({ coalitionId: here, id: app.ids.next(), label: 'smuggled' }).execute(),
  );
  await expect(smuggle).rejects.toThrow(/row-level security/);
});

test.each(tables)('%s shows nothing to a request that belongs to no coalition', async (table) => {
  const rows = await app.database.reading({ person, reads: [] }, (db) =>
    db.selectFrom(table).select('coalitionId').execute(),
  );
  expect(rows).toEqual([]);
});
