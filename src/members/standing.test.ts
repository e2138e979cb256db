import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
import { findStanding } from './standing.ts';

const { app, story, drop } = await testApp();
afterAll(drop);

const standing = (person: string, at = '2026-03-06T00:00:00Z') =>
  app.database.reading({ person, reads: [story.coalition.id] }, (db) =>
    findStanding(db, story.coalition.id, person, new Date(at)),
  );

test('the founder coordinates and speaks for her own member', async () => {
  const amal = await standing(story.people.coordinator);
  expect(amal.coordinator).toBe(true);
  expect(amal.represents).toEqual([
    {
      member: story.members.parents,
      memberName: 'Parents’ Circle of Quay School',
      authority: 'decides',
      representative: story.representatives.amal,
    },
  ]);
});

test('a representation holds from its first day, while the member belongs', async () => {
  expect((await standing(story.people.consulting)).represents).toMatchObject([{ authority: 'consults' }]);
  expect((await standing(story.people.consulting, '2026-02-09T16:00:00Z')).represents).toEqual([]);
  expect((await standing(story.people.former)).represents).toEqual([]);
});

test('an applicant and a stranger are nothing inside', async () => {
  expect(await standing(story.people.applicant)).toEqual({ coordinator: false, represents: [] });
  expect(await standing(story.people.stranger)).toEqual({ coordinator: false, represents: [] });
});
