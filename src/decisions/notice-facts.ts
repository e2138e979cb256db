// What mails about decisions say, and who gets them.

import type { App } from '../kernel/app.ts';
import type { TimedContext } from '../kernel/command.ts';
import type { Db } from '../system/database/connect.ts';
import type { Lang } from '../system/i18n/languages.ts';
import type { MailKind } from '../system/mail/stopping.ts';
import { decisionPaths } from './paths.ts';
import { asksAgain } from './tally/methods.ts';
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
    .leftJoin('openings as o', (join) =>
      join.onRef('o.coalitionId', '=', 'p.coalitionId').onRef('o.proposalId', '=', 'p.id'),
    )
    .select(['p.number', 'p.method', 'p.closesAt', 'v.question', 'v.version', 'c.name', 'c.slug', 'o.at as openedAt'])
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
    .orderBy('position')
    .execute();
  const link = `${app.publicUrl}${decisionPaths(row.slug, row.number).one}`;
  return {
    number: row.number,
    slug: row.slug,
    version: row.version,
    method: row.method,
    openedAt: row.openedAt,
    closesAt: row.closesAt,
    options,
    common: { coalition: row.name, question: row.question, link },
  };
}

export type About = Awaited<ReturnType<typeof findAbout>>;

export const findOutcomes = ({ db, coalition, id }: Notice) =>
  db
    .selectFrom('outcomes')
    .select(['at', 'result', 'provisionalUntil', 'count'])
    .where('coalitionId', '=', coalition)
    .where('proposalId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute() as Promise<Parameters<typeof resultInWords>[1][]>;

/** The number under which the ballots were sealed, for people to compare with the page. */
export async function findRoot({ db, coalition, id }: Notice): Promise<string> {
  const seal = await db
    .selectFrom('seals')
    .select('root')
    .where('coalitionId', '=', coalition)
    .where('proposalId', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return seal?.root ?? '';
}

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
    .leftJoin('ratifications as r', (join) =>
      join.onRef('r.coalitionId', '=', 'b.coalitionId').onRef('r.ballotId', '=', 'b.id'),
    )
    .select(['b.ratifyBy', 'b.castAt', 'r.answer', 'm.name as memberName'])
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
    .select(['memberId', 'personId'])
    .where('coalitionId', '=', notice.coalition)
    .where('proposalId', '=', notice.id)
    .execute();
  const persons = await readersAmong(
    notice,
    entries.flatMap(({ personId }) => personId ?? []),
    kind,
  );
  const members = entries.flatMap(({ memberId }) => memberId ?? []);
  return [...persons, ...(await readersOf(notice, members, authorities, kind))];
}

/** Everybody who speaks for one of the members now, once, as far as they want such mail. */
export async function readersOf(
  notice: Pick<Notice, 'db' | 'now' | 'coalition'>,
  members: string[],
  authorities: string[],
  kind: MailKind,
): Promise<Reader[]> {
  if (members.length === 0) return [];
  const { db, now, coalition } = notice;
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
  return readersAmong(
    notice,
    speaking.map(({ personId }) => personId),
    kind,
  );
}

/** As far as they want such mail. */
async function readersAmong(
  { db, coalition }: Pick<Notice, 'db' | 'coalition'>,
  people: string[],
  kind: MailKind,
): Promise<Reader[]> {
  if (people.length === 0) return [];
  const readers = await db
    .selectFrom('users as u')
    .innerJoin('people as p', 'p.id', 'u.id')
    .leftJoin('mailChoices as w', (join) =>
      join.onRef('w.personId', '=', 'u.id').on('w.coalitionId', '=', coalition).on('w.kind', '=', kind),
    )
    .select(['u.id as person', 'u.email', 'p.language', 'p.timeZone'])
    .where('u.id', 'in', people)
    .where('p.byMail', '=', true)
    .where((where) => where.or([where('w.wanted', 'is', null), where('w.wanted', '=', true)]))
    .orderBy('u.id')
    .execute();
  return readers as Reader[];
}

/** Whether it is being voted on. */
export async function stageOf({ db, coalition, id }: Notice): Promise<'open' | 'other'> {
  const row = await db
    .selectFrom('openings as o')
    .leftJoin('closures as c', (j) =>
      j.onRef('c.coalitionId', '=', 'o.coalitionId').onRef('c.proposalId', '=', 'o.proposalId'),
    )
    .leftJoin('proposalWithdrawals as w', (j) =>
      j.onRef('w.coalitionId', '=', 'o.coalitionId').onRef('w.proposalId', '=', 'o.proposalId'),
    )
    .leftJoin('pauses as z', (j) =>
      j
        .onRef('z.coalitionId', '=', 'o.coalitionId')
        .onRef('z.proposalId', '=', 'o.proposalId')
        .on('z.endedAt', 'is', null),
    )
    .select(['c.at as closed', 'w.at as withdrawn', 'z.at as paused'])
    .where('o.coalitionId', '=', coalition)
    .where('o.proposalId', '=', id)
    .executeTakeFirst();
  return row && row.closed === null && row.withdrawn === null && row.paused === null ? 'open' : 'other';
}

/** Somebody who may vote for one member: as often as there are members they speak for. */
export interface VoterReader extends Reader {
  entry: string;
  member: string;
  memberName: string;
}

interface Wanted {
  kind: MailKind;
  member?: string;
  /** Only where the member has not voted; in a consent question, on the present text. */
  missing?: boolean;
}

export async function votersOf(
  notice: Notice,
  about: About,
  { kind, member, missing }: Wanted,
): Promise<VoterReader[]> {
  const { db, now, coalition, id } = notice;
  const speaking = await db
    .selectFrom('rollEntries as e')
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .innerJoin('representatives as r', (j) =>
      j.onRef('r.coalitionId', '=', 'e.coalitionId').onRef('r.memberId', '=', 'e.memberId'),
    )
    .leftJoin('ballots as b', (j) =>
      j
        .onRef('b.coalitionId', '=', 'e.coalitionId')
        .onRef('b.entryId', '=', 'e.id')
        .on('b.replacedAt', 'is', null)
        .on('b.version', '>=', asksAgain(about.method) ? about.version : 1),
    )
    .select(['e.id as entry', 'm.id as member', 'm.name as memberName', 'r.personId as person'])
    .where('e.coalitionId', '=', coalition)
    .where('e.proposalId', '=', id)
    .where('r.authority', 'in', ['decides', 'consults'])
    .where('r.fromAt', '<=', now)
    .where((where) => where.or([where('r.untilAt', 'is', null), where('r.untilAt', '>', now)]))
    .$if(member !== undefined, (q) => q.where('e.memberId', '=', member!))
    .$if(missing === true, (q) => q.where('b.id', 'is', null))
    .orderBy('e.id')
    .execute();
  const readers = new Map(
    (await readersAmong(notice, [...new Set(speaking.map(({ person }) => person))], kind)).map((one) => [
      one.person,
      one,
    ]),
  );
  return speaking.flatMap((voice) => {
    const reader = readers.get(voice.person);
    return reader ? [{ ...reader, ...voice }] : [];
  });
}
