import { afterAll, expect, test } from 'vitest';
import { tell } from '../../test/story/world.ts';
import { testApp } from '../../test/support/app.ts';
import { startJobs } from '../system/jobs/worker.ts';
import { castBallot, ratify } from './ballot-commands.ts';
import { propose } from './commands.ts';
import { hourHandlers } from './hours.ts';

const { app, clock, owner, story, drop } = await testApp();
const jobs = await startJobs(app, hourHandlers(app), { log: console.error, unattended: false });
afterAll(async () => {
  await jobs.stop();
  await drop();
});

const inHours = (hours: number) => new Date(clock.glance().getTime() + hours * 3600_000).toISOString();
const verbs = async (id: string) =>
  (await owner`select verb, via from activities where about_id = ${id} order by at, id`).map(
    ({ verb, via }) => `${verb} ${via}`,
  );

test('a proposal opens and closes at its hours, by the clock', async () => {
  await jobs.runDue();
  const { proposal } = await tell(
    app,
    story.people.coordinator,
    propose,
    { question: 'Shall we meet on Tuesdays?', method: 'majority', opensAt: inHours(1), closesAt: inHours(25) },
    story.coalition.slug,
  );
  const [row] =
    await owner`select id from proposals where coalition_id = ${story.coalition.id} and number = ${proposal}`;
  await jobs.runDue();
  expect(await verbs(row!.id)).toEqual(['decisions.propose browser']);
  clock.forward({ hours: 1 });
  await jobs.runDue();
  expect(await verbs(row!.id)).toEqual(['decisions.propose browser', 'decisions.open clock']);
  clock.forward({ hours: 23, minutes: 59 });
  await jobs.runDue();
  expect(await verbs(row!.id)).toHaveLength(2);
  clock.forward({ minutes: 1 });
  await jobs.runDue();
  expect((await verbs(row!.id)).at(-1)).toBe('decisions.close clock');
});

test('when the last one waited for has answered, the count is due at the date of those who have not', async () => {
  const { people, members, coalition } = story;
  const { proposal } = await tell(
    app,
    people.coordinator,
    propose,
    {
      question: 'Shall we march?',
      method: 'majority',
      closesAt: inHours(2),
      ratifyBy: inHours(48),
      opensAt: inHours(0),
    },
    coalition.slug,
  );
  const cast = async (person: string, member: string, ratifyBy: string) => {
    const subject = { basis: 'subject_to_ratification', choice: { answer: 'yes' }, ratifyBy } as const;
    return (await tell(app, person, castBallot, { proposal, member, ...subject }, coalition.slug)).ballot;
  };
  await cast(people.consulting, members.union, inHours(24));
  const late = await cast(people.representative, members.tenants, inHours(48));
  clock.forward({ hours: 2 });
  await jobs.runDue();
  const said = { ballot: late, answer: 'ratified', decidedHow: 'Our board.' } as const;
  await tell(app, people.representative, ratify, said, coalition.slug);
  clock.forward({ hours: 22 });
  await jobs.runDue();
  const outcomes = await owner`
    select o.provisional_until from outcomes o join proposals p on p.id = o.proposal_id
    where p.number = ${proposal} and p.coalition_id = ${coalition.id} order by o.at desc, o.id desc limit 1`;
  expect(outcomes).toEqual([{ provisional_until: null }]);
});

test('an outcome that waits for ratification is counted again when the last date has passed', async () => {
  const waiting = async () =>
    (await owner`select payload, due_at from jobs where name = 'decisions.settle'`).map(({ payload }) => payload);
  const outcomes = async () =>
    (
      await owner`select distinct on (proposal_id) provisional_until from outcomes order by proposal_id, at desc, id desc`
    ).filter(({ provisional_until: until }) => until !== null).length;
  const before = await outcomes();
  expect(before).toBeGreaterThan(0);
  expect((await waiting()).length).toBe(before);
  clock.forward({ days: 90 });
  await jobs.runDue();
  expect(await outcomes()).toBe(0);
  expect(await waiting()).toEqual([]);
});
