import { afterAll, beforeEach, expect, test } from 'vitest';
import { tell } from '../../test/story/world.ts';
import { testApp } from '../../test/support/app.ts';
import { setPreferences } from '../accounts/commands.ts';
import { startJobs } from '../system/jobs/worker.ts';
import { castBallot, ratify } from './ballot-commands.ts';
import { close, propose } from './commands.ts';
import { noticeHandlers } from './notices.ts';

const { app, clock, owner, story, drop } = await testApp();
const jobs = await startJobs(app, noticeHandlers(app), { log: console.error, unattended: false });
afterAll(async () => {
  await jobs.stop();
  await drop();
});
beforeEach(async () => {
  await jobs.runDue();
  await owner`delete from mails`;
});

const { people, members, coalition } = story;
const inHours = (hours: number) => new Date(clock.glance().getTime() + hours * 3600_000).toISOString();
const mails = () => owner`select recipient, language, template, variables from mails order by recipient`;
const recipients = async () => (await mails()).map(({ recipient }) => recipient as string);
const put = (question: string) =>
  tell(
    app,
    people.coordinator,
    propose,
    {
      question,
      method: 'majority',
      opensAt: clock.glance().toISOString(),
      closesAt: inHours(24),
      ratifyBy: inHours(72),
      ratificationAllowed: true,
    },
    coalition.slug,
  );

test('whoever may vote hears that a decision waits, once, in their language; observers and those who declined do not', async () => {
  await tell(app, people.colleague, setPreferences, { byMail: false });
  const { proposal } = await put('Shall we meet on Tuesdays?');
  await jobs.runDue();
  const all = await mails();
  const to = all.map(({ recipient }) => recipient);
  expect(to).toContain('rosa@eastbank.example');
  expect(to).toContain('tomas@dockers.example');
  expect(to).not.toContain('kwame@eastbank.example');
  expect(to).not.toContain('lena@clinic.example');
  expect(to).not.toContain('pavel@elsewhere.example');
  expect(new Set(to).size).toBe(to.length);
  const rosa = all.find(({ recipient }) => recipient === 'rosa@eastbank.example')!;
  expect(rosa).toMatchObject({ language: 'es', template: 'decide' });
  expect(rosa.variables).toMatchObject({
    coalition: 'Clean Air Riverton',
    question: 'Shall we meet on Tuesdays?',
    link: `http://localhost/c/${coalition.slug}/decisions/${proposal}`,
    zone: 'Europe/Madrid',
  });
});

test('a vote subject to ratification is made known to those who speak for the member; then the outcome, when it is final', async () => {
  const { proposal } = await put('Shall we ask the port to open its books?');
  await jobs.runDue();
  await owner`delete from mails`;
  const { ballot } = await tell(
    app,
    people.consulting,
    castBallot,
    { proposal, member: members.union, choice: { answer: 'yes' }, basis: 'subject_to_ratification' },
    coalition.slug,
  );
  await jobs.runDue();
  expect(await recipients()).toEqual(['grace@dockers.example', 'tomas@dockers.example']);
  expect((await mails())[0]).toMatchObject({ template: 'ratify' });

  await owner`delete from mails`;
  clock.forward({ hours: 24 });
  await tell(app, people.coordinator, close, { proposal }, coalition.slug);
  await jobs.runDue();
  expect(await recipients()).toEqual([]);
  await tell(
    app,
    people.lawyer,
    ratify,
    { ballot, answer: 'ratified', decidedHow: 'Our board, 12 May.' },
    coalition.slug,
  );
  await jobs.runDue();
  expect((await recipients()).length).toBeGreaterThan(3);
  expect(await recipients()).toContain('lena@clinic.example');
  expect((await mails())[0]).toMatchObject({ template: 'decided' });
});
