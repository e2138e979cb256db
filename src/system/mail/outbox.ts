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
}

const week = 7 * 24 * 3600 * 1000;

/** Writes a mail in the caller's transaction; it goes out after the commit, and never if there is none. */
export async function enqueueMail<T extends Template>({ db, ids, now }: Enqueuing, mail: Mail<T>): Promise<void> {
  const id = ids.next();
  await db
    .insertInto('mails')
    .values({
      id,
      state: 'waiting',
      recipient: mail.to,
      language: mail.lang,
      template: mail.template,
      variables: { ...mail.vars },
      createdAt: now,
      expiresAt: mail.until ?? new Date(now.getTime() + week),
    })
    .execute();
  await later({ db, ids, now }, { name: 'mail.send', payload: { mail: id } });
}
