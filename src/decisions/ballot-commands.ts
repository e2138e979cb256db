// Casting, and everything that a member says about its ballot afterwards.
// Invariants: one ballot counts per roll entry, whoever of its representatives casts it (a constraint, not a check);
// a colleague replaces it knowingly or not at all; only the member's own people speak for it.
import { z } from 'zod';
import { type Context, command, type TimedContext } from '../kernel/command.ts';
import { conflict, forbidden, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { instant } from '../kernel/ids.ts';
import { line, text } from '../kernel/text.ts';
import { checkCast, isObjection } from './choosing.ts';
import { cast, proposalNumber } from './inputs.ts';
import { holdToMandate, inForce, noteHeld } from './mandates/casting.ts';
import type { Mandate } from './mandates/held.ts';
import { presentMandate } from './mandates/rows.ts';
import { putOutcome } from './outcome.ts';
import { mayCast, mayCastOwn, mayRatify } from './policy.ts';
import { findProposal, type Proposal } from './proposal.ts';
import { putEnvelope } from './secrecy/box.ts';
import type { Choice } from './tally/ballot.ts';
import { type Fraction, fraction } from './tally/exact.ts';
import { asksAgain } from './tally/methods.ts';
import type { Cast } from './tally/split.ts';

interface Entry {
  id: string;
  weight: string;
  ballot: { id: string; castBy: string } | null;
}

interface Facts {
  proposal: Proposal;
  /** The member's place on the roll; null where it has none. */
  entry: Entry | null;
  mandate: Mandate | undefined;
}

/** Casts the member's ballot, or replaces the one that is there. */
export const castBallot = command({
  name: 'decisions.castBallot',
  scope: 'coalition',
  summary: "Cast a member's ballot, or knowingly replace the one that is there.",
  input: z.strictObject({
    proposal: proposalNumber,
    /** The member whose ballot it is; nothing where the persons vote: then it is one's own. */
    member: z.uuid().optional(),
    choice: cast,
    basis: z.enum(['own_authority', 'consulted', 'subject_to_ratification']).default('own_authority'),
    /** How the organization was asked: "our board, 12 May". */
    consultedHow: line(500).default(''),
    /** By when the member will say whether it stands behind this; the rule's own date where nothing is said. */
    ratifyBy: instant.optional(),
    /** The version of the text that was on the screen: nobody answers one that they have not seen. */
    basedOn: z.int().positive().optional(),
    /** The ballot on the screen that this one replaces. */
    replaces: z.uuid().optional(),
    /** The reason of an objection. */
    reason: text(5000).default(''),
    /** The member's mandate on the screen, under which this is cast. */
    mandate: z.uuid().optional(),
    /** Why the ballot says something else than the mandate, where the rule lets it. Everybody reads it after the close. */
    otherwiseBecause: text(2000).default(''),
  }),
  result: z.object({ ballot: z.uuid(), replaced: z.boolean() }),
  example: (story) => ({
    proposal: story.proposals.open,
    member: story.members.tenants,
    choice: { answer: 'yes' as const },
  }),
  load: (context, { proposal, member }) => loadEntry(context, proposal, member),
  may({ actor, now }, { proposal, entry, mandate }, input) {
    const { member, basis } = input;
    if (member === undefined && proposal.voters === 'members') return invalid('member', 'rules.whichMember');
    // Under a mandate, or where one is needed, what it is worth is said further down, in its own words.
    const mandated = Boolean(inForce(mandate, proposal, now) || input.mandate || proposal.mandateRequired);
    const verdict =
      member === undefined
        ? mayCastOwn(actor, proposal, basis, now)
        : mayCast(actor, proposal, member, basis, now, mandated);
    return verdict !== true || entry !== null ? verdict : forbidden('decisions.notOnRoll');
  },
  conflicts: { ballots_one_per_entry: conflict('decisions.colleagueWasFaster') },
  async run(context, { proposal, entry, mandate }, input) {
    if (input.basedOn !== undefined && input.basedOn !== proposal.version)
      return conflict('decisions.textChanged', { version: String(proposal.version) });
    const checked = await checkBallot(context, proposal, fraction(entry!.weight), input);
    if (isRefusal(checked)) return checked;
    const { member } = input;
    const held = member ? await holdToMandate(context, proposal, mandate, { ...input, member }, checked) : null;
    if (isRefusal(held)) return held;
    const { db, coalition, ids, actor, now } = context;
    const replaced = await replaceBallot(context, entry!, input.replaces);
    if (isRefusal(replaced)) return replaced;
    const id = ids.next();
    const subject = input.basis === 'subject_to_ratification';
    const secret = proposal.secrecy === 'secret';
    await db
      .insertInto('ballots')
      .values({
        coalitionId: coalition.id,
        id,
        proposalId: proposal.id,
        entryId: entry!.id,
        choice: secret ? null : (checked as object as Record<string, string>),
        version: proposal.version,
        basis: held && !subject ? 'consulted' : input.basis,
        consultedHow: input.consultedHow || (held?.mandate.decidedHow ?? ''),
        ratifyBy: subject ? (input.ratifyBy ?? proposal.ratifyBy) : null,
        castBy: actor.person!,
        castAt: now,
      })
      .execute();
    if (secret) {
      const full = await putEnvelope(context, proposal, { entry: entry!.id, ballot: id }, checked as Choice);
      if (full) return full;
    }
    if (held) await noteHeld(context, proposal, id, held, input.otherwiseBecause);
    await settleObjections(context, proposal, entry!.id, checked, input.reason);
    return {
      about: { kind: 'proposal', id: proposal.id },
      for: input.member,
      verb: replaced ? 'decisions.replaceBallot' : undefined,
      value: { ballot: id, replaced },
    };
  },
});

async function checkBallot(
  context: TimedContext,
  proposal: Proposal,
  weight: Fraction,
  input: z.output<(typeof castBallot)['input']>,
): Promise<Cast | Refusal> {
  const checked = await checkCast(context, proposal, input.choice, weight);
  if (isRefusal(checked)) return checked;
  // How a member was asked may say what it answered.
  if (proposal.secrecy === 'secret' && input.consultedHow !== '') return invalid('consultedHow', 'secrecy.noHow');
  const told = input.consultedHow !== '' || input.mandate !== undefined || proposal.secrecy === 'secret';
  if (input.basis === 'consulted' && !told) return invalid('consultedHow', 'decisions.sayHowConsulted');
  // A date that has passed would turn silence into an answer before the member could give one.
  if (input.ratifyBy && input.ratifyBy <= context.now) return invalid('ratifyBy', 'decisions.ratificationPassed');
  if (input.ratifyBy && input.ratifyBy > proposal.ratifyBy) return invalid('ratifyBy', 'decisions.ratifyTooLate');
  if (isObjection(checked) && input.reason === '') return invalid('reason', 'decisions.objectionNeedsReason');
  return checked;
}

/** Takes the present ballot out of the count. Whoever replaces one must have seen which: no colleague is overwritten unseen. */
async function replaceBallot(
  { db, coalition, now }: TimedContext,
  entry: Entry,
  replaces?: string,
): Promise<boolean | Refusal> {
  if (entry.ballot === null) return replaces === undefined ? false : conflict('decisions.ballotChanged');
  if (replaces !== entry.ballot.id) return conflict('decisions.colleagueWasFaster');
  const taken = await db
    .updateTable('ballots')
    .set({ replacedAt: now })
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', replaces)
    .where('replacedAt', 'is', null)
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n ? true : conflict('decisions.ballotChanged');
}

/** An objection is raised with the ballot that says so, and taken back with the ballot that no longer does. */
export async function settleObjections(
  context: TimedContext,
  proposal: Proposal,
  entryId: string,
  choice: Cast,
  reason: string,
) {
  if (!asksAgain(proposal.method)) return;
  const { db, coalition, ids, actor, now } = context;
  const common = { coalitionId: coalition.id, at: now };
  const open = await db
    .selectFrom('objections as o')
    .leftJoin('objectionSteps as s', (j) =>
      j
        .onRef('s.coalitionId', '=', 'o.coalitionId')
        .onRef('s.objectionId', '=', 'o.id')
        .on('s.became', 'in', ['withdrawn', 'integrated']),
    )
    .select('o.id')
    .where('o.coalitionId', '=', coalition.id)
    .where('o.entryId', '=', entryId)
    .where('s.id', 'is', null)
    .execute();
  for (const { id } of open) {
    await db
      .insertInto('objectionSteps')
      .values({ ...common, id: ids.next(), objectionId: id, became: 'withdrawn', byPerson: actor.person! })
      .execute();
  }
  if (!isObjection(choice)) return;
  await db
    .insertInto('objections')
    .values({
      ...common,
      id: ids.next(),
      proposalId: proposal.id,
      entryId,
      version: proposal.version,
      reason,
      raisedBy: actor.person!,
    })
    .execute();
}

/** The proposal, its lock shared, and the member's (or the person's own) place on its roll with the ballot that counts now. */
export async function loadEntry(context: Context, number: number, member?: string): Promise<Facts | Refusal> {
  const proposal = await findProposal(context, number, 'share');
  if (isRefusal(proposal)) return proposal;
  const own = member === undefined;
  const row = await context.db
    .selectFrom('rollEntries as e')
    .leftJoin('ballots as b', (j) =>
      j.onRef('b.coalitionId', '=', 'e.coalitionId').onRef('b.entryId', '=', 'e.id').on('b.replacedAt', 'is', null),
    )
    .select(['e.id', 'e.weight', 'b.id as ballot', 'b.castBy'])
    .where('e.coalitionId', '=', context.coalition.id)
    .where('e.proposalId', '=', proposal.id)
    .where(own ? 'e.personId' : 'e.memberId', '=', own ? context.actor.person : member)
    .executeTakeFirst();
  const entry = row
    ? { id: row.id, weight: row.weight, ballot: row.ballot === null ? null : { id: row.ballot, castBy: row.castBy! } }
    : null;
  return { proposal, entry, mandate: own ? undefined : await presentMandate(context, proposal.id, member) };
}

/** Says for the member whether it stands behind the ballot cast in its name. After the close the outcome is counted again. */
export const ratify = command({
  name: 'decisions.ratify',
  scope: 'coalition',
  summary: 'Say, for the member, whether it stands behind the ballot that was cast subject to its ratification.',
  input: z.strictObject({
    ballot: z.uuid(),
    answer: z.enum(['ratified', 'refused']),
    /** By whom, when and how the member decided. */
    decidedHow: line(500).min(1),
  }),
  result: z.object({ ballot: z.uuid(), answer: z.string() }),
  example: (story) => ({
    ballot: story.ballots.union,
    answer: 'ratified' as const,
    decidedHow: 'Our board, on 12 May.',
  }),
  load: loadBallot,
  may: ({ actor, now }, { proposal, member, ratifyBy }) => mayRatify(actor, proposal, member, ratifyBy, now),
  conflicts: { ratifications_pkey: conflict('decisions.ratifiedAlready') },
  async run(context, { proposal, member, ballot }, { answer, decidedHow }) {
    const { db, coalition, actor, now } = context;
    await db
      .insertInto('ratifications')
      .values({
        coalitionId: coalition.id,
        ballotId: ballot,
        proposalId: proposal.id,
        answer,
        decidedHow,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    if (proposal.stage === 'closed') await putOutcome(context, proposal);
    const verb = answer === 'refused' ? 'decisions.refuseRatification' : undefined;
    return { about: { kind: 'proposal', id: proposal.id }, for: member, verb, value: { ballot, answer } };
  },
});

async function loadBallot(context: Context, { ballot }: { ballot: string }) {
  const { db, coalition } = context;
  const found = await db
    .selectFrom('ballots as b')
    .innerJoin('rollEntries as e', (j) =>
      j.onRef('e.coalitionId', '=', 'b.coalitionId').onRef('e.id', '=', 'b.entryId'),
    )
    .innerJoin('proposals as p', (j) =>
      j.onRef('p.coalitionId', '=', 'b.coalitionId').onRef('p.id', '=', 'b.proposalId'),
    )
    .select(['p.number', 'e.memberId', 'b.ratifyBy'])
    .where('b.coalitionId', '=', coalition.id)
    .where('b.id', '=', ballot)
    .where('b.replacedAt', 'is', null)
    .executeTakeFirst();
  if (!found) return notFound('decisions.ballotNotFound');
  if (!found.ratifyBy || found.memberId === null) return conflict('decisions.nothingToRatify');
  // Alone, not shared: a ratification after the close counts again, and two of them must not count past each other.
  const proposal = await findProposal(context, found.number, 'update');
  if (isRefusal(proposal)) return proposal;
  // Asked again: a colleague may have replaced it while we waited for the lock.
  const present = await db
    .selectFrom('ballots')
    .select('id')
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', ballot)
    .where('replacedAt', 'is', null)
    .executeTakeFirst();
  return !present
    ? notFound('decisions.ballotNotFound')
    : { proposal, member: found.memberId, ratifyBy: found.ratifyBy, ballot };
}
