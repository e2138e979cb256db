// Voting from a mail: by its link, and by replying to it over LMTP, as the operator's mail server delivers it.
import { simpleParser } from 'mailparser';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { tell } from '../../test/story/world.ts';
import { testApp } from '../../test/support/app.ts';
import { said } from '../../test/support/refusal.ts';
import { smtpServer } from '../../test/support/smtp.ts';
import { mailReader } from '../mail-reader.ts';
import { addVoiceByMail } from '../members/commands-voice-by-mail.ts';
import { startJobs } from '../system/jobs/worker.ts';
import { takeMailIn } from '../system/mail/inbound.ts';
import { sendMail } from '../system/mail/send.ts';
import { castBallot } from './ballot-commands.ts';
import { propose } from './commands.ts';
import { castByMail, revokeLink } from './link-commands.ts';
import { ballotLinks } from './link-queries.ts';
import { noticeHandlers } from './notices.ts';
import { show } from './queries.ts';

const { app, clock, owner, story, act, ask, get, web, drop } = await testApp();
const replies = 'reply@riverton.example';
const smtp = await smtpServer();
const jobs = await startJobs(
  app,
  {
    ...noticeHandlers(app, replies),
    'mail.send': sendMail(app, { url: smtp.url, from: 'Clean Air <hello@riverton.example>', replies }),
  },
  { log: console.error, unattended: false },
);
const inbound = await takeMailIn({ url: 'lmtp://127.0.0.1:0', ...mailReader(app, replies), log: console.error });
afterAll(async () => {
  await jobs.stop();
  await inbound.stop();
  await smtp.stop();
  await drop();
});
beforeEach(async () => {
  await jobs.runDue();
  smtp.taken = [];
});

const { people, members, coalition } = story;
const inHours = (hours: number) => new Date(clock.glance().getTime() + hours * 3600_000).toISOString();
const put = async (question: string, more: object = {}) => {
  const { proposal } = await tell(
    app,
    people.coordinator,
    propose,
    {
      question,
      method: 'majority',
      opensAt: clock.glance().toISOString(),
      closesAt: inHours(100),
      ratifyBy: inHours(200),
      ratificationAllowed: true,
      ...more,
    },
    coalition.slug,
  );
  await jobs.runDue();
  return proposal;
};
/** The newest mail to somebody, as an independent parser reads it, with the token of its link. */
const mailTo = async (address: string) => {
  const taken = smtp.taken.findLast(({ to }) => to === address)!;
  const mail = await simpleParser(taken.body);
  return {
    mail,
    token: /\/vote\?token=([a-z2-7]{32})/.exec(mail.text ?? '')?.[1] ?? '',
    replyTo: mail.replyTo?.value[0]?.address ?? '',
  };
};
const entryOf = async (proposal: number, member: string) => {
  const seen = await ask(people.coordinator, show, { proposal });
  return seen.ok ? seen.value.roll.find((entry) => entry.member === member)! : undefined;
};

/** Hands a mail over as a mail server does; resolves to the answer's code, 250 where it was taken. */
function deliver(to: string, text: string, headers = '', from = 'rosa@eastbank.example'): Promise<number> {
  return new Promise((resolve) => {
    const connection = new SmtpConnection({ host: '127.0.0.1', port: inbound.port, lmtp: true });
    const done = (error?: { responseCode?: number } | null) => {
      connection.close();
      resolve(error ? (error.responseCode ?? 0) : 250);
    };
    connection.connect(() =>
      connection.send(
        { from, to: [to] },
        `From: ${from || 'MAILER-DAEMON@x.example'}\r\nTo: ${to}\r\nSubject: Re: x\r\nMessage-ID: <${Math.random()}@eastbank.example>\r\n${headers}\r\n${text}\r\n`,
        // Over LMTP every recipient is answered by itself, after the mail.
        (error, info) => done((error ?? info?.rejectedErrors?.[0]) as { responseCode?: number }),
      ),
    );
  });
}

describe('by the link', () => {
  const cookieOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('gb_vote='))!
      .split(';')[0]!;
  const follow = async (token: string) => {
    const door = await get(`/vote?token=${token}`);
    return { path: door.headers.get('location')!, cookie: cookieOf(door) };
  };

  test('whoever has the mail sees for which member it acts, votes, and changes the vote; looking does nothing', async () => {
    const proposal = await put('Shall we print the leaflet?');
    const { mail, token } = await mailTo('rosa@eastbank.example');
    expect(mail.text).toContain('Eastbank Tenants’ Association');
    const { path, cookie } = await follow(token);
    expect(path).not.toContain(token);
    const page = await get(path, null, { cookie });
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('Eastbank Tenants’ Association');
    expect(await entryOf(proposal, members.tenants)).toMatchObject({ voted: false });
    const send = (fields: Record<string, string>) =>
      web.request(path, {
        method: 'POST',
        headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          member: members.tenants,
          basis: 'own_authority',
          basedOn: '1',
          ...fields,
        }).toString(),
      });
    const refused = await send({});
    expect(refused.status).toBe(422);
    expect((await send({ 'choice.answer': 'yes' })).status).toBe(303);
    const first = await entryOf(proposal, members.tenants);
    expect(first).toMatchObject({ voted: true, castBy: 'Rosa Delgado' });
    expect((await send({ 'choice.answer': 'no', replaces: first!.ballot! })).status).toBe(303);
    const links = await ask(people.colleague, ballotLinks, { proposal });
    expect(links).toMatchObject({
      value: expect.arrayContaining([
        expect.objectContaining({
          person: 'Rosa Delgado',
          sentTo: 'r…@eastbank.example',
          uses: [expect.objectContaining({ byReply: false }), expect.objectContaining({ byReply: false })],
        }),
      ]),
    });
    const log =
      await owner`select via, person_id from activities where verb like 'decisions.%allot' order by id desc limit 2`;
    expect(log.map(({ via }) => via)).toEqual(['mail', 'mail']);
    expect(await (await get(`/c/${coalition.slug}/decisions/${proposal}`, people.colleague)).text()).toContain(
      'r…@eastbank.example',
    );
    expect(await (await get(`/c/${coalition.slug}/decisions/${proposal}`, people.observer)).text()).not.toContain(
      'r…@eastbank.example',
    );
  });

  test('it is ended by the member or a coordinator, works for nobody else, and not after the close', async () => {
    const proposal = await put('Shall we rent the hall?');
    const { token } = await mailTo('rosa@eastbank.example');
    const ballot = { proposal, member: members.tenants, choice: { answer: 'yes' as const } };
    expect(said(await act(people.coordinator, castByMail, { token, ballot }))).toBe('votelink.gone');
    expect(
      said(await act(people.representative, castByMail, { token, ballot: { ...ballot, member: members.union } })),
    ).not.toBe('done');
    const links = await ask(people.coordinator, ballotLinks, { proposal });
    const mine = links.ok ? links.value.find(({ person }) => person === 'Rosa Delgado')! : undefined;
    expect(said(await act(people.neighbour, revokeLink, { link: mine!.id }))).toBe('decisions.notYourMember');
    expect(said(await act(people.colleague, revokeLink, { link: mine!.id }))).toBe('done');
    expect(said(await act(people.representative, castByMail, { token, ballot }))).toBe('votelink.revoked');
    expect((await get(`/vote?token=${token}`)).status).toBe(410);
    const other = await put('Shall we buy chairs?');
    const late = await mailTo('rosa@eastbank.example');
    clock.forward({ hours: 101 });
    const closed = { token: late.token, ballot: { ...ballot, proposal: other } };
    expect(said(await act(people.representative, castByMail, closed))).toBe('decisions.isClosed');
  });

  test('an organization that never signs in acts by mail', async () => {
    await tell(
      app,
      people.coordinator,
      addVoiceByMail,
      {
        member: members.parish,
        name: 'Sister Agnes',
        email: 'agnes@parish.example',
        authority: 'decides',
        agreedHow: 'Letter of the parish council, 3 March.',
      },
      coalition.slug,
    );
    await jobs.runDue();
    expect((await mailTo('agnes@parish.example')).mail.subject).toContain('Parish of St Brigid');
    const proposal = await put('Shall we ring the bells?');
    const { replyTo } = await mailTo('agnes@parish.example');
    expect(await deliver(replyTo, 'Yes')).toBe(250);
    expect(await entryOf(proposal, members.parish)).toMatchObject({ voted: true, castBy: 'Sister Agnes' });
  });
});

describe('by replying', () => {
  test('the first line is recorded, confirmed by mail, and changed by another reply', async () => {
    const proposal = await put('Shall we paint the wall?');
    const { replyTo, mail } = await mailTo('rosa@eastbank.example');
    smtp.taken = [];
    // Whoever the mail says it is from: the token counts.
    expect(await deliver(replyTo, 'Sí\r\n\r\n> Una decisión le espera', '', 'somebody@else.example')).toBe(250);
    expect(await entryOf(proposal, members.tenants)).toMatchObject({ voted: true, castBy: 'Rosa Delgado' });
    await jobs.runDue();
    const answered = await mailTo('rosa@eastbank.example');
    expect(answered.mail.headerLines.find(({ key }) => key === 'auto-submitted')?.line).toBe(
      'Auto-Submitted: auto-replied',
    );
    expect(answered.mail.references).toContain(mail.inReplyTo);
    expect(smtp.taken.filter(({ to }) => to === 'somebody@else.example')).toHaveLength(0);
    expect(await deliver(replyTo, 'No')).toBe(250);
    const seen = await ask(people.representative, show, { proposal });
    expect(seen).toMatchObject({
      value: {
        roll: expect.arrayContaining([expect.objectContaining({ member: members.tenants, choice: { answer: 'no' } })]),
      },
    });
  });

  test('delivered twice it is one vote and one confirmation', async () => {
    const proposal = await put('Shall we plant trees?');
    const { replyTo } = await mailTo('rosa@eastbank.example');
    smtp.taken = [];
    const same = 'Message-ID: <same@eastbank.example>\r\n';
    const reader = mailReader(app, replies);
    const arrived = {
      tag: replyTo.slice('reply+'.length, replyTo.indexOf('@')),
      from: 'rosa@eastbank.example',
      mail: await simpleParser(`${same}\r\nyes`),
    };
    await reader.take(arrived);
    await reader.take(arrived);
    await jobs.runDue();
    expect(smtp.taken.filter(({ to }) => to === 'rosa@eastbank.example')).toHaveLength(1);
    expect(await entryOf(proposal, members.tenants)).toMatchObject({ voted: true, replaced: [] });
  });

  test('what is unclear, or would overwrite a colleague, is answered and not recorded', async () => {
    const proposal = await put('Shall we march in May?');
    const { replyTo } = await mailTo('rosa@eastbank.example');
    smtp.taken = [];
    expect(await deliver(replyTo, 'Well, perhaps')).toBe(250);
    await jobs.runDue();
    const { mail } = await mailTo('rosa@eastbank.example');
    expect(mail.text).toContain('Well, perhaps');
    expect(mail.text).toContain('/vote?token=');
    expect(await entryOf(proposal, members.tenants)).toMatchObject({ voted: false });
    await tell(
      app,
      people.colleague,
      castBallot,
      { proposal, member: members.tenants, choice: { answer: 'no' } },
      coalition.slug,
    );
    expect(await deliver(replyTo, 'yes')).toBe(250);
    expect(await entryOf(proposal, members.tenants)).toMatchObject({ castBy: 'Kwame Mensah' });
  });

  test('machines are not answered, strangers’ addresses are not taken, and what is too large is refused', async () => {
    const proposal = await put('Shall we whistle?');
    const { replyTo } = await mailTo('rosa@eastbank.example');
    smtp.taken = [];
    for (const header of ['Auto-Submitted: auto-replied\r\n', 'Precedence: bulk\r\n', 'X-Autoreply: yes\r\n'])
      expect(await deliver(replyTo, 'yes', header)).toBe(250);
    expect(await deliver(replyTo, 'yes', '', '')).toBe(250);
    await jobs.runDue();
    expect(smtp.taken).toHaveLength(0);
    expect(await entryOf(proposal, members.tenants)).toMatchObject({ voted: false });
    for (const wrong of [
      'reply@riverton.example',
      `reply+${'a'.repeat(32)}v1@riverton.example`,
      'root@riverton.example',
      replyTo.replace('riverton', 'elsewhere'),
    ])
      expect(await deliver(wrong, 'yes')).toBe(550);
    expect(await deliver(replyTo, 'yes\r\n'.repeat(600_000))).toBe(552);
  });

  test('a report of non-delivery is matched to its mail, and a forged one pauses nobody', async () => {
    await put('Shall we sing?');
    const taken = smtp.taken.find(({ to }) => to === 'rosa@eastbank.example')!;
    const report = (address: string) =>
      `MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\n\r\nNo.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ${address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--`;
    const send = (address: string) => {
      const [headers, ...body] = report(address).split('\r\n\r\n');
      return deliver(taken.from!, body.join('\r\n\r\n'), `${headers}\r\n`, '');
    };
    expect(await send('amal@riverton.example')).toBe(250);
    expect(await owner`select address from mail_refusals`).toEqual([]);
    await owner`update mails set state = 'sent' where problem like 'DSN%'`;
    expect(await send('rosa@eastbank.example')).toBe(250);
    expect(await owner`select address, times, problem from mail_refusals`).toEqual([
      { address: 'rosa@eastbank.example', times: 1, problem: 'DSN 5.1.1' },
    ]);
  });
});

test('reminders go to whoever has not voted, once an hour that is due, and never after the vote', async () => {
  clock.set('2026-05-04T09:00:00Z');
  const proposal = await put('Shall we meet monthly?', { closesAt: inHours(240), ratifyBy: inHours(300) });
  await tell(
    app,
    people.neighbour,
    castBallot,
    { proposal, member: members.annur, choice: { answer: 'yes' } },
    coalition.slug,
  );
  const reminded = () =>
    smtp.taken.map(({ to }) => to).filter((to) => to === 'rosa@eastbank.example' || to === 'yusra@annur.example');
  smtp.taken = [];
  clock.set('2026-05-11T08:59:00Z');
  await jobs.runDue();
  expect(reminded()).toEqual([]);
  clock.set('2026-05-11T09:00:00Z');
  await jobs.runDue();
  expect(reminded()).toEqual(['rosa@eastbank.example']);
  expect((await mailTo('rosa@eastbank.example')).mail.headers.get('list-id') ?? '').toBeDefined();
  // Written, and taken back by the vote while it waits.
  clock.set('2026-05-13T09:00:00Z');
  smtp.answer = '451 later';
  await jobs.runDue();
  await tell(
    app,
    people.colleague,
    castBallot,
    { proposal, member: members.tenants, choice: { answer: 'no' } },
    coalition.slug,
  );
  smtp.answer = undefined;
  smtp.taken = [];
  clock.forward({ minutes: 10 });
  await jobs.runDue();
  expect(reminded()).toEqual([]);
});
