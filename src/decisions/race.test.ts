import { afterAll, expect, test } from 'vitest';
import { tell } from '../../test/story/world.ts';
import { testApp } from '../../test/support/app.ts';
import { execute } from '../kernel/execute.ts';
import { castBallot } from './ballot-commands.ts';
import { close, open, propose } from './commands.ts';

const told = await testApp();
afterAll(told.drop);
const { app, story, clock, owner } = told;
const here = story.coalition.slug;

/** Members by the hundred, each with two representatives, written past the commands because this is about voting. */
async function crowd(size: number) {
  const coalition = story.coalition.id;
  const members = Array.from({ length: size }, () => ({
    id: app.ids.next(),
    people: [app.ids.next(), app.ids.next()],
  }));
  const now = app.clock.glance();
  const people = members.flatMap((member) => member.people);
  await owner`insert into people ${owner(people.map((id) => ({ id, created_at: now })))}`;
  await owner`insert into membership_index ${owner(people.map((person_id) => ({ person_id, coalition_id: coalition })))}`;
  await owner`insert into members ${owner(
    members.map(({ id }, n) => ({
      coalition_id: coalition,
      id,
      kind: 'organization',
      name: `Member ${n}`,
      created_at: now,
    })),
  )}`;
  await owner`insert into member_statuses ${owner(
    members.map(({ id }) => ({
      coalition_id: coalition,
      id: app.ids.next(),
      member_id: id,
      status: 'active',
      from_at: now,
    })),
  )}`;
  await owner`insert into representatives ${owner(
    members.flatMap(({ id, people }) =>
      people.map((person_id) => ({
        coalition_id: coalition,
        id: app.ids.next(),
        member_id: id,
        person_id,
        authority: 'decides',
        from_at: now,
      })),
    ),
  )}`;
  return members;
}

test('two representatives of each of 200 members racing give exactly 200 ballots', { timeout: 60_000 }, async () => {
  const members = await crowd(200);
  const input = { question: 'Shall we race?', method: 'majority', closesAt: clock.at('2026-06-01T00:00:00Z') };
  const { proposal } = await tell(app, story.people.coordinator, propose, input, here);
  const { roll } = await tell(app, story.people.coordinator, open, { proposal }, here);
  expect(roll).toBe(207);
  const casts = members.flatMap(({ id: member, people }) =>
    people.map((person) =>
      execute(app, castBallot, {
        input: { proposal, member, choice: { answer: 'yes' } },
        person,
        coalition: here,
        via: 'api',
      }),
    ),
  );
  const results = await Promise.all(casts);
  expect(results.filter(({ ok }) => ok)).toHaveLength(200);
  const refused = results.flatMap((result) => (result.ok ? [] : result.refusal.problems.map(({ key }) => key)));
  expect(new Set(refused)).toEqual(new Set(['decisions.colleagueWasFaster']));
  const [counted] = await owner`
    select count(*)::int as ballots, count(distinct b.entry_id)::int as entries
    from ballots b join proposals p on p.id = b.proposal_id where p.number = ${proposal} and b.replaced_at is null`;
  expect(counted).toEqual({ ballots: 200, entries: 200 });
  clock.set('2026-06-01T00:00:00Z');
  expect(await tell(app, story.people.coordinator, close, { proposal }, here)).toMatchObject({ result: 'carried' });
});

test('a representative whose term ends while the ballot waits for the lock does not cast it', async () => {
  clock.set('2026-05-01T08:00:00Z');
  const { people, members } = story;
  const input = { question: 'Shall we wait?', method: 'majority', closesAt: '2026-06-01T00:00:00Z' };
  const { proposal } = await tell(app, people.coordinator, propose, input, here);
  await tell(app, people.coordinator, open, { proposal }, here);
  const cast = { proposal, member: members.union, choice: { answer: 'yes' } };
  const waiting = await owner.begin(async (held) => {
    await held`select from proposals where number = ${proposal} and coalition_id = ${story.coalition.id} for update`;
    const result = execute(app, castBallot, { input: cast, person: people.lawyer, coalition: here, via: 'api' });
    await new Promise((done) => setTimeout(done, 300));
    await owner`update representatives set until_at = ${clock.glance()} where person_id = ${people.lawyer}`;
    return { result };
  });
  expect(await waiting.result).toMatchObject({
    ok: false,
    refusal: { problems: [{ key: 'decisions.notYourMember' }] },
  });
});
