// The rows behind mandates, read for those who may see them.
import type { TimedContext } from '../../kernel/command.ts';
import type { Proposal } from '../proposal.ts';
import type { Way } from './conclude.ts';
import { type Mandate, stateOf } from './held.ts';
import type { AnswerView, ConsultationView, MandatedView, MandateView } from './shapes.ts';

/** The mandates of a question: of one member all that there were; else those in sight that nothing has ended. */
export async function mandatesOf(context: TimedContext, proposal: Proposal, member?: string): Promise<MandateView[]> {
  const { db, coalition, actor, now } = context;
  const own = actor.standing.represents.map((r) => r.member);
  const rows = await db
    .selectFrom('mandates as x')
    .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'x.coalitionId').onRef('m.id', '=', 'x.memberId'))
    .leftJoin('profiles as g', (j) =>
      j.onRef('g.coalitionId', '=', 'x.coalitionId').onRef('g.personId', '=', 'x.givenBy'),
    )
    .leftJoin('profiles as e', (j) =>
      j.onRef('e.coalitionId', '=', 'x.coalitionId').onRef('e.personId', '=', 'x.endedBy'),
    )
    .selectAll('x')
    .select(['m.name as memberName', 'g.name as giver', 'e.name as ender'])
    .select((eb) =>
      eb
        .selectFrom('consultationAnswers as a')
        .select((a) => a.fn.sum<number>('a.voices').as('voices'))
        .whereRef('a.coalitionId', '=', 'x.coalitionId')
        .whereRef('a.consultationId', '=', 'x.consultationId')
        .where('a.replacedAt', 'is', null)
        .as('voices'),
    )
    .where('x.coalitionId', '=', coalition.id)
    .where('x.proposalId', '=', proposal.id)
    .$if(member !== undefined, (q) => q.where('x.memberId', '=', member!))
    .$if(member === undefined, (q) =>
      q
        .where('x.endedAt', 'is', null)
        .where((eb) => eb.or([eb('x.sharedAt', 'is not', null), eb('x.memberId', 'in', [coalition.id, ...own])])),
    )
    .orderBy('x.givenAt', 'desc')
    .orderBy('x.id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    member: row.memberId,
    memberName: row.memberName,
    state: stateOf(row as unknown as Mandate, proposal.version, now),
    kind: row.kind as MandateView['kind'],
    choice: row.choice as MandateView['choice'],
    guidance: row.guidance,
    decidedHow: row.decidedHow,
    voices: row.voices === null ? null : Number(row.voices),
    version: row.version,
    givenBy: row.giver ?? '',
    givenAt: row.givenAt,
    goodUntil: row.goodUntil,
    sharedAt: row.sharedAt,
    endedAt: row.endedAt,
    endedBy: row.ender ?? '',
    endedReason: row.endedReason,
  }));
}

/** Which ballots were cast under a mandate, and which otherwise: one's own at once, everybody's after the close. */
export async function mandatedOf({ db, coalition, actor }: TimedContext, proposal: Proposal): Promise<MandatedView[]> {
  const own = actor.standing.represents.map((r) => r.member);
  const rows = await db
    .selectFrom('mandatedBallots as x')
    .innerJoin('ballots as b', (j) => j.onRef('b.coalitionId', '=', 'x.coalitionId').onRef('b.id', '=', 'x.ballotId'))
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'b.coalitionId').onRef('e.id', '=', 'b.entryId'),
    )
    .select(['e.memberId as member', 'x.held', 'x.reason'])
    .where('x.coalitionId', '=', coalition.id)
    .where('x.proposalId', '=', proposal.id)
    .where('b.replacedAt', 'is', null)
    .$if(proposal.stage !== 'closed', (q) => q.where('e.memberId', 'in', [coalition.id, ...own]))
    .execute();
  // That a mandate was followed would say that there was one: only the member's own people read it.
  return (rows as MandatedView[]).filter(({ member, held }) => held === 'otherwise' || own.includes(member));
}

/** All that a member asked its people about a question, the newest first. */
export async function consultationsOf(
  { db, coalition, now }: TimedContext,
  proposal: Proposal,
  member: string,
): Promise<ConsultationView[]> {
  const asked = await db
    .selectFrom('consultations as c')
    .leftJoin('profiles as p', (j) =>
      j.onRef('p.coalitionId', '=', 'c.coalitionId').onRef('p.personId', '=', 'c.askedBy'),
    )
    .selectAll('c')
    .select('p.name as asker')
    .where('c.coalitionId', '=', coalition.id)
    .where('c.proposalId', '=', proposal.id)
    .where('c.memberId', '=', member)
    .orderBy('c.askedAt', 'desc')
    .execute();
  const ids = [coalition.id, ...asked.map((row) => row.id)];
  const people = await db
    .selectFrom('consultationPeople')
    .selectAll()
    .where('coalitionId', '=', coalition.id)
    .where('consultationId', 'in', ids)
    .orderBy('position')
    .execute();
  const answers = await db
    .selectFrom('consultationAnswers as a')
    .leftJoin('profiles as p', (j) =>
      j.onRef('p.coalitionId', '=', 'a.coalitionId').onRef('p.personId', '=', 'a.notedBy'),
    )
    .selectAll('a')
    .select('p.name as noter')
    .where('a.coalitionId', '=', coalition.id)
    .where('a.consultationId', 'in', ids)
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .execute();
  return asked.map((row) => {
    const state = stateOfAsking(row, now);
    const hidden = row.secret && state === 'open';
    const here = answers.filter(({ consultationId }) => consultationId === row.id);
    const shown = (some: typeof answers): AnswerView[] => some.map((answer) => answerView(answer, hidden));
    return {
      id: row.id,
      state,
      way: row.way as Way,
      secret: row.secret,
      note: row.note,
      version: row.version,
      askedBy: row.asker ?? '',
      askedAt: row.askedAt,
      closesAt: row.closesAt,
      voices: here.filter((a) => a.replacedAt === null).reduce((sum, a) => sum + a.voices, 0),
      people: people
        .filter(({ consultationId }) => consultationId === row.id)
        .map((person) => {
          const said = here.filter(({ askedId }) => askedId === person.id);
          return {
            id: person.id,
            name: person.name,
            email: person.email,
            byCode: person.codeHash !== null,
            revoked: person.revokedAt !== null,
            answered: said.length > 0,
            answers: shown(said),
          };
        }),
      counts: shown(here.filter(({ askedId }) => askedId === null)),
    };
  });
}

export function stateOfAsking(
  { endedWhy, closesAt }: { endedWhy: string | null; closesAt: Date },
  now: Date,
): ConsultationView['state'] {
  if (endedWhy) return endedWhy as ConsultationView['state'];
  return closesAt <= now ? 'over' : 'open';
}

interface AnswerRow {
  says: string;
  choice: unknown;
  note: string;
  voices: number;
  at: Date;
  replacedAt: Date | null;
  noter: string | null;
}

const answerView = (row: AnswerRow, hidden: boolean): AnswerView => ({
  says: hidden ? 'choice' : (row.says as AnswerView['says']),
  choice: hidden ? null : (row.choice as AnswerView['choice']),
  note: hidden ? '' : row.note,
  voices: row.voices,
  at: row.at,
  replacedAt: row.replacedAt,
  notedBy: row.noter ?? '',
});
