import type { Db } from '../database/connect.ts';
import type { Lang } from '../i18n/languages.ts';
import { type Enqueuing, later } from '../jobs/queue.ts';
import type { Template, TemplateVariables } from './templates.ts';

/** A mail to one address, in its reader's language. */
export interface Mail<T extends Template = Template> {
  to: string;
  lang: Lang;
  template: T;
  vars: TemplateVariables[T];
  /** When nobody needs it any more; a week from now unless said otherwise. */
  until?: Date;
  /** Asked for again under the same key it is the same mail, and goes out once. */
  key?: string;
  /** What it tells of; see `takeBack`. */
  about?: string;
  headers?: Headers;
}

/** What a mail says to programs, beside what every mail of ours says. */
export interface Headers {
  /** Mails of one conversation: a decision's. */
  thread?: string;
  /** The list that it belongs to (RFC 2919), and the address that stops it (RFC 8058). */
  list?: { id: string; name: string; stop: string };
  /** Where a reply goes. */
  replyTo?: string;
  /** The mail that this one answers. */
  answers?: string;
}

const week = 7 * 24 * 3600 * 1000;

/** Writes a mail in the caller's transaction; it goes out after the commit, and never if there is none. */
export async function enqueueMail<T extends Template>({ db, ids, now }: Enqueuing, mail: Mail<T>): Promise<void> {
  const id = ids.next();
  const written = await db
    .insertInto('mails')
    .values({
      id,
      state: 'waiting',
      recipient: mail.to,
      language: mail.lang,
      template: mail.template,
      variables: { ...mail.vars } as object as Record<string, string>,
      headers: { ...mail.headers } as object as Record<string, string>,
      key: mail.key,
      about: mail.about,
      createdAt: now,
      expiresAt: mail.until ?? new Date(now.getTime() + week),
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  if (written.numInsertedOrUpdatedRows === 1n)
    await later({ db, ids, now }, { name: 'mail.send', payload: { mail: id } });
}

/**
 * Takes back mails that wait: what they ask for has been done. A mail that is just being handed over holds its row, so
 * either it went out before this, or it never does.
 */
export const takeBack = (db: Db, about: string): Promise<unknown> =>
  db
    .deleteFrom('mails')
    .where('about', '=', about)
    .where('state', '=', 'waiting')
    .where('handedAt', 'is', null)
    .execute();
