// A member's own deadline: at that hour the server makes the mandate of the answers, and tells the member's voices.
import type { App, Subscriber } from '../../kernel/app.ts';
import type { TimedContext } from '../../kernel/command.ts';
import { byClock } from '../../system/jobs/by-clock.ts';
import { later } from '../../system/jobs/queue.ts';
import type { Handlers } from '../../system/jobs/worker.ts';
import { enqueueMail } from '../../system/mail/outbox.ts';
import { readersOf } from '../notice-facts.ts';
import { concludeHome } from './commands-mandating.ts';
import { mandatePaths } from './paths.ts';

export const homeHandlers = (app: App): Handlers => ({ [concludeHome.name]: byClock(app, concludeHome) });

/** Sets the clock when a question goes home; when the answers are in, writes to those who speak for the member. */
export const keepHomeHours: Subscriber = async (context, { verb, aboutId, forMember }) => {
  if (verb === 'mandates.ask') await keepDeadline(context, aboutId, forMember!);
  if (verb === concludeHome.name) await tellAnswer(context, aboutId, forMember!);
};

async function keepDeadline(context: TimedContext, proposal: string, member: string): Promise<void> {
  const { db, coalition } = context;
  const { id, closesAt } = await db
    .selectFrom('consultations')
    .select(['id', 'closesAt'])
    .where('coalitionId', '=', coalition.id)
    .where('proposalId', '=', proposal)
    .where('memberId', '=', member)
    .where('endedAt', 'is', null)
    .executeTakeFirstOrThrow();
  const payload = { coalition: coalition.slug, consultation: id };
  await later(context, { name: concludeHome.name, payload, at: closesAt, key: id });
}

async function tellAnswer(context: TimedContext, proposal: string, member: string): Promise<void> {
  const { db, coalition, publicUrl, now } = context;
  const { number, question } = await db
    .selectFrom('proposals as p')
    .innerJoin('proposalVersions as v', (j) =>
      j.onRef('v.coalitionId', '=', 'p.coalitionId').onRef('v.proposalId', '=', 'p.id'),
    )
    .select(['p.number', 'v.question'])
    .where('p.coalitionId', '=', coalition.id)
    .where('p.id', '=', proposal)
    .orderBy('v.version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { name } = await db
    .selectFrom('members')
    .select('name')
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', member)
    .executeTakeFirstOrThrow();
  const link = `${publicUrl}${mandatePaths(coalition.slug, number, member).one}`;
  for (const { email, language } of await readersOf(
    { db, now, coalition: coalition.id },
    [member],
    speaking,
    'waits',
  )) {
    const vars = { coalition: coalition.name, member: name, question, link };
    await enqueueMail(context, { to: email, lang: language, template: 'homeAnswer', vars });
  }
}

const speaking = ['decides', 'consults'];
