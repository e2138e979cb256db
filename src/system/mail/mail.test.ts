import { simpleParser } from 'mailparser';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { given } from '../../../test/support/letters.ts';
import { smtpServer } from '../../../test/support/smtp.ts';
import { langs } from '../i18n/languages.ts';
import { type Jobs, startJobs } from '../jobs/worker.ts';
import { compose } from './compose.ts';
import { enqueueMail, type Mail, takeBack } from './outbox.ts';
import { sendMail } from './send.ts';
import { readStopToken, stopToken } from './stopping.ts';
import { kindOf, templates, write } from './templates.ts';

const { app, clock, owner, story, get, web, drop } = await testApp();
const server = await smtpServer();
const logged: unknown[] = [];
const handler = () => sendMail(app, { url: server.url, from: 'Clean Air <hello@riverton.example>' });
const working = (): Promise<Jobs> =>
  startJobs(app, { 'mail.send': handler() }, { log: (...said) => logged.push(said), unattended: false });
const jobs = await working();
afterAll(async () => {
  await jobs.stop();
  await server.stop();
  await drop();
});
beforeEach(async () => {
  for (const table of ['mails', 'jobs', 'mail_refusals', 'mail_choices']) await owner`delete from ${owner(table)}`;
  Object.assign(server, { taken: [], refuse: undefined, answer: undefined });
});

const link = 'http://localhost/sign-in/link?token=abc&back=%2Fc%2Fx';
const signIn: Mail<'signIn'> = {
  to: 'rosa@eastbank.example',
  lang: 'es',
  template: 'signIn',
  vars: { link, minutes: 15 },
};
const enqueue = (mail: Mail) =>
  app.database.transaction({ person: null, reads: [] }, (db) =>
    enqueueMail({ db, ids: app.ids, now: clock.glance() }, mail),
  );
const states = () => owner`select state, recipient, variables, problem from mails`;

describe('every mail, read by a parser that is not ours', () => {
  const stop = 'http://localhost/unsubscribe?token=x';
  test.each(templates.flatMap((template) => langs.map((lang) => [template, lang] as const)))(
    '%s in %s',
    async (template, lang) => {
      const vars = given(template);
      const kind = kindOf[template];
      const raw = await compose({
        from: 'Clean Air <hello@riverton.example>',
        to: 'rosa@eastbank.example',
        lang,
        written: write(template, lang, vars as never, kind && stop),
        id: '01900000-0000-7000-8001-000000000001',
        host: 'riverton.example',
        headers: {
          ...(kind && { list: { id: `${kind}.clean-air`, name: 'Clean Air', stop }, thread: 'decision 12' }),
        },
        date: new Date('2026-03-24T09:00:00Z'),
      });
      const mail = await simpleParser(raw);
      expect(mail.subject).toBeTruthy();
      expect(`${mail.subject}${mail.text}`).not.toMatch(/undefined|\bmail\.\w|[{}]/);
      expect(mail.text).toContain(vars.link);
      expect(mail.html).toContain(`lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"`);
      expect(mail.html).not.toContain('<Tenants>');
      expect(mail.date).toEqual(new Date('2026-03-24T09:00:00Z'));
      expect(mail.messageId).toBe('<01900000-0000-7000-8001-000000000001@riverton.example>');
      const header = (name: string) => mail.headerLines.find(({ key }) => key === name)?.line;
      expect(header('auto-submitted')).toBe('Auto-Submitted: auto-generated');
      expect(header('content-language')).toBe(`Content-Language: ${lang}`);
      expect(header('precedence')).toBeUndefined();
      expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
      if (kind) {
        expect(header('list-id')).toBe(`List-ID: "Clean Air" <${kind}.clean-air.riverton.example>`);
        expect(header('list-unsubscribe')?.replace(/\s+/g, ' ')).toBe(`List-Unsubscribe: <${stop}>`);
        expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
        expect(mail.inReplyTo).toBe('<decision.12@riverton.example>');
        expect(mail.text).toContain(stop);
      } else
        for (const name of ['list-id', 'list-unsubscribe', 'list-unsubscribe-post'])
          expect(header(name)).toBeUndefined();
      // No line is too long for a mail server (RFC 5321: 998), and nothing but ASCII travels.
      expect(raw.every((byte) => byte < 127)).toBe(true);
      expect(
        Math.max(
          ...raw
            .toString()
            .split('\r\n')
            .map(({ length }) => length),
        ),
      ).toBeLessThan(999);
    },
  );

  test('hours are said in the reader’s zone, which is named', () => {
    expect(write('decide', 'en', given('decide')).text).toContain('18:00 CEST');
  });
});

describe('with a mail server', () => {
  test('a mail goes out in its reader’s language, as text and HTML, and is forgotten', async () => {
    await enqueue(signIn);
    expect(await jobs.runDue()).toBe(1);
    const [mail] = server.taken;
    expect(mail!.to).toBe('rosa@eastbank.example');
    const read = await simpleParser(mail!.body);
    expect(read.from?.text).toBe('"Clean Air" <hello@riverton.example>');
    expect(read.text).toContain('token=abc');
    expect(read.html).toContain('token=abc');
    expect(await states()).toEqual([{ state: 'sent', recipient: '', variables: {}, problem: null }]);
    expect(await jobs.runDue()).toBe(0);
  });

  test('asked for twice under one key it goes out once', async () => {
    for (let time = 0; time < 2; time++) await enqueue({ ...signIn, key: 'the same' });
    await jobs.runDue();
    expect(server.taken).toHaveLength(1);
  });

  test('two processes at one queue send each mail once', async () => {
    const other = await working();
    for (let n = 0; n < 20; n++) await enqueue({ ...signIn, to: `a${n}@eastbank.example` });
    await Promise.all([jobs.runDue(), other.runDue()]);
    await other.stop();
    expect(server.taken.map(({ to }) => to).sort()).toEqual(
      [...Array(20).keys()].map((n) => `a${n}@eastbank.example`).sort(),
    );
  });

  test('even two that work on the same mail at the same moment hand it over once', async () => {
    await enqueue(signIn);
    const [row] = await owner`select id from mails`;
    const handlers = [handler(), handler(), handler()];
    const job = { id: '', name: 'mail.send', payload: {}, attempts: 1 };
    await Promise.all(handlers.map(({ run }) => run({ mail: row!.id }, job)));
    expect(server.taken).toHaveLength(1);
    expect(await states()).toMatchObject([{ state: 'sent' }]);
    for (const { close } of handlers) await close?.();
  });

  test('cut off before the mail was complete, it is sent again; after, it is not, and the operator sees it', async () => {
    await enqueue(signIn);
    await owner`update mails set handed_at = ${clock.glance()}`;
    await jobs.runDue();
    expect(server.taken).toHaveLength(0);
    expect(await states()).toMatchObject([{ state: 'unsure', problem: 'cut off' }]);
    expect(await (await get('/operator/mails', story.people.operator)).text()).toContain('at the very moment');
  });

  test('a server that hangs up at the end leaves the mail unsure, and one that says no leaves it to be tried again', async () => {
    server.answer = 'hang up';
    await enqueue(signIn);
    await jobs.runDue();
    expect(await states()).toMatchObject([{ state: 'unsure' }]);
    await owner`delete from mails`;
    server.answer = '451 later';
    await enqueue(signIn);
    await jobs.runDue();
    expect(await states()).toMatchObject([{ state: 'waiting' }]);
    server.answer = undefined;
    clock.forward({ seconds: 10 });
    await jobs.runDue();
    expect(await states()).toMatchObject([{ state: 'sent' }]);
    expect(server.taken).toHaveLength(1);
  });

  test('what was taken back while it waited never goes out', async () => {
    await enqueue({ ...signIn, about: 'closing x' });
    await app.database.transaction({ person: null, reads: [] }, (db) => takeBack(db, 'closing x'));
    await jobs.runDue();
    expect(server.taken).toHaveLength(0);
  });

  test('refused for now, it is tried again; refused for good, the operator sees it, and the log no address', async () => {
    await enqueue(signIn);
    server.refuse = '451 later';
    expect(await jobs.runDue()).toBe(1);
    expect(await states()).toMatchObject([{ state: 'waiting' }]);
    clock.forward({ seconds: 10 });
    server.refuse = '550 nobody of that name';
    expect(await jobs.runDue()).toBe(1);
    expect(await states()).toEqual([
      { state: 'failed', recipient: 'rosa@eastbank.example', variables: {}, problem: 'EENVELOPE 550' },
    ]);
    expect(await owner`select * from jobs`).toHaveLength(0);
    const page = await (await get('/operator/mails', story.people.operator)).text();
    expect(page).toContain('EENVELOPE 550');
    expect(JSON.stringify(logged)).not.toContain('rosa@');
  });

  test('an address that refuses again and again is paused, but for links to sign in, and its owner is told', async () => {
    server.refuse = '550 nobody of that name';
    const news: Mail<'welcomed'> = {
      to: 'rosa@eastbank.example',
      lang: 'es',
      template: 'welcomed',
      vars: { coalition: 'Clean Air', name: 'Tenants', link },
    };
    for (let time = 0; time < 3; time++) await enqueue(news);
    await jobs.runDue();
    server.refuse = undefined;
    await enqueue(news);
    await enqueue(signIn);
    await jobs.runDue();
    expect(server.taken).toHaveLength(1);
    expect((await states()).filter(({ problem }) => problem === 'paused')).toHaveLength(1);
    expect(await (await get('/account', story.people.representative)).text()).toContain('/account/mails/resume');
    expect(await (await get('/account', story.people.coordinator)).text()).not.toContain('/account/mails/resume');
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

describe('stopping mails', () => {
  const stopping = { person: story.people.representative, coalition: story.coalition.id, kind: 'decided' as const };
  const token = stopToken(app.secret, stopping);
  const post = (token: string, body: string) =>
    web.request(`/unsubscribe?token=${token}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    });
  const choices = () => owner`select kind, wanted from mail_choices order by kind`;

  test('one click of a mail program does it, without cookies and from anywhere; looking does nothing', async () => {
    expect((await get(`/unsubscribe?token=${token}`)).status).toBe(200);
    expect(await choices()).toEqual([]);
    const answer = await post(token, 'List-Unsubscribe=One-Click');
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null]);
    expect(await choices()).toEqual([{ kind: 'decided', wanted: false }]);
  });

  test('the page stops them all, and sends them again', async () => {
    expect((await post(token, 'page=yes&kinds=all')).status).toBe(303);
    expect(await choices()).toHaveLength(4);
    await post(token, 'page=yes&wants=again');
    expect((await choices()).filter(({ wanted }) => wanted)).toEqual([{ kind: 'decided', wanted: true }]);
  });

  test('a token that is not ours stops nothing', async () => {
    expect(readStopToken(app.secret, token)).toEqual(stopping);
    for (const wrong of ['', 'x', `${token}x`, stopToken('another secret', stopping), token.replace(/^./, 'B')])
      expect((await post(wrong, 'List-Unsubscribe=One-Click')).status).toBe(404);
    expect(await choices()).toEqual([]);
  });
});
