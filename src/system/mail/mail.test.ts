import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { smtpServer } from '../../../test/support/smtp.ts';
import { langs } from '../i18n/languages.ts';
import { type Jobs, startJobs } from '../jobs/worker.ts';
import { enqueueMail, type Mail } from './outbox.ts';
import { sendMail } from './send.ts';
import { type TemplateVariables, templates, write } from './templates.ts';

const { app, clock, owner, story, get, drop } = await testApp();
const server = await smtpServer();
const logged: unknown[] = [];
const jobs: Jobs = await startJobs(
  app,
  { 'mail.send': sendMail(app, { url: server.url, from: 'Clean Air <hello@riverton.example>' }) },
  { log: (...said) => logged.push(said), unattended: false },
);
afterAll(async () => {
  await jobs.stop();
  await server.stop();
  await drop();
});
beforeEach(async () => {
  await owner`delete from mails`;
  await owner`delete from jobs`;
  Object.assign(server, { taken: [], refuse: undefined });
});

const link = 'http://localhost/sign-in/link?token=abc&back=%2Fc%2Fx';
const signIn: Mail<'signIn'> = {
  to: 'rosa@eastbank.example',
  lang: 'es',
  template: 'signIn',
  vars: { link, minutes: 15 },
};
const enqueue = (mail: Mail<'signIn'>) =>
  app.database.transaction({ person: null, reads: [] }, (db) =>
    enqueueMail({ db, ids: app.ids, now: clock.glance() }, mail),
  );

describe('what mails say', () => {
  const given: TemplateVariables[(typeof templates)[number]] = {
    coalition: 'Clean Air {Riverton}',
    member: 'Eastbank <Tenants>',
    inviter: 'Amal\nHaddad',
    name: 'Eastbank <Tenants>',
    question: 'Shall we "ask"?',
    outcome: 'adopted',
    link,
    minutes: 15,
    until: '2026-03-31T16:00:00Z',
    zone: 'Europe/Madrid',
  };

  test.each(templates.flatMap((template) => langs.map((lang) => [template, lang] as const)))(
    '%s in %s',
    (template, lang) => {
      const { subject, text, html } = write(template, lang, given as never);
      expect(subject).not.toMatch(/[\r\n]/);
      expect(text).toContain(link);
      expect(`${subject}${text}`).not.toMatch(/undefined|mail\./);
      expect(html).toContain(`lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`);
      expect(html).not.toContain('<Tenants>');
      expect(html).toContain('&#38;back=');
    },
  );

  test('hours are said in the reader’s zone', () => {
    expect(write('decide', 'en', given as never).text).toContain('18:00 CEST');
  });
});

describe('with a mail server', () => {
  test('a mail goes out in its reader’s language, as text and HTML, and is forgotten', async () => {
    await enqueue(signIn);
    expect(await jobs.runDue()).toBe(1);
    const [mail] = server.taken;
    expect(mail!.to).toBe('rosa@eastbank.example');
    expect(mail!.body).toContain('From: Clean Air <hello@riverton.example>');
    expect(mail!.body).toContain('multipart/alternative');
    expect(mail!.body).toContain('Auto-Submitted: auto-generated');
    expect(mail!.body).toMatch(/Message-ID: <[0-9a-f-]{36}@localhost>/i);
    expect(mail!.body).toContain('token=3Dabc');
    expect(await owner`select state, recipient, variables from mails`).toEqual([
      { state: 'sent', recipient: '', variables: {} },
    ]);
    expect(await jobs.runDue()).toBe(0);
  });

  test('refused for now, it is tried again; refused for good, the operator sees it, and the log no address', async () => {
    await enqueue(signIn);
    server.refuse = '451 later';
    expect(await jobs.runDue()).toBe(1);
    expect(await owner`select state from mails`).toEqual([{ state: 'waiting' }]);
    clock.forward({ seconds: 10 });
    server.refuse = '550 nobody of that name';
    expect(await jobs.runDue()).toBe(1);
    expect(await owner`select state, recipient, variables, problem from mails`).toEqual([
      { state: 'failed', recipient: 'rosa@eastbank.example', variables: {}, problem: 'EENVELOPE 550' },
    ]);
    expect(await owner`select * from jobs`).toHaveLength(0);
    const page = await (await get('/operator/mails', story.people.operator)).text();
    expect(page).toContain('EENVELOPE 550');
    expect(JSON.stringify(logged)).not.toContain('rosa@');
  });

  test('a mail that nobody needs any more is not sent', async () => {
    await enqueue({ ...signIn, until: new Date(clock.glance().getTime() + 60_000) });
    clock.forward({ minutes: 2 });
    expect(await jobs.runDue()).toBe(1);
    expect(server.taken).toHaveLength(0);
  });
});

describe('without a mail server', () => {
  test('mails are kept, for the operator and for nobody else', async () => {
    await enqueue(signIn);
    const page = await get('/operator/mails', story.people.operator);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('rosa@eastbank.example');
    expect(text).toContain('token=abc&amp;back=');
    for (const person of [story.people.coordinator, story.people.stranger]) {
      const refused = await get('/operator/mails', person);
      expect(refused.status).toBe(403);
      expect(await refused.text()).not.toContain('token=');
    }
    expect((await get('/operator/mails')).status).toBe(303);
  });

  test('they disappear when they have expired', async () => {
    await enqueue({ ...signIn, until: new Date(clock.glance().getTime() + 60_000) });
    clock.forward({ minutes: 2 });
    expect(await (await get('/operator/mails', story.people.operator)).text()).not.toContain('rosa@');
  });
});
