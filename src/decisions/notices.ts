// Mails about decisions: one waits for you, your organization is asked to ratify, something was decided.
// They go to the people who speak for the members concerned, each in their own language and zone, and only to those
// who want them.
import type { App, Subscriber } from '../kernel/app.ts';
import type { TimedContext } from '../kernel/command.ts';
import { translator } from '../system/i18n/translate.ts';
import { later } from '../system/jobs/queue.ts';
import type { Handlers } from '../system/jobs/worker.ts';
import { enqueueMail, type Mail } from '../system/mail/outbox.ts';
import { stopLink } from '../system/mail/stopping.ts';
import { kindOf } from '../system/mail/templates.ts';
import {
  findAbout,
  findOutcomes,
  isOpen,
  type Notice,
  type Reader,
  ratificationOf,
  readersOf,
  readersOnRoll,
} from './notice-facts.ts';
import { resultInWords } from './words.ts';

const kinds = ['decide', 'ratify', 'decided'] as const;
type Kind = (typeof kinds)[number];
const jobOf = (kind: Kind) => `decisions.notice.${kind}`;

/** After these an outcome may have become final. */
const recounts = ['decisions.close', 'decisions.settle', 'decisions.ratify', 'decisions.refuseRatification'];

/** Has people written to after what they should know of; the mails are written by a job, for there may be hundreds. */
export const noticeDecisions: Subscriber = async (context, { verb, aboutId, forMember }) => {
  if (
    verb === 'decisions.open' ||
    verb === 'decisions.voteOnAmendment' ||
    (verb === 'decisions.propose' && (await isOpen(context, aboutId)))
  ) {
    await tell(context, 'decide', aboutId);
  }
  if (forMember && ['decisions.castBallot', 'decisions.replaceBallot'].includes(verb)) {
    if (await ratificationOf(context.db, context.coalition.id, aboutId, forMember)) {
      await tell(context, 'ratify', aboutId, forMember);
    }
  }
  if (recounts.includes(verb)) await tell(context, 'decided', aboutId);
};

const tell = (context: TimedContext, kind: Kind, proposal: string, member = ''): Promise<void> =>
  later(context, {
    name: jobOf(kind),
    payload: { coalition: context.coalition.id, proposal, member },
    key: `${proposal} ${member}`,
  });

export const noticeHandlers = (app: App): Handlers =>
  Object.fromEntries(
    kinds.map((kind) => [
      jobOf(kind),
      {
        run: ({ coalition, proposal, member }) =>
          app.database.transaction({ person: null, reads: [String(coalition)] }, async (db) => {
            const notice = {
              app,
              db,
              now: await app.clock.now(db),
              coalition: String(coalition),
              id: String(proposal),
            };
            await write[kind](notice, String(member));
          }),
      },
    ]),
  );

/** Nobody is written to about what was decided days ago. */
const stale = 2 * 24 * 3600_000;

const write: Record<Kind, (notice: Notice, member: string) => Promise<void>> = {
  async decide(notice) {
    const about = await findAbout(notice);
    if (about.closesAt <= notice.now) return;
    for (const reader of await readersOnRoll(notice, ['decides', 'consults'], 'waits')) {
      const vars = { ...about.common, until: about.closesAt.toISOString(), zone: reader.timeZone };
      await send(notice, about, reader, { template: 'decide', vars, until: about.closesAt });
    }
  },
  async ratify(notice, member) {
    const ballot = await ratificationOf(notice.db, notice.coalition, notice.id, member);
    if (!ballot?.ratifyBy || ballot.ratifyBy <= notice.now) return;
    const about = await findAbout(notice);
    for (const reader of await readersOf(notice, [member], ['decides', 'consults'], 'waits')) {
      const until = ballot.ratifyBy.toISOString();
      const vars = { ...about.common, member: ballot.memberName, until, zone: reader.timeZone };
      await send(notice, about, reader, { template: 'ratify', vars, until: ballot.ratifyBy }, member);
    }
  },
  /** Once, when it is final: not while ratifications are still to come, nor when it is merely counted again. */
  async decided(notice) {
    const outcomes = await findOutcomes(notice);
    if (outcomes.filter(({ provisionalUntil }) => provisionalUntil === null).length !== 1) return;
    if (notice.now.getTime() - outcomes.at(-1)!.at.getTime() > stale) return;
    const about = await findAbout(notice);
    for (const reader of await readersOnRoll(notice, ['decides', 'consults', 'observes'], 'decided')) {
      const outcome = resultInWords(translator(reader.language), outcomes.at(-1)!, about.options);
      await send(notice, about, reader, {
        template: 'decided',
        vars: { ...about.common, outcome, zone: reader.timeZone },
      });
    }
  },
};

type About = Awaited<ReturnType<typeof findAbout>>;

/** Once to each reader: the job that writes these may be done again. */
function send(
  { app, db, now, id, coalition }: Notice,
  { slug, common }: About,
  { person, email, language }: Reader,
  mail: Omit<Mail, 'to' | 'lang'>,
  member = '',
): Promise<void> {
  const kind = kindOf[mail.template]!;
  return enqueueMail(
    { db, ids: app.ids, now },
    {
      ...mail,
      to: email,
      lang: language,
      key: `${mail.template} ${id} ${member} ${person} ${mail.until?.toISOString() ?? ''}`,
      headers: {
        thread: `decision ${id}`,
        list: { id: `${kind}.${slug}`, name: common.coalition, stop: stopLink(app, { person, coalition, kind }) },
      },
    },
  );
}
