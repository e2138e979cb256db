import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
const told = await testApp();
afterAll(told.drop);
test('the story is told', async () => {
  const { story } = told;
  const page = await told.get(`/c/${story.coalition.slug}/decisions`, story.people.coordinator);
  expect(page.status).toBe(200);
  for (const n of Object.values(story.proposals)) {
    const one = await told.get(`/c/${story.coalition.slug}/decisions/${n}`, story.people.representative);
    if (one.status !== 200) console.log(await one.text());
    expect(one.status).toBe(200);
  }
});
