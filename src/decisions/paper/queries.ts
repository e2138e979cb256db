// The paper of one vote: how many may vote so, and each bundle with who stands for it.
import { z } from 'zod';
import { isRefusal } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { proposalNumber } from '../inputs.ts';
import { maySee } from '../policy.ts';
import { findProposal } from '../proposal.ts';
import { paperRoll } from './rows.ts';

const batch = z.object({
  id: z.uuid(),
  form: z.enum(['answers', 'csv', 'blt', 'json']),
  place: z.string(),
  total: z.int(),
  enteredBy: z.object({ id: z.uuid(), name: z.string() }),
  enteredAt: z.date(),
  confirmed: z.object({ by: z.string(), at: z.date() }).nullable(),
  withdrawn: z.object({ by: z.string(), at: z.date(), reason: z.string() }).nullable(),
  /** What the ballots say: for coordinators, who check it, and for everybody once the vote is closed. */
  papers: z.array(z.object({ choice: z.record(z.string(), z.json()), count: z.int() })).nullable(),
});
const paper = z.object({ people: z.int().nullable(), batches: z.array(batch) });
export type PaperView = z.infer<typeof paper>;
export type BatchView = z.infer<typeof batch>;

export const showPaper = query({
  name: 'decisions.paper',
  scope: 'coalition',
  summary:
    'The paper ballots of one vote: how many people may vote so, and each bundle with who entered and who confirmed it.',
  input: z.strictObject({ proposal: z.coerce.number<number>().pipe(proposalNumber) }),
  output: paper,
  example: (story) => ({ proposal: story.paper.proposal }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const { db, coalition, actor } = context;
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    const rows = await db
      .selectFrom('paperBatches as b')
      .leftJoin('paperConfirmations as c', (j) =>
        j.onRef('c.coalitionId', '=', 'b.coalitionId').onRef('c.batchId', '=', 'b.id'),
      )
      .leftJoin('paperWithdrawals as w', (j) =>
        j.onRef('w.coalitionId', '=', 'b.coalitionId').onRef('w.batchId', '=', 'b.id'),
      )
      .leftJoin('profiles as e', (j) =>
        j.onRef('e.coalitionId', '=', 'b.coalitionId').onRef('e.personId', '=', 'b.enteredBy'),
      )
      .leftJoin('profiles as s', (j) =>
        j.onRef('s.coalitionId', '=', 'b.coalitionId').onRef('s.personId', '=', 'c.byPerson'),
      )
      .leftJoin('profiles as t', (j) =>
        j.onRef('t.coalitionId', '=', 'b.coalitionId').onRef('t.personId', '=', 'w.byPerson'),
      )
      .select(['b.id', 'b.form', 'b.place', 'b.total', 'b.papers', 'b.enteredBy', 'b.enteredAt', 'e.name as enterer'])
      .select(['c.at as confirmedAt', 's.name as confirmer', 'w.at as withdrawnAt', 'w.reason', 't.name as withdrawer'])
      .where('b.coalitionId', '=', coalition.id)
      .where('b.proposalId', '=', proposal.id)
      .orderBy('b.enteredAt')
      .orderBy('b.id')
      .execute();
    const open = actor.standing.coordinator || proposal.stage === 'closed';
    return {
      people: (await paperRoll(context, proposal.id)) ?? null,
      batches: rows.map((row) => ({
        id: row.id,
        form: row.form as BatchView['form'],
        place: row.place,
        total: row.total,
        enteredBy: { id: row.enteredBy, name: row.enterer ?? '' },
        enteredAt: row.enteredAt,
        confirmed: row.confirmedAt && { by: row.confirmer ?? '', at: row.confirmedAt },
        withdrawn: row.withdrawnAt && { by: row.withdrawer ?? '', at: row.withdrawnAt, reason: row.reason ?? '' },
        papers: open ? (row.papers as unknown as BatchView['papers']) : null,
      })),
    };
  },
});
