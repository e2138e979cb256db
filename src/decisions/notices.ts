// Mails about decisions: one waits for you, your organization is asked to ratify, its vote is missing, something was
// decided. They go to the people who speak for the members concerned, each in their own language and zone, and only to
// those who want them.
import type { App, Subscriber } from '../kernel/app.ts';
import type { TimedContext } from '../kernel/command.ts';
import { translator } from '../system/i18n/translate.ts';
import { later } from '../system/jobs/queue.ts';
import type { Handlers } from '../system/jobs/worker.ts';
import { enqueueMail, type Mail, takeBack } from '../system/mail/outbox.ts';
import { tagged } from '../system/mail/return-path.ts';
import { stopLink } from '../system/mail/stopping.ts';
import { kindOf, type ReplyShape } from '../system/mail/templates.ts';
import { tokenFor } from './links.ts';
import {
  type About,
  findAbout,
  findOutcomes,
  findRoot,
  isOpen,
  type Notice,
  type Reader,
  ratificationOf,
  readersOf,
  readersOnRoll,
  stageOf,
  type VoterReader,
  votersOf,
} from './notice-facts.ts';
import { votePaths } from './paths.ts';
import { reminderHours } from './reminders.ts';
import { findMethod } from './tally/methods.ts';
import { resultInWords } from './words.ts';

const kinds = ['decide', 'ratify', 'decided', 'remind', 'remindRatify'] as const;
type Kind = (typeof kinds)[number];
const jobOf = (kind: Kind) => `decisions.notice.${kind}`;

/** After these an outcome may have become final. */
const recounts = ['decisions.close', 'decisions.settle', 'decisions.ratify', 'decisions.refuseRatification'];
/** After these other hours count. */
const moves = ['decisions.revise', 'decisions.extend', 'decisions.resume', 'decisions.reopen'];
const casts = ['decisions.castBallot', 'decisions.replaceBallot'];

/** Has people written to after what they should know of; the mails are written by a job, for there may be hundreds. */
export const noticeDecisions: Subscriber = async (context, { verb, aboutId, forMember }) => {
  if (
    verb === 'decisions.open' ||
    verb === 'decisions.voteOnAmendment' ||
    (verb === 'decisions.propose' && (await isOpen(context, aboutId)))
  ) {
    await tell(context, 'decide', aboutId);
    await tell(context, 'remind', aboutId);
  }
  if (moves.includes(verb)) await tell(context, 'remind', aboutId);
  if (forMember && casts.includes(verb)) {
    // Nobody is reminded of what has been done: not even by a mail that was written and waits.
    await takeBack(context.db, aboutOf('closing', aboutId, forMember));
    if (await ratificationOf(context.db, context.coalition.id, aboutId, forMember)) {
      await tell(context, 'ratify', aboutId, forMember);
      await tell(context, 'remindRatify', aboutId, forMember);
    }
  }
  if (forMember && ['decisions.ratify', 'decisions.refuseRatification'].includes(verb))
    await takeBack(context.db, aboutOf('ratifyClosing', aboutId, forMember));
  if (recounts.includes(verb)) await tell(context, 'decided', aboutId);
};

const aboutOf = (template: string, proposal: string, member: string): string => `${template} ${proposal} ${member}`;

const tell = (context: TimedContext, kind: Kind, proposal: string, member = '', at?: Date): Promise<void> =>
  later(context, {
    name: jobOf(kind),
    payload: { coalition: context.coalition.id, proposal, member },
    key: `${proposal} ${member}`,
    at,
  });

/** What a job was asked to write, and how mail reaches this server, if it does. */
interface Writing extends Notice {
  member: string;
  /** Set where somebody asked for the mail once more. */
  again: string;
  replies?: string;
}

/** The jobs that write the mails. `replies` is the address at which this server takes mail in. */
export const noticeHandlers = (app: App, replies?: string): Handlers =>
  Object.fromEntries(
    kinds.map((kind) => [
      jobOf(kind),
      {
        run: ({ coalition, proposal, member = '', again = '' }) =>
          app.database.transaction({ person: null, reads: [String(coalition)] }, async (db) => {
            await write[kind]({
              app,
              db,
              now: await app.clock.now(db),
              coalition: String(coalition),
              id: String(proposal),
              member: String(member),
              again: String(again),
              replies,
            });
          }),
      },
    ]),
  );

/** Nobody is written to about what was decided days ago. */
const stale = 2 * 24 * 3600_000;
/** A reminder whose hour is longer past than this is left out: the next one comes. */
const late = 90 * 60_000;

const write: Record<Kind, (writing: Writing) => Promise<void>> = {
  async decide(writing) {
    const about = await findAbout(writing);
    if (about.closesAt <= writing.now || (await stageOf(writing)) !== 'open') return;
    for (const voter of await votersOf(writing, about, { kind: 'waits', member: writing.member || undefined })) {
      const vars = await asked(writing, about, voter);
      await send(writing, about, voter, { template: 'decide', vars, until: about.closesAt }, voter.member);
    }
  },
  async ratify(writing) {
    const { member } = writing;
    const ballot = await ratificationOf(writing.db, writing.coalition, writing.id, member);
    if (!ballot?.ratifyBy || ballot.ratifyBy <= writing.now) return;
    const about = await findAbout(writing);
    for (const reader of await readersOf(writing, [member], ['decides', 'consults'], 'waits')) {
      const until = ballot.ratifyBy.toISOString();
      const vars = { ...about.common, member: ballot.memberName, until, zone: reader.timeZone };
      await send(writing, about, reader, { template: 'ratify', vars, until: ballot.ratifyBy }, member);
    }
  },
  /** Whoever has not voted, each at their own hour; then this again at the next hour that is anybody's. */
  async remind(writing) {
    const about = await findAbout(writing);
    if (about.openedAt === null || about.closesAt <= writing.now || (await stageOf(writing)) !== 'open') return;
    const next: Date[] = [];
    for (const voter of await votersOf(writing, about, { kind: 'closing', missing: true })) {
      const hour = hourFor(reminderHours(about.openedAt, about.closesAt, voter.timeZone), writing.now, next);
      if (!hour) continue;
      const mail = {
        template: 'closing' as const,
        vars: { ...(await asked(writing, about, voter)), member: voter.memberName },
        until: about.closesAt,
        about: aboutOf('closing', writing.id, voter.member),
      };
      await send(writing, about, voter, mail, `${voter.member} ${hour.toISOString()}`);
    }
    await again(writing, 'remind', next);
  },
  async remindRatify(writing) {
    const { member } = writing;
    const ballot = await ratificationOf(writing.db, writing.coalition, writing.id, member);
    if (!ballot?.ratifyBy || ballot.ratifyBy <= writing.now || ballot.answer !== null) return;
    const about = await findAbout(writing);
    const next: Date[] = [];
    for (const reader of await readersOf(writing, [member], ['decides', 'consults'], 'closing')) {
      const hour = hourFor(reminderHours(ballot.castAt, ballot.ratifyBy, reader.timeZone), writing.now, next);
      if (!hour) continue;
      const until = ballot.ratifyBy.toISOString();
      const mail = {
        template: 'ratifyClosing' as const,
        vars: { ...about.common, member: ballot.memberName, until, zone: reader.timeZone },
        until: ballot.ratifyBy,
        about: aboutOf('ratifyClosing', writing.id, member),
      };
      await send(writing, about, reader, mail, `${member} ${hour.toISOString()}`);
    }
    await again(writing, 'remindRatify', next);
  },
  /** Once, when it is final: not while ratifications are still to come, nor when it is merely counted again. */
  async decided(writing) {
    const outcomes = await findOutcomes(writing);
    if (outcomes.filter(({ provisionalUntil }) => provisionalUntil === null).length !== 1) return;
    if (writing.now.getTime() - outcomes.at(-1)!.at.getTime() > stale) return;
    const about = await findAbout(writing);
    const seal = await findRoot(writing);
    for (const reader of await readersOnRoll(writing, ['decides', 'consults', 'observes'], 'decided')) {
      const outcome = resultInWords(translator(reader.language), outcomes.at(-1)!, about.options);
      const vars = { ...about.common, outcome, seal, zone: reader.timeZone };
      await send(writing, about, reader, { template: 'decided', vars });
    }
  },
};

/** The reminder that is due now, if one is; the first that is still to come is noted. */
function hourFor(hours: Date[], now: Date, next: Date[]): Date | undefined {
  const coming = hours.find((hour) => hour > now);
  if (coming) next.push(coming);
  return hours.findLast((hour) => hour <= now && now.getTime() - hour.getTime() < late);
}

async function again({ app, db, now, coalition, id, member }: Writing, kind: Kind, next: Date[]): Promise<void> {
  const [at] = next.sort((a, b) => a.getTime() - b.getTime());
  if (!at) return;
  const payload = { coalition, proposal: id, member };
  await later({ db, ids: app.ids, now }, { name: jobOf(kind), payload, key: `${id} ${member}`, at });
}

/** What a mail says that asks for a vote: with the link that acts, and where a reply does, how. */
async function asked({ app, db, now, coalition, id, replies }: Writing, about: About, voter: VoterReader) {
  const { person, entry, member, memberName, timeZone } = voter;
  const token = await tokenFor(app, db, { coalition, proposal: id, entry, member, person }, now);
  return {
    ...about.common,
    member: memberName,
    until: about.closesAt.toISOString(),
    zone: timeZone,
    options: about.options.map(({ name }) => name),
    ...(token && { voteLink: `${app.publicUrl}${votePaths().door}?token=${token}` }),
    ...(token &&
      replies && {
        reply: findMethod(about.method)?.shape as ReplyShape,
        // The version of the text, so that nobody answers one that they have not seen.
        replyTo: tagged(replies, `${token}v${about.version}`),
      }),
  };
}

/** Once to each reader: the job that writes these may be done again. */
function send(
  { app, db, now, id, coalition, again }: Writing,
  { slug, common }: About,
  { person, email, language }: Reader,
  mail: Omit<Mail, 'to' | 'lang'>,
  which = '',
): Promise<void> {
  const kind = kindOf[mail.template]!;
  const { replyTo, ...vars } = mail.vars as Mail['vars'] & { replyTo?: string };
  return enqueueMail(
    { db, ids: app.ids, now },
    {
      ...mail,
      vars: vars as Mail['vars'],
      to: email,
      lang: language,
      key: `${mail.template} ${id} ${which} ${person} ${again}`,
      headers: {
        thread: `decision ${id}`,
        list: { id: `${kind}.${slug}`, name: common.coalition, stop: stopLink(app, { person, coalition, kind }) },
        replyTo,
      },
    },
  );
}
