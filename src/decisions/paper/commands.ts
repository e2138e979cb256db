// Paper: bundles of ballots that were counted by hand. Two people stand for each; only then it counts.
// Invariants: the papers of all bundles never pass the number of people who may vote on paper; nobody confirms their own.
import { sql } from 'kysely';
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { line, text } from '../../kernel/text.ts';
import { optionsOf } from '../count.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { openQuestion } from '../tally/count.ts';
import { ONE } from '../tally/exact.ts';
import { type Bundle, bundleOfAnswers, mostPaper, readBundle } from './bundle.ts';
import { mayAllowPaper, mayConfirmPaper, mayEnterPaper } from './policy.ts';
import { paperRoll, paperTotals } from './rows.ts';

/** Says how many people may vote on paper; before the vote opens. */
export const allowPaper = command({
  name: 'decisions.allowPaper',
  scope: 'coalition',
  summary:
    'Let a number of people vote on paper beside the members on the roll: said before the vote opens. Their ballots are brought in as counts.',
  input: z.strictObject({ proposal: proposalNumber, people: z.int().min(1).max(mostPaper) }),
  result: z.object({ people: z.int() }),
  example: (story) => ({ proposal: story.paper.discussed, people: 200 }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor }, proposal) => mayAllowPaper(actor, proposal),
  async run({ db, coalition, actor, now }, proposal, { people }) {
    const said = { people, byPerson: actor.person!, at: now };
    await db
      .insertInto('paperRolls')
      .values({ coalitionId: coalition.id, proposalId: proposal.id, ...said })
      .onConflict((c) => c.columns(['coalitionId', 'proposalId']).doUpdateSet(said))
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { people } };
  },
});

const answers = z.strictObject({
  yes: z.int().min(0).max(mostPaper).default(0),
  no: z.int().min(0).max(mostPaper).default(0),
  abstain: z.int().min(0).max(mostPaper).default(0),
});

/** Brings in a bundle of paper ballots, as it was counted. It counts when somebody else has confirmed it. */
export const enterPaper = command({
  name: 'decisions.enterPaper',
  scope: 'coalition',
  summary:
    'Bring in a bundle of paper ballots as counts: a CSV (count,rank1,… or count,choice), BLT or exported JSON as text, or numbers by answer. It counts when somebody else has confirmed it.',
  input: z.strictObject({
    proposal: proposalNumber,
    /** Where these ballots were cast or counted: "Town hall, table 2". */
    place: line(120).default(''),
    text: z.string().max(3_900_000).default(''),
    answers: answers.optional(),
  }),
  result: z.object({ batch: z.uuid(), total: z.int() }),
  example: (story) => ({ proposal: story.paper.proposal, place: 'Town hall, table 3', answers: { yes: 20, no: 4 } }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor, now }, proposal) => mayEnterPaper(actor, proposal, now),
  async run(context, proposal, { place, text, answers }) {
    const read = await readPapers(context, proposal, text, answers);
    if (isRefusal(read)) return read;
    const field = read.form === 'answers' ? 'answers.yes' : 'text';
    const full = await passesRoll(context, proposal, read.total, field);
    if (full) return full;
    const { db, coalition, ids, actor, now } = context;
    const batch = ids.next();
    await db
      .insertInto('paperBatches')
      .values({
        coalitionId: coalition.id,
        id: batch,
        proposalId: proposal.id,
        form: read.form,
        place,
        // As text: the driver would take a list for an array of the database's.
        papers: sql`${JSON.stringify(read.papers)}::text::jsonb`,
        total: read.total,
        enteredBy: actor.person!,
        enteredAt: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { batch, total: read.total } };
  },
});

async function readPapers(
  context: TimedContext,
  proposal: Proposal,
  text: string,
  answers?: Record<string, number>,
): Promise<Bundle | Refusal> {
  const opened = openQuestion({
    method: proposal.method,
    settings: proposal.settings,
    quorum: proposal.quorum,
    options: await optionsOf(context, proposal.id),
    roll: { entries: 1, weight: ONE },
    seed: proposal.seed,
  });
  if (!opened.ok) throw new Error(`proposal ${proposal.number} cannot be voted on: ${opened.problem.key}`);
  const { method, question } = opened.value;
  if (text.trim() !== '') return readBundle(text, method, question);
  if (method.shape === 'yes-no-abstain') return bundleOfAnswers(answers ?? {}, method, question);
  return invalid('text', 'paper.empty');
}

async function passesRoll(
  context: Context,
  { id }: Proposal,
  more: number,
  field: string,
): Promise<Refusal | undefined> {
  const people = await paperRoll(context, id);
  if (people === undefined) return conflict('paper.notAllowed');
  const { entered } = await paperTotals(context, id);
  return entered + more > people ? invalid(field, 'paper.passesRoll', { people, entered, more }) : undefined;
}

interface Batch {
  proposal: Proposal;
  total: number;
  enteredBy: string;
  confirmed: boolean;
}

/** A bundle with its proposal, the closing's lock held, so that what counts stands still. */
async function loadBatch(context: Context, batch: string): Promise<Batch | Refusal> {
  const { db, coalition } = context;
  const row = await db
    .selectFrom('paperBatches as b')
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'b.coalitionId').onRef('p.id', '=', 'b.proposalId'),
    )
    .select(['p.number', 'b.total', 'b.enteredBy'])
    .where('b.coalitionId', '=', coalition.id)
    .where('b.id', '=', batch)
    .executeTakeFirst();
  if (!row) return notFound('paper.notFound');
  const proposal = await findProposal(context, row.number, 'update');
  if (isRefusal(proposal)) return proposal;
  const state = await db
    .selectFrom('paperBatches as b')
    .leftJoin('paperConfirmations as c', (j) =>
      j.onRef('c.coalitionId', '=', 'b.coalitionId').onRef('c.batchId', '=', 'b.id'),
    )
    .leftJoin('paperWithdrawals as w', (j) =>
      j.onRef('w.coalitionId', '=', 'b.coalitionId').onRef('w.batchId', '=', 'b.id'),
    )
    .select(['c.batchId as confirmed', 'w.batchId as withdrawn'])
    .where('b.coalitionId', '=', coalition.id)
    .where('b.id', '=', batch)
    .executeTakeFirstOrThrow();
  if (state.withdrawn) return conflict('paper.isWithdrawn');
  return { proposal, total: row.total, enteredBy: row.enteredBy, confirmed: state.confirmed !== null };
}

/** Stands for a bundle that somebody else entered, having counted it oneself. From now on it counts. */
export const confirmPaper = command({
  name: 'decisions.confirmPaper',
  scope: 'coalition',
  summary: 'Confirm a bundle that somebody else entered, with the number of ballots that one has counted oneself.',
  input: z.strictObject({ batch: z.uuid(), total: z.int().min(0).max(mostPaper) }),
  result: z.object({ batch: z.uuid(), total: z.int() }),
  example: (story) => ({ batch: story.paper.batch, total: 60 }),
  load: (context, { batch }) => loadBatch(context, batch),
  may: ({ actor, now }, { proposal, enteredBy }) => mayConfirmPaper(actor, proposal, enteredBy, now),
  async run({ db, coalition, actor, now }, { proposal, total, confirmed }, input) {
    if (confirmed) return conflict('paper.isConfirmed');
    if (input.total !== total) return invalid('total', 'paper.differs', { entered: total, counted: input.total });
    await db
      .insertInto('paperConfirmations')
      .values({ coalitionId: coalition.id, batchId: input.batch, byPerson: actor.person!, at: now })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { batch: input.batch, total } };
  },
});

/** Takes a bundle back, with the reason, while the vote is open. */
export const withdrawPaper = command({
  name: 'decisions.withdrawPaper',
  scope: 'coalition',
  summary:
    'Take a bundle of paper ballots back while the vote is open, and say why. It stays on record and counts no more.',
  input: z.strictObject({ batch: z.uuid(), reason: text(500).min(1) }),
  result: z.object({ batch: z.uuid() }),
  example: (story) => ({ batch: story.paper.batch, reason: 'Counted twice.' }),
  load: (context, { batch }) => loadBatch(context, batch),
  may: ({ actor, now }, { proposal }) => mayEnterPaper(actor, proposal, now),
  async run({ db, coalition, actor, now }, { proposal }, { batch, reason }) {
    await db
      .insertInto('paperWithdrawals')
      .values({ coalitionId: coalition.id, batchId: batch, byPerson: actor.person!, at: now, reason })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { batch } };
  },
});
