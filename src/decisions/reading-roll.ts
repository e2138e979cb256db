// The roll as it is shown: every entry with its weight, its ballot as far as the reader may see it, and what it replaced.
import type { TimedContext } from '../kernel/command.ts';
import type { Proposal } from './proposal.ts';
import type { RollEntry } from './shapes.ts';
import { amount, divide, fraction, sum } from './tally/exact.ts';

export async function rollOf(
  { db, coalition, actor }: TimedContext,
  { id, stage, secrecy }: Proposal,
): Promise<RollEntry[]> {
  const rows = await db
    .selectFrom('rollEntries as e')
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('profiles as p', (j) =>
      j.onRef('p.coalitionId', '=', 'e.coalitionId').onRef('p.personId', '=', 'e.personId'),
    )
    .leftJoin('ballots as b', (j) => j.onRef('b.coalitionId', '=', 'e.coalitionId').onRef('b.entryId', '=', 'e.id'))
    .leftJoin('profiles as n', (j) =>
      j.onRef('n.coalitionId', '=', 'b.coalitionId').onRef('n.personId', '=', 'b.castBy'),
    )
    .leftJoin('ratifications as r', (j) =>
      j.onRef('r.coalitionId', '=', 'b.coalitionId').onRef('r.ballotId', '=', 'b.id'),
    )
    .leftJoin('profiles as rn', (j) =>
      j.onRef('rn.coalitionId', '=', 'r.coalitionId').onRef('rn.personId', '=', 'r.byPerson'),
    )
    .select([
      'e.id as entry',
      'e.memberId',
      'e.personId',
      'm.name',
      'p.name as person',
      'e.weight',
      'e.because',
      'b.id as ballot',
      'b.choice',
      'b.version',
      'b.basis',
      'b.consultedHow',
    ])
    .select([
      'b.ratifyBy',
      'b.castAt',
      'b.replacedAt',
      'n.name as castBy',
      'r.answer',
      'r.decidedHow',
      'r.at as answeredAt',
      'rn.name as answeredBy',
    ])
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', id)
    .orderBy('m.name')
    .orderBy('p.name')
    .orderBy('e.id')
    .orderBy('b.castAt')
    .execute();
  const own = new Set(actor.standing.represents.map(({ member }) => member));
  const entries = new Map<string, RollEntry>();
  for (const row of rows) {
    const entry = entries.get(row.entry) ?? blank(row);
    entries.set(row.entry, entry);
    if (row.ballot === null) continue;
    if (row.replacedAt !== null) {
      entry.replaced.push({ castBy: row.castBy ?? '', castAt: row.castAt!, replacedAt: row.replacedAt });
      continue;
    }
    const visible =
      stage === 'closed' || secrecy === 'open' || (row.personId ?? '') === actor.person || own.has(row.memberId ?? '');
    Object.assign(entry, {
      voted: true,
      choice: visible ? row.choice : null,
      basis: row.basis,
      // How a member was asked, and how it answered, may give away what it said.
      consultedHow: visible ? row.consultedHow : null,
      castBy: row.castBy ?? '',
      castAt: row.castAt,
      answered: row.version,
      ballot: row.ballot,
      ratifyBy: row.ratifyBy,
      ratification: row.answer && {
        answer: row.answer,
        decidedHow: visible ? row.decidedHow : '',
        at: row.answeredAt,
        by: row.answeredBy ?? '',
      },
    });
  }
  const whole = sum([...entries.values()].map(({ weight }) => fraction(weight)));
  return [...entries.values()].map((entry) => ({ ...entry, share: amount(divide(fraction(entry.weight), whole)) }));
}

interface EntryRow {
  entry: string;
  memberId: string | null;
  personId: string | null;
  name: string | null;
  person: string | null;
  weight: string;
  because: unknown;
}

const blank = ({ entry, memberId, personId, name, person, weight, because }: EntryRow): RollEntry => ({
  entry,
  member: memberId,
  person: personId,
  memberName: name ?? person ?? '',
  weight,
  share: '0',
  because: because as RollEntry['because'],
  voted: false,
  choice: null,
  basis: null,
  consultedHow: null,
  castBy: null,
  castAt: null,
  answered: null,
  ballot: null,
  ratifyBy: null,
  ratification: null,
  replaced: [],
});
