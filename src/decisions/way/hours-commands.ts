// What facilitators do with the hours of a vote: extend, pause, resume, reopen; each with its reason, in a row of its own.
// Invariants: a closing hour only moves later; a pause takes no time from anybody; nothing is voted on or closed meanwhile,
// for all of these lock the proposal alone, as closing does.
import { z } from 'zod';
import { command, type TimedContext } from '../../kernel/command.ts';
import { conflict, invalid, type Refusal } from '../../kernel/errors.ts';
import { instant } from '../../kernel/ids.ts';
import { text } from '../../kernel/text.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { mayExtend, mayPause, mayReopen, mayResume } from './policy.ts';

const withReason = z.strictObject({ proposal: proposalNumber, reason: text(2000).min(1) });
const withHour = withReason.extend({ closesAt: instant });
const hours = z.object({ proposal: z.int(), closesAt: z.date() });

/** Moves the closing hour later. */
export const extend = command({
  name: 'decisions.extend',
  scope: 'coalition',
  summary: 'Move the closing hour later, with the reason. It can never be moved earlier.',
  input: withHour,
  result: hours,
  example: (story) => ({
    proposal: story.proposals.open,
    reason: 'The school is closed for a week; its parents have not met.',
    closesAt: story.soon,
  }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor, now }, proposal) => mayExtend(actor, proposal, now),
  async run(context, proposal, { reason, closesAt }) {
    const { db, coalition, ids, actor, now } = context;
    const wrong = checkHour(closesAt, now);
    if (wrong) return wrong;
    if (closesAt <= proposal.closesAt) return invalid('closesAt', 'way.neverEarlier');
    await db
      .insertInto('extensions')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        at: now,
        byPerson: actor.person!,
        reason,
        fromAt: proposal.closesAt,
        untilAt: closesAt,
      })
      .execute();
    await moveHours(context, proposal, closesAt);
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, closesAt } };
  },
});

/** Stops the time of a vote. */
export const pause = command({
  name: 'decisions.pause',
  scope: 'coalition',
  summary: 'Pause an open vote, with the reason. Nobody votes and no time passes until it is resumed.',
  input: withReason,
  result: z.object({ proposal: z.int() }),
  example: (story) => ({ proposal: story.proposals.open, reason: 'The council has postponed its hearing.' }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor, now }, proposal) => mayPause(actor, proposal, now),
  conflicts: { pauses_one_holds: conflict('way.isPaused') },
  async run({ db, coalition, ids, actor, now }, proposal, { reason }) {
    await db
      .insertInto('pauses')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        at: now,
        byPerson: actor.person!,
        reason,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});

/** Lets time run again; the closing moves by as long as it stood still. */
export const resume = command({
  name: 'decisions.resume',
  scope: 'coalition',
  summary: 'Resume a paused vote. It closes later by as long as it was paused.',
  input: withReason.extend({ reason: text(2000).default('') }),
  result: hours,
  example: (story) => ({ proposal: story.proposals.paused, reason: 'The hearing has a new date.' }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor }, proposal) => mayResume(actor, proposal),
  async run(context, proposal, { reason }) {
    const { db, coalition, actor, now } = context;
    const closesAt = new Date(proposal.closesAt.getTime() + now.getTime() - proposal.pausedAt!.getTime());
    await db
      .updateTable('pauses')
      .set({ endedAt: now, endedBy: actor.person, endReason: reason })
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .where('endedAt', 'is', null)
      .execute();
    await moveHours(context, proposal, closesAt);
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, closesAt } };
  },
});

/** Opens a closed vote again. Its ballots stand until they are replaced; the outcome of before stays in the record. */
export const reopen = command({
  name: 'decisions.reopen',
  scope: 'coalition',
  summary: 'Open a closed vote again, with the reason. Never a secret one. The earlier outcome stays in the record.',
  input: withHour,
  result: hours,
  example: (story) => ({
    proposal: story.proposals.fell,
    reason: 'Two members could not sign in on the last evening.',
    closesAt: story.soon,
  }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor }, proposal) => mayReopen(actor, proposal),
  async run(context, proposal, { reason, closesAt }) {
    const { db, coalition, ids, actor, now } = context;
    const wrong = checkHour(closesAt, now);
    if (wrong) return wrong;
    const closure = await db
      .deleteFrom('closures')
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .returning(['at', 'byPerson'])
      .executeTakeFirstOrThrow();
    await db
      .insertInto('reopenings')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        at: now,
        byPerson: actor.person!,
        reason,
        closedAt: closure.at,
        closedBy: closure.byPerson,
        closesAt,
      })
      .execute();
    await moveHours(context, proposal, closesAt);
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number, closesAt } };
  },
});

const furthest = 10 * 366 * 24 * 3600_000;

function checkHour(closesAt: Date, now: Date): Refusal | undefined {
  if (closesAt <= now) return invalid('closesAt', 'decisions.closesInPast');
  return closesAt.getTime() - now.getTime() > furthest ? invalid('closesAt', 'way.tooFarAhead') : undefined;
}

/** The close moves, and with it every date until which members may ratify. */
async function moveHours(context: TimedContext, proposal: Proposal, closesAt: Date): Promise<void> {
  const { db, coalition } = context;
  const by = closesAt.getTime() - proposal.closesAt.getTime();
  // A vote closed early, when everybody had voted, may be opened again until before its first hour.
  const moved = (date: Date): Date => new Date(date.getTime() + Math.max(by, 0));
  await db
    .updateTable('proposals')
    .set({ closesAt, ratifyBy: moved(proposal.ratifyBy) })
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', proposal.id)
    .execute();
  if (by <= 0) return;
  const promised = await db
    .selectFrom('ballots')
    .select('ratifyBy')
    .distinct()
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal.id)
    .where('ratifyBy', 'is not', null)
    .orderBy('ratifyBy', 'desc')
    .execute();
  for (const { ratifyBy } of promised) {
    await db
      .updateTable('ballots')
      .set({ ratifyBy: moved(ratifyBy!) })
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .where('ratifyBy', '=', ratifyBy!)
      .execute();
  }
}
