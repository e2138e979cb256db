// Carries mails out of the outbox to the operator's mail server.
import { createTransport } from 'nodemailer';
import type { App } from '../../kernel/app.ts';
import type { Lang } from '../i18n/languages.ts';
import { mostAttempts } from '../jobs/queue.ts';
import type { Handler } from '../jobs/worker.ts';
import { type Template, type TemplateVariables, write } from './templates.ts';

export interface MailServer {
  /** smtp://… or smtps://… */
  url: string;
  from: string;
}

const outside = { person: null, reads: [] };

/** The job `mail.send`. Without a mail server nobody handles it, and mails wait in the outbox. */
export function sendMail(app: App, { url, from }: MailServer): Handler {
  const transport = createTransport(url, { from, pool: true, maxConnections: 2 } as object);
  const host = new URL(app.publicUrl).hostname;
  return {
    async run({ mail: id = '' }, { attempts }) {
      const mail = await app.database.reading(outside, (db) =>
        db
          .selectFrom('mails')
          .selectAll()
          .where('id', '=', String(id))
          .where('state', '=', 'waiting')
          .executeTakeFirst(),
      );
      if (!mail || mail.expiresAt <= app.clock.glance()) return;
      const written = write(
        mail.template as Template,
        mail.language as Lang,
        mail.variables as unknown as TemplateVariables[Template],
      );
      try {
        await transport.sendMail({
          ...written,
          to: mail.recipient,
          // The same at every attempt: a mail that went out twice is shown once.
          messageId: `<${id}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
        });
        await settled(app, String(id), 'sent');
      } catch (error) {
        const { code = 'unknown', responseCode = 0 } = error as { code?: string; responseCode?: number };
        const refusedForGood = responseCode >= 500;
        // Not the error itself, which names the address: it would stand in the log.
        if (!refusedForGood && attempts < mostAttempts)
          throw Object.assign(new Error('not sent'), { code, responseCode });
        await settled(app, String(id), 'failed', `${code} ${responseCode}`);
      }
    },
    close: async () => transport.close(),
  };
}

/** What it said is forgotten; to whom, too, unless the operator has to look into it. */
async function settled(app: App, id: string, state: 'sent' | 'failed', problem?: string): Promise<void> {
  await app.database.transaction(outside, async (db) => {
    const settledAt = await app.clock.now(db);
    await db
      .updateTable('mails')
      .set({ state, settledAt, problem, variables: {}, ...(state === 'sent' && { recipient: '' }) })
      .where('id', '=', id)
      .execute();
  });
}
