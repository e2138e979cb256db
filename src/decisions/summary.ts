// The week in brief: on Monday morning where the reader lives, and only when there is something to say.
import type { App } from '../kernel/app.ts';
import { answer } from '../kernel/execute.ts';
import { isLang } from '../system/i18n/languages.ts';
import type { Handler } from '../system/jobs/worker.ts';
import { enqueueMail } from '../system/mail/outbox.ts';
import { stopLink } from '../system/mail/stopping.ts';
import type { SummaryLine } from '../system/mail/templates.ts';
import { decisionPaths } from './paths.ts';
import { register, waiting } from './register.ts';

const outside = { person: null, reads: [] };
const morning = 8;
/** Whoever was missed at eight (the server was off) is written to until noon. */
const noon = 12;
const week = 7 * 24 * 3600_000;
/** A mail, not a report. */
const most = 12;

/** Looks four times an hour for places where a Monday's morning has begun. */
export const summaryHandler = (app: App): Handler => ({
  every: 900,
  async run() {
    const now = app.clock.glance();
    for (const reader of await readersAt(app, now)) await summarize(app, reader, now);
  },
});

/** The date of today's Monday in a zone, while its morning lasts. */
export function mondayMorning(now: Date, zone: string): string | undefined {
  const local = now.toTemporalInstant().toZonedDateTimeISO(zone);
  const isMorning = local.dayOfWeek === 1 && local.hour >= morning && local.hour < noon;
  return isMorning ? local.toPlainDate().toString() : undefined;
}

interface Reader {
  person: string;
  email: string;
  language: string;
  timeZone: string;
  coalition: string;
  slug: string;
  name: string;
  key: string;
}

/** Who is to be written to now: whoever wants it, and has not got this week's. */
const readersAt = (app: App, now: Date): Promise<Reader[]> =>
  app.database.reading(outside, async (db) => {
    const zones = (await db.selectFrom('people').select('timeZone').distinct().execute()).map((row) => row.timeZone);
    const awake = zones.filter((zone) => mondayMorning(now, zone) !== undefined);
    if (awake.length === 0) return [];
    const rows = await db
      .selectFrom('membershipIndex as m')
      .innerJoin('people as p', 'p.id', 'm.personId')
      .innerJoin('users as u', 'u.id', 'm.personId')
      .innerJoin('coalitions as c', 'c.id', 'm.coalitionId')
      .leftJoin('mailChoices as w', (join) =>
        join
          .onRef('w.personId', '=', 'm.personId')
          .onRef('w.coalitionId', '=', 'm.coalitionId')
          .on('w.kind', '=', 'summary'),
      )
      .select(['p.id as person', 'u.email', 'p.language', 'p.timeZone', 'c.id as coalition', 'c.slug', 'c.name'])
      .where('m.applicant', '=', false)
      .where('p.byMail', '=', true)
      .where('p.timeZone', 'in', awake)
      .where((where) => where.or([where('w.wanted', 'is', null), where('w.wanted', '=', true)]))
      .orderBy('c.id')
      .orderBy('p.id')
      .execute();
    const readers = rows.map((row) => ({
      ...row,
      key: `summary ${row.coalition} ${row.person} ${mondayMorning(now, row.timeZone)}`,
    }));
    const sent = await db.selectFrom('mails').select('key').where('key', 'like', 'summary %').execute();
    const known = new Set(sent.map(({ key }) => key));
    return readers.filter(({ key }) => !known.has(key));
  });

async function summarize(app: App, reader: Reader, now: Date): Promise<void> {
  const call = { person: reader.person, via: 'clock' as const, coalition: reader.slug };
  const since = new Date(now.getTime() - week);
  const [waits, open, decided] = [
    await answer(app, waiting, { ...call, input: {} }),
    await answer(app, register, { ...call, input: { status: 'open', limit: most } }),
    await answer(app, register, { ...call, input: { status: 'decided', limit: most } }),
  ];
  if (!waits.ok || !open.ok || !decided.ok) return;
  const link = (number: number) => `${app.publicUrl}${decisionPaths(reader.slug, number).one}`;
  const waitsFor = new Set(waits.value.map(({ number }) => number));
  const lines = {
    waits: unique(
      waits.value.map(({ number, question, until }) => ({
        text: question,
        link: link(number),
        until: until.toISOString(),
      })),
    ),
    open: open.value.items
      .filter(({ number }) => !waitsFor.has(number))
      .map(({ number, question, closesAt }) => ({ text: question, link: link(number), until: closesAt.toISOString() })),
    decided: decided.value.items
      .filter(({ closesAt }) => closesAt > since)
      .map(({ number, question, result }) => ({ text: question, link: link(number), ...resultOf(result) })),
    joined: await joinedSince(app, reader.coalition, since),
  };
  if (Object.values(lines).every((part) => part.length === 0)) return;
  const { person, coalition, name, slug } = reader;
  await app.database.transaction(outside, async (db) =>
    enqueueMail(
      { db, ids: app.ids, now: await app.clock.now(db) },
      {
        to: reader.email,
        lang: isLang(reader.language) ? reader.language : 'en',
        template: 'summary',
        vars: { coalition: name, link: `${app.publicUrl}/c/${slug}`, zone: reader.timeZone, ...lines },
        key: reader.key,
        headers: {
          list: { id: `summary.${slug}`, name, stop: stopLink(app, { person, coalition, kind: 'summary' }) },
        },
      },
    ),
  );
}

/** Two members' ballots in one question are one line. */
const unique = (lines: SummaryLine[]): SummaryLine[] =>
  lines.filter((line, n) => lines.findIndex(({ link }) => link === line.link) === n).slice(0, most);

/** The outcome in a word, where it needs no names. */
const resultOf = (result: string | null): Pick<SummaryLine, 'result'> =>
  result === null || result === 'elected'
    ? {}
    : {
        result: {
          key: 'decisions.result',
          variables: { result: result === 'no-quorum' ? 'noQuorum' : result, winner: '' },
        },
      };

const joinedSince = (app: App, coalition: string, since: Date): Promise<SummaryLine[]> =>
  app.database.reading({ person: null, reads: [coalition] }, async (db) => {
    const rows = await db
      .selectFrom('memberStatuses as s')
      .innerJoin('members as m', (join) =>
        join.onRef('m.coalitionId', '=', 's.coalitionId').onRef('m.id', '=', 's.memberId'),
      )
      .select('m.name')
      .where('s.coalitionId', '=', coalition)
      .where('s.status', '=', 'active')
      .where('s.untilAt', 'is', null)
      .where('s.fromAt', '>', since)
      .orderBy('m.name')
      .limit(most)
      .execute();
    return rows.map(({ name }) => ({ text: name }));
  });
