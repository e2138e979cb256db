// Carries mails out of the outbox to the operator's mail server, each at most once.
//
// A mail server has a mail from the moment it is told that the mail is complete (SMTP: the line with a single dot). So
// the row says `handed_at`, committed, just before that line, and only whoever wrote it there goes on. Cut off before:
// the server has nothing, and the mail is sent again. Cut off between the line and the row that says how it was
// answered, some milliseconds: nobody can know, and the mail is not sent again by itself; the operator sees it.
import { Readable } from 'node:stream';
import type { App } from '../../kernel/app.ts';
import type { Lang } from '../i18n/languages.ts';
import { mostAttempts } from '../jobs/queue.ts';
import type { Handler } from '../jobs/worker.ts';
import { compose } from './compose.ts';
import type { Headers } from './outbox.ts';
import { addressKey, isPaused, noteRefusal } from './refusals.ts';
import { bounceAddress } from './return-path.ts';
import { carrierTo } from './smtp.ts';
import { type Template, type TemplateVariables, write } from './templates.ts';

export interface MailServer {
  /** smtp://… or smtps://… */
  url: string;
  from: string;
  /** Where replies and reports of non-delivery arrive, if this server takes mail in: reply@example.org. */
  replies?: string;
}

const outside = { person: null, reads: [] };

/** The job `mail.send`. Without a mail server nobody handles it, and mails wait in the outbox. */
export function sendMail(app: App, { url, from, replies }: MailServer): Handler {
  const carrier = carrierTo(url);
  const host = new URL(app.publicUrl).hostname;
  return {
    async run({ mail: key = '' }, { attempts }) {
      const id = String(key);
      const mail = await app.database.reading(outside, async (db) => {
        const row = await db
          .selectFrom('mails')
          .selectAll()
          .where('id', '=', id)
          .where('state', '=', 'waiting')
          .executeTakeFirst();
        return row && { ...row, paused: row.template !== 'signIn' && (await isPaused(db, row.recipient)) };
      });
      if (!mail || mail.expiresAt <= app.clock.glance()) return;
      if (mail.handedAt !== null) return settled(app, id, 'unsure', 'cut off');
      if (mail.paused) return settled(app, id, 'failed', 'paused');
      const vars = mail.variables as unknown as TemplateVariables[Template];
      const headers = mail.headers as unknown as Headers;
      const written = write(mail.template as Template, mail.language as Lang, vars, headers.list?.stop);
      const message = await compose({
        from,
        to: mail.recipient,
        lang: mail.language as Lang,
        written,
        id,
        host,
        headers,
        date: mail.createdAt,
      });
      let handed = false;
      // Somebody else has handed it over, or it was taken back: this one stops before the mail is complete.
      let lost = false;
      const body = Readable.from(
        (async function* () {
          yield message;
          handed = await hand(app, id);
          lost = !handed;
          if (lost) throw new Error('handed over by another, or taken back');
        })(),
      );
      try {
        const sender = replies ? bounceAddress(app.secret, replies, id) : senderOf(from);
        await carrier.send({ from: sender, to: mail.recipient }, body);
        await settled(app, id, 'sent');
      } catch (error) {
        if (lost) return;
        const { code = 'unknown', responseCode = 0 } = error as { code?: string; responseCode?: number };
        const problem = `${code} ${responseCode}`;
        // The line broke after the mail was complete, and the server has not said what became of it.
        if (handed && responseCode === 0) return settled(app, id, 'unsure', problem);
        if (handed) await takeBackHand(app, id);
        const refusedForGood = responseCode >= 500;
        // Not the error itself, which names the address: it would stand in the log.
        if (!refusedForGood && attempts < mostAttempts)
          throw Object.assign(new Error('not sent'), { code, responseCode });
        await settled(app, id, 'failed', problem);
        if (refusedForGood) await noteRefusal(app, mail.recipient, problem);
      }
    },
    close: async () => carrier.close(),
  };
}

const senderOf = (from: string): string => /<([^<>]+)>$/.exec(from)?.[1] ?? from;

/** Says that the mail is about to be complete; false where somebody has said so before, or the mail is gone. */
const hand = (app: App, id: string): Promise<boolean> =>
  app.database.transaction(outside, async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('mails')
      .set({ handedAt: await app.clock.now(db) })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('handedAt', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  });

/** The server has answered that it did not take it. */
const takeBackHand = (app: App, id: string): Promise<unknown> =>
  app.database.transaction(outside, (db) =>
    db.updateTable('mails').set({ handedAt: null }).where('id', '=', id).execute(),
  );

/** What it said is forgotten; to whom, too, unless the operator has to look into it. */
async function settled(app: App, id: string, state: 'sent' | 'failed' | 'unsure', problem?: string): Promise<void> {
  await app.database.transaction(outside, async (db) => {
    const settledAt = await app.clock.now(db);
    const row = await db.selectFrom('mails').select('recipient').where('id', '=', id).executeTakeFirst();
    if (!row) return;
    await db
      .updateTable('mails')
      .set({
        state,
        settledAt,
        problem,
        variables: {},
        headers: {},
        addressKey: addressKey(app, row.recipient),
        ...(state === 'sent' && { recipient: '' }),
      })
      .where('id', '=', id)
      .execute();
  });
}
