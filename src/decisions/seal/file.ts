// The sealed file: everything that was sealed at the close, what members said of it since, and what was counted.
import type { Context } from '../../kernel/command.ts';
import type { Proposal } from '../proposal.ts';
import { type ExportedPaper, formOf } from '../tally/export.ts';
import { type Ratification, ratificationState } from '../tally/ratification.ts';
import type { FiledPaper, SealedBallot, SealedVoter } from './leaves.ts';
import { leavesOf, type Seal, type StoredLeaf } from './sealed.ts';

export interface FiledVoter extends SealedVoter {
  /** As the member is called now; names are not sealed, for they may have to be forgotten. */
  readonly name: string;
  readonly salt: string;
}

/** What stands in the file besides what was sealed as its rule. */
export const unruled = ['format', 'version', 'countedAt', 'outcome', 'voters', 'papers', 'seal'] as const;

/** Writes the file of a closed proposal as of its newest count. */
export async function writeSealedFile(context: Context, proposal: Proposal, seal: Seal) {
  const [leaves, names, answers, outcome] = await Promise.all([
    leavesOf(context, seal.id),
    namesOf(context, proposal.id),
    answersOf(context, proposal.id),
    newestOutcome(context, proposal.id),
  ]);
  const [first] = leaves;
  const rule = JSON.parse(first!.content) as Parameters<typeof formOf>[0];
  const at = outcome.at.toTemporalInstant();
  const paperOf = filer(answers, proposal.silence, at);
  const of = (kind: StoredLeaf['kind']) => leaves.filter((leaf) => leaf.kind === kind);
  return {
    format: 'greenbelt-ballots' as const,
    version: formOf(rule),
    ...rule,
    countedAt: at.toString(),
    outcome: { result: outcome.result, provisionalUntil: outcome.provisionalUntil, count: outcome.count },
    voters: of('voter').map(({ content, salt }): FiledVoter => {
      const voter = JSON.parse(content) as SealedVoter;
      return { ...voter, name: names.get(voter.member ?? voter.person ?? '') ?? '', salt };
    }),
    papers: of('ballot').map(paperOf),
    seal: { hash: 'sha256', root: seal.root, size: seal.size, ruleSalt: first!.salt, at: seal.at },
  };
}

type Answer = NonNullable<Ratification['answer']>;

/** The paper as it counts: what was refused, or left unanswered where silence lapses, is an abstention. */
const filer =
  (answers: Map<string, Answer>, silence: Proposal['silence'], at: Temporal.Instant) =>
  ({ content, salt, ballotId }: StoredLeaf): FiledPaper => {
    const { ratifyBy, ...said } = JSON.parse(content) as SealedBallot;
    if (ratifyBy === undefined) return { ...said, status: 'counted', salt };
    const answer = answers.get(ballotId ?? '');
    const ratification = {
      by: ratifyBy,
      cast: said.choice,
      ...(answer && { answer: answer.says, at: answer.at.toString() }),
    };
    return { ...said, ...countedAs(said.choice, ratification, silence, at), salt, ratification };
  };

/** Which choice counts, and whether for good, for a ballot that was cast subject to ratification. */
export function countedAs(
  cast: ExportedPaper['choice'],
  { by, answer, at: answeredAt }: Omit<NonNullable<FiledPaper['ratification']>, 'cast'>,
  silence: Proposal['silence'],
  at: Temporal.Instant,
): Pick<ExportedPaper, 'choice' | 'status'> {
  const given = answer && answeredAt ? { answer: { says: answer, at: Temporal.Instant.from(answeredAt) } } : {};
  const state = ratificationState({ by: Temporal.Instant.from(by), ...given }, silence, at);
  if (state === 'refused' || state === 'lapsed') return { choice: { answer: 'abstain' }, status: 'counted' };
  return { choice: cast, status: state === 'pending' ? 'provisional' : 'counted' };
}

async function namesOf({ db, coalition }: Context, proposal: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('rollEntries as e')
    .leftJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'e.coalitionId').onRef('m.id', '=', 'e.memberId'))
    .leftJoin('profiles as p', (j) =>
      j.onRef('p.coalitionId', '=', 'e.coalitionId').onRef('p.personId', '=', 'e.personId'),
    )
    .select(['e.memberId', 'e.personId', 'm.name', 'p.name as person'])
    .where('e.coalitionId', '=', coalition.id)
    .where('e.proposalId', '=', proposal)
    .execute();
  return new Map(
    rows.map(({ memberId, personId, name, person }) => [memberId ?? personId ?? '', name ?? person ?? '']),
  );
}

async function answersOf({ db, coalition }: Context, proposal: string): Promise<Map<string, Answer>> {
  const rows = await db
    .selectFrom('ratifications')
    .select(['ballotId', 'answer', 'at'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .execute();
  return new Map(
    rows.map(({ ballotId, answer, at }) => [ballotId, { says: answer as Answer['says'], at: at.toTemporalInstant() }]),
  );
}

const newestOutcome = ({ db, coalition }: Context, proposal: string) =>
  db
    .selectFrom('outcomes')
    .select(['at', 'result', 'provisionalUntil', 'count'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
