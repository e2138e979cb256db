// A real Postfix (see .ci/postfix) carries our mails away and hands back what people and machines answer.
import { simpleParser } from 'mailparser';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { afterAll, expect, test } from 'vitest';
import { propose } from '../../src/decisions/commands.ts';
import { noticeHandlers } from '../../src/decisions/notices.ts';
import { show } from '../../src/decisions/queries.ts';
import { mailReader } from '../../src/mail-reader.ts';
import { addVoiceByMail } from '../../src/members/commands-voice-by-mail.ts';
import { startJobs } from '../../src/system/jobs/worker.ts';
import { takeMailIn } from '../../src/system/mail/inbound.ts';
import { sendMail } from '../../src/system/mail/send.ts';
import { tell } from '../story/world.ts';
import { testApp } from '../support/app.ts';
import { smtpServer } from '../support/smtp.ts';

const [door, lmtp, sinkPort] = process.env.TEST_POSTFIX!.split(' ').map(Number);
const { app, clock, owner, story, ask, drop } = await testApp();
const { people, members, coalition } = story;
const replies = 'reply@riverton.example';
const sink = await smtpServer(sinkPort);
const url = `smtp://127.0.0.1:${door}`;
const from = 'Clean Air <hello@riverton.example>';
const jobs = await startJobs(
  app,
  { ...noticeHandlers(app, replies), 'mail.send': sendMail(app, { url, from, replies }) },
  { log: console.error, unattended: false },
);
const inbound = await takeMailIn({ url: `lmtp://127.0.0.1:${lmtp}`, ...mailReader(app, replies), log: console.error });
afterAll(async () => {
  await jobs.stop();
  await inbound.stop();
  await sink.stop();
  await drop();
});

const patience = { timeout: 30_000, interval: 200 };
const inHours = (hours: number) => new Date(clock.glance().getTime() + hours * 3600_000).toISOString();
const put = async (question: string) => {
  const input = {
    question,
    method: 'majority',
    opensAt: clock.glance().toISOString(),
    closesAt: inHours(100),
    ratifyBy: inHours(200),
  };
  const { proposal } = await tell(app, people.coordinator, propose, input, coalition.slug);
  await jobs.runDue();
  return proposal;
};

test('mails go through it, replies come back as votes, and what it cannot deliver is noted', async () => {
  await tell(
    app,
    people.coordinator,
    addVoiceByMail,
    {
      member: members.parish,
      name: 'Brother Paul',
      email: 'paul@gone.example',
      authority: 'decides',
      agreedHow: 'By telephone.',
    },
    coalition.slug,
  );
  await jobs.runDue();
  const proposal = await put('Shall we write to the harbour master?');
  expect(await owner`select count(*)::int as n from mails where state = 'sent'`).toMatchObject([
    { n: expect.any(Number) },
  ]);
  const mine = () => sink.taken.filter(({ to, body }) => to === 'rosa@eastbank.example' && body.includes('harbour'));
  await expect.poll(() => mine().length, patience).toBe(1);

  const mail = await simpleParser(mine()[0]!.body);
  expect(mine()[0]!.body).toContain('Postfix');
  expect(mail.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toContain('One-Click');
  const replyTo = mail.replyTo!.value[0]!.address!;
  await reply(replyTo, 'Sí');
  const entry = async () => {
    const seen = await ask(people.representative, show, { proposal });
    return seen.ok ? seen.value.roll.find(({ member }) => member === members.tenants) : undefined;
  };
  await expect.poll(async () => (await entry())?.choice, patience).toEqual({ answer: 'yes' });
  await jobs.runDue();
  const confirmed = () => mine().filter(({ body }) => body.includes('Auto-Submitted: auto-replied'));
  await expect.poll(() => confirmed().length, patience).toBe(1);

  await expect
    .poll(() => owner`select address, problem from mail_refusals`, patience)
    .toEqual([{ address: 'paul@gone.example', problem: 'DSN 5.1.1' }]);
  // Nothing of this was carried twice.
  expect(new Set(sink.taken.map(({ body }) => /^Message-ID: (.+)$/im.exec(body)?.[1])).size).toBe(sink.taken.length);
}, 90_000);

function reply(to: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = new SmtpConnection({ host: '127.0.0.1', port: door, ignoreTLS: true });
    connection.on('error', reject);
    connection.connect(() =>
      connection.send(
        { from: 'rosa@eastbank.example', to: [to] },
        `From: rosa@eastbank.example\r\nTo: ${to}\r\nSubject: Re: x\r\nMessage-ID: <reply@eastbank.example>\r\n\r\n${text}\r\n`,
        (error) => {
          connection.quit();
          if (error) reject(error);
          else resolve();
        },
      ),
    );
  });
}
