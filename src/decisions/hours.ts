// A proposal's hours: its opening, its closing, and the last date for ratification. At each the server itself acts.
import type { App, Subscriber } from '../kernel/app.ts';
import type { TimedContext } from '../kernel/command.ts';
import { byClock } from '../system/jobs/by-clock.ts';
import { later } from '../system/jobs/queue.ts';
import type { Handlers } from '../system/jobs/worker.ts';
import { close, open, settleOutcome } from './commands.ts';
import { extend, reopen, resume } from './way/hours-commands.ts';
import { callToRevisit, revisit } from './way/revisit-commands.ts';

/** What is done at those hours. */
export const hourHandlers = (app: App): Handlers =>
  Object.fromEntries(
    [open, close, settleOutcome, callToRevisit].map((command) => [command.name, byClock(app, command)]),
  );

/** Sets the clock when a proposal is put or its hours move, and again when an outcome waits for ratifications. */
export const keepHours: Subscriber = async (context, { verb, aboutId }) => {
  if (setsHours.includes(verb)) await keepProposalHours(context, aboutId);
  if (recounts.includes(verb)) await keepRatificationHour(context, aboutId);
  if (verb === close.name || verb === revisit.name) await keepRevisitDay(context, aboutId);
};

/** After each of these the vote opens or closes at another hour. */
const setsHours: string[] = ['decisions.propose', extend.name, resume.name, reopen.name, 'decisions.voteOnAmendment'];

/** After each of these another date may be the last that is waited for. */
const recounts = [close.name, settleOutcome.name, 'decisions.ratify', 'decisions.refuseRatification'];

async function keepProposalHours(context: TimedContext, id: string): Promise<void> {
  const { db, coalition, now } = context;
  const { number, opensAt, closesAt } = await db
    .selectFrom('proposals')
    .select(['number', 'opensAt', 'closesAt'])
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (opensAt && opensAt > now) await at(context, open.name, id, number, opensAt);
  await at(context, close.name, id, number, closesAt);
}

async function keepRevisitDay(context: TimedContext, id: string): Promise<void> {
  const { db, coalition } = context;
  const { number, revisitOn } = await db
    .selectFrom('proposals')
    .select(['number', 'revisitOn'])
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (revisitOn !== null)
    await at(context, callToRevisit.name, id, number, new Date(`${String(revisitOn).slice(0, 10)}T06:00:00Z`));
}

async function keepRatificationHour(context: TimedContext, id: string): Promise<void> {
  const { db, coalition } = context;
  const outcome = await db
    .selectFrom('outcomes as o')
    .innerJoin('proposals as p', (join) =>
      join.onRef('p.coalitionId', '=', 'o.coalitionId').onRef('p.id', '=', 'o.proposalId'),
    )
    .select(['p.number', 'o.provisionalUntil'])
    .where('o.coalitionId', '=', coalition.id)
    .where('o.proposalId', '=', id)
    .orderBy('o.at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (outcome?.provisionalUntil) await at(context, settleOutcome.name, id, outcome.number, outcome.provisionalUntil);
}

const at = (context: TimedContext, name: string, id: string, proposal: number, hour: Date): Promise<void> =>
  later(context, { name, payload: { coalition: context.coalition.slug, proposal }, at: hour, key: id });
