// Voting by replying to a mail. The token in the address authorises, whoever the mail says it is from; what was recorded,
// or why nothing was, is told by mail to the address that the token was sent to, never to the sender.
import type { App } from '../kernel/app.ts';
import { isRefusal } from '../kernel/errors.ts';
import { answer, execute, locate } from '../kernel/execute.ts';
import { isLang, type Lang } from '../system/i18n/languages.ts';
import { type Message, translator } from '../system/i18n/translate.ts';
import { type Arrived, isAutomatic } from '../system/mail/inbound.ts';
import { enqueueMail } from '../system/mail/outbox.ts';
import { tagged } from '../system/mail/return-path.ts';
import type { ReplyShape, Saying } from '../system/mail/templates.ts';
import { type Allowance, take } from '../system/web/ratelimit.ts';
import { castByMail } from './link-commands.ts';
import { ballotLinks } from './link-queries.ts';
import { type BallotLink, findLink } from './links.ts';
import { decisionPaths, votePaths } from './paths.ts';
import { show } from './queries.ts';
import { readReply } from './read-reply.ts';
import type { Decision, RollEntry } from './shapes.ts';
import { findMethod } from './tally/methods.ts';
import { choiceInWords } from './words.ts';

const outside = { person: null, reads: [] };

/** The token and the text's version in the tag of a reply's address. */
export function readReplyTag(tag: string): { token: string; version: number } | undefined {
  const [, token, version] = /^([a-z2-7]{32})v(\d{1,6})$/.exec(tag) ?? [];
  return token ? { token, version: Number(version) } : undefined;
}

const linkOf = (app: App, token: string): Promise<BallotLink | undefined> =>
  app.database.reading(outside, (db) => findLink(db, token));

/** Whether a reply with this tag would be read. */
export async function knowsReply(app: App, tag: string): Promise<boolean> {
  const read = readReplyTag(tag);
  const link = read && (await linkOf(app, read.token));
  return link !== undefined && link.revokedAt === null;
}

/** So that two machines that answer each other stop soon. */
const answers: Allowance = { name: 'answers to replies', burst: 6, seconds: 600 };

/** Takes a reply as a vote, once, however often it is delivered; and answers it. */
export async function takeReply(app: App, replies: string, arrived: Arrived): Promise<void> {
  const read = readReplyTag(arrived.tag);
  const link = read && (await linkOf(app, read.token));
  if (!read || !link || link.revokedAt || isAutomatic(arrived)) return;
  const call = { person: link.personId, via: 'mail' as const, coalition: link.slug };
  const number = await numberOf(app, link);
  const found = await answer(app, show, { ...call, input: { proposal: number } });
  const place = await locate(app, call);
  // Whoever no longer speaks for the member votes no more, and hears nothing.
  if (!found.ok || isRefusal(place)) return;
  const representation = place.actor.standing.represents.find(({ member }) => member === link.memberId);
  const entry = found.value.roll.find(({ member }) => member === link.memberId);
  if (!representation || !entry) return;
  const reader = await readerOf(app, link.personId);
  const context: Replying = { app, replies, arrived, link, token: read.token, decision: found.value, entry, reader };
  const said = readReply(arrived.mail.text ?? '', shapeOf(found.value), found.value.options);
  if ('unclear' in said) return unclear(context, { key: `votelink.${said.unclear}`, variables: { line: said.line } });
  if (read.version !== found.value.version) return unclear(context, { key: 'votelink.replyOldText' });
  if (entry.ballot && !(await isOwn(context))) return unclear(context, { key: 'votelink.replyColleague' });
  const consults = representation.authority === 'consults';
  if (consults && !found.value.ratificationAllowed) return unclear(context, { key: 'votelink.replyConsult' });
  const ballot = {
    proposal: number,
    member: link.memberId,
    choice: said.choice,
    reason: said.reason,
    basis: consults ? 'subject_to_ratification' : 'own_authority',
    basedOn: read.version,
    ...(entry.ballot && { replaces: entry.ballot }),
  };
  const key = `reply ${arrived.mail.messageId ?? ''} ${read.token}`;
  const done = await execute(app, castByMail, { ...call, key, input: { token: read.token, ballot, byReply: true } });
  // Delivered again, it was recorded before: only the confirmation may still be missing.
  if (done.ok || done.refusal.problems[0]?.key === 'kernel.keyReused')
    return recorded(context, choiceInWords(translator(reader.lang), said.choice as never, found.value.options));
  const why = translator(reader.lang)(done.refusal.problems[0]! as Message);
  return unclear(context, { key: 'votelink.replyRefused', variables: { why } });
}

interface Replying {
  app: App;
  replies: string;
  arrived: Arrived;
  link: BallotLink;
  token: string;
  decision: Decision;
  entry: RollEntry;
  reader: { email: string; lang: Lang; timeZone: string };
}

const shapeOf = ({ method }: Decision): ReplyShape => (findMethod(method)?.shape ?? 'yes-no-abstain') as ReplyShape;

const numberOf = (app: App, { coalitionId, proposalId }: BallotLink): Promise<number> =>
  app.database.reading({ person: null, reads: [coalitionId] }, async (db) => {
    const { number } = await db
      .selectFrom('proposals')
      .select('number')
      .where('coalitionId', '=', coalitionId)
      .where('id', '=', proposalId)
      .executeTakeFirstOrThrow();
    return number;
  });

const readerOf = (app: App, person: string) =>
  app.database.reading(outside, async (db) => {
    const { email, language, timeZone } = await db
      .selectFrom('users as u')
      .innerJoin('people as p', 'p.id', 'u.id')
      .select(['u.email', 'p.language', 'p.timeZone'])
      .where('u.id', '=', person)
      .executeTakeFirstOrThrow();
    return { email, lang: isLang(language) ? language : ('en' as const), timeZone };
  });

/** Whether the present ballot came by this very link: another one is not overwritten unseen. */
async function isOwn({ app, link, decision, entry }: Replying): Promise<boolean> {
  const call = { person: link.personId, via: 'mail' as const, coalition: link.slug };
  const links = await answer(app, ballotLinks, { ...call, input: { proposal: decision.number } });
  const uses = links.ok ? (links.value.find(({ id }) => id === link.id)?.uses ?? []) : [];
  return uses.some(({ at }) => at.getTime() === entry.castAt?.getTime());
}

/** A mail stays in many places: what was answered in a secret vote is not repeated in one. */
function recorded(context: Replying, choice: string): Promise<void> {
  const t = translator(context.reader.lang);
  const secret = (context.decision as { secrecy?: string }).secrecy === 'secret';
  return tell(context, 'recorded', { said: secret ? t('votelink.saidSecret') : t('votelink.said', { choice }) });
}

const unclear = (context: Replying, why: Saying): Promise<void> => tell(context, 'unclear', { why });

async function tell(
  { app, replies, arrived, link, token, decision, entry, reader }: Replying,
  template: 'recorded' | 'unclear',
  more: { said: string } | { why: Saying },
): Promise<void> {
  if ((await take(app, answers, token)) !== undefined) return;
  const { question } = decision.versions[0]!;
  await app.database.transaction(outside, async (db) => {
    const coalition = await db
      .selectFrom('coalitions')
      .select('name')
      .where('id', '=', link.coalitionId)
      .executeTakeFirstOrThrow();
    const vars = {
      coalition: coalition.name,
      member: entry.memberName,
      question,
      link: `${app.publicUrl}${decisionPaths(link.slug, decision.number).one}`,
      until: decision.closesAt.toISOString(),
      zone: reader.timeZone,
      voteLink: `${app.publicUrl}${votePaths().door}?token=${token}`,
      options: decision.options.map(({ name }) => name),
      reply: shapeOf(decision),
      ...more,
    };
    await enqueueMail(
      { db, ids: app.ids, now: await app.clock.now(db) },
      {
        to: reader.email,
        lang: reader.lang,
        template,
        vars: vars as never,
        until: decision.closesAt,
        key: `${template} ${link.id} ${arrived.mail.messageId ?? app.ids.next()}`,
        headers: {
          thread: `decision ${link.proposalId}`,
          answers: arrived.mail.messageId,
          replyTo: tagged(replies, `${token}v${decision.version}`),
        },
      },
    );
  });
}
