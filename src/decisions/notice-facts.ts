// What mails about decisions say, and who gets them.
import type { App } from '../kernel/app.ts';
import type { TimedContext } from '../kernel/command.ts';
import type { Db } from '../system/database/connect.ts';
import type { Lang } from '../system/i18n/languages.ts';
import type { MailKind } from '../system/mail/stopping.ts';
import { decisionPaths } from './paths.ts';
import type { resultInWords } from './words.ts';

export interface Notice {
  app: App;
  db: Db;
  now: Date;
  coalition: string;
  id: string;
}

export async function findAbout({ app, db, coalition, id }: Notice) {
  const row = await db
    .selectFrom('proposals as p')
    .innerJoin('proposalVersions as v', (join) =>
      join.onRef('v.coalitionId', '=', 'p.coalitionId').onRef('v.proposalId', '=', 'p.id'),
    )
    .innerJoin('coalitions as c', 'c.id', 'p.coalitionId')
    .select(['p.number', 'p.closesAt', 'v.question', 'v.version', 'c.name', 'c.slug'])
    .where('p.coalitionId', '=', coalition)
    .where('p.id', '=', id)
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const options = await db
    .selectFrom('proposalOptions')
    .select(['id', 'label as name'])
    .where('coalitionId', '=', coalition)
    .where('proposalId', '=', id)
    .execute();
  const link = `${app.publicUrl}${decisionPaths(row.slug, row.number).one}`;
  return {
    number: row.number,
    slug: row.slug,
    version: row.version,
    closesAt: row.closesAt,
    options,
    common: { coalition: row.name, question: row.question, link },
  };
}

export const findOutcomes = ({ db, coalition, id }: Notice) =>
  db
    .selectFrom('outcomes')
    .select(['at', 'result', 'provisionalUntil', 'count'])
    .where('coalitionId', '=', coalition)
    .where('proposalId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute() as Promise<Parameters<typeof resultInWords>[1][]>;

export async function isOpen({ db, coalition }: TimedContext, proposal: string): Promise<boolean> {
  const opening = await db
    .selectFrom('openings')
    .select('at')
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .executeTakeFirst();
  return opening !== undefined;
}

/** The member's present ballot, if it is subject to ratification. */
export const ratificationOf = (db: Db, coalition: string, proposal: string, member: string) =>
  db
    .selectFrom('ballots as b')
    .innerJoin('rollEntries as e', (join) =>
      join.onRef('e.coalitionId', '=', 'b.coalitionId').onRef('e.id', '=', 'b.entryId'),
    )
    .innerJoin('members as m', (join) =>
      join.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'),
    )
    .select(['b.ratifyBy', 'm.name as memberName'])
    .where('b.coalitionId', '=', coalition)
    .where('b.proposalId', '=', proposal)
    .where('e.memberId', '=', member)
    .where('b.basis', '=', 'subject_to_ratification')
    .where('b.replacedAt', 'is', null)
    .executeTakeFirst();

export interface Reader {
  person: string;
  email: string;
  language: Lang;
  timeZone: string;
}

export async function readersOnRoll(notice: Notice, authorities: string[], kind: MailKind): Promise<Reader[]> {
  const entries = await notice.db
    .selectFrom('rollEntries')
    .select('memberId')
    .where('coalitionId', '=', notice.coalition)
    .where('proposalId', '=', notice.id)
    .execute();
  return readersOf(
    notice,
    entries.map(({ memberId }) => memberId),
    authorities,
    kind,
  );
}

/** Everybody who speaks for one of the members now, once, as far as they want such mail. */
export async function readersOf(
  { db, now, coalition }: Notice,
  members: string[],
  authorities: string[],
  kind: MailKind,
): Promise<Reader[]> {
  if (members.length === 0) return [];
  const speaking = await db
    .selectFrom('representatives')
    .select('personId')
    .distinct()
    .where('coalitionId', '=', coalition)
    .where('memberId', 'in', members)
    .where('authority', 'in', authorities)
    .where('fromAt', '<=', now)
    .where((where) => where.or([where('untilAt', 'is', null), where('untilAt', '>', now)]))
    .execute();
  if (speaking.length === 0) return [];
  const readers = await db
    .selectFrom('users as u')
    .innerJoin('people as p', 'p.id', 'u.id')
    .leftJoin('mailChoices as w', (join) =>
      join.onRef('w.personId', '=', 'u.id').on('w.coalitionId', '=', coalition).on('w.kind', '=', kind),
    )
    .select(['u.id as person', 'u.email', 'p.language', 'p.timeZone'])
    .where(
      'u.id',
      'in',
      speaking.map(({ personId }) => personId),
    )
    .where('p.byMail', '=', true)
    .where((where) => where.or([where('w.wanted', 'is', null), where('w.wanted', '=', true)]))
    .orderBy('u.id')
    .execute();
  return readers as Reader[];
}
