import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('nothing set: a server for this machine alone, with its own database', () => {
  expect(readSettings({ PORT: ' ' })).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: './data',
    mailFrom: 'Greenbelt <greenbelt@localhost>',
  });
});

test('everything set', () => {
  const env = {
    PORT: '8080',
    HOST: '::',
    DATA_DIR: '/srv/greenbelt',
    DATABASE_URL: 'postgresql://me:secret@db:5432/greenbelt',
    PUBLIC_URL: 'https://coalition.example.org/',
    SMTP_URL: 'smtp://mail:25',
    MAIL_FROM: 'Clean Air <hello@coalition.example.org>',
    SECRET: 'x'.repeat(32),
  };
  expect(readSettings(env)).toEqual({
    port: 8080,
    host: '::',
    dataDir: '/srv/greenbelt',
    databaseUrl: 'postgresql://me:secret@db:5432/greenbelt',
    publicUrl: 'https://coalition.example.org',
    smtpUrl: 'smtp://mail:25',
    mailFrom: 'Clean Air <hello@coalition.example.org>',
    secret: 'x'.repeat(32),
  });
});

describe('a wrong value is named, explained and given an example', () => {
  test.each([
    ['PORT', 'http', 'whole number'],
    ['PORT', '65536', '65535'],
    ['PORT', '-1', 'whole number'],
    ['PORT', '3e3', 'whole number'],
    ['HOST', 'http://localhost', 'without a scheme'],
    ['DATABASE_URL', 'mysql://localhost/greenbelt', 'PostgreSQL'],
    ['DATABASE_URL', 'postgres://localhost', 'with its name'],
    ['PUBLIC_URL', 'coalition.example.org', 'http or https'],
    ['PUBLIC_URL', 'https://example.org/greenbelt', 'without a path'],
    ['PUBLIC_URL', 'ftp://example.org', 'http or https'],
    ['SMTP_URL', 'mail.example.org:25', 'mail server'],
    ['MAIL_FROM', 'Clean Air', 'mail address'],
    ['SECRET', 'short', '32'],
  ])('%s=%s', (name, value, why) => {
    const result = readSettings({ MAIL_FROM: 'a@example.org', [name]: value });
    const [problem] = 'problems' in result ? result.problems : [];
    expect(problem).toContain(why);
    expect(problem).toMatch(new RegExp(`^${name} .*For example: ${name}=`));
  });

  test('what it gives as an example is right', () => {
    const wrong = {
      PORT: 'x',
      HOST: '/',
      DATABASE_URL: 'x',
      PUBLIC_URL: 'x',
      SMTP_URL: 'x',
      MAIL_FROM: 'x',
      SECRET: 'x',
    };
    const { problems } = readSettings(wrong) as { problems: string[] };
    expect(problems).toHaveLength(7);
    const examples = problems.map((problem) => /(\w+)=(.*)$/.exec(problem)!.slice(1));
    const env = Object.fromEntries(examples.map(([name, value]) => [name, value!.replaceAll('"', '')]));
    expect(readSettings({ ...env, SECRET: undefined })).toHaveProperty('port', 3000);
  });

  test('all at once', () => {
    expect(readSettings({ PORT: 'x', HOST: 'a b' })).toEqual({ problems: [expect.anything(), expect.anything()] });
  });
});

test('a wrong address that holds a password is not shown', () => {
  const { problems } = readSettings({ DATABASE_URL: 'pg://me:hunter2@db/x', SMTP_URL: 'hunter2' }) as {
    problems: string[];
  };
  expect(problems.join()).not.toContain('hunter2');
});

test('mail that goes out needs a sender', () => {
  const { problems } = readSettings({ SMTP_URL: 'smtp://mail' }) as { problems: string[] };
  expect(problems).toEqual([expect.stringContaining('MAIL_FROM')]);
});
