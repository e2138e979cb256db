// A mail as it travels: MIME, and the headers that mail programs and lists read.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Lang } from '../i18n/languages.ts';
import type { Headers } from './outbox.ts';
import type { Written } from './templates.ts';

export interface Composing {
  from: string;
  to: string;
  lang: Lang;
  written: Written;
  /** The mail's row. */
  id: string;
  /** This server's name, for ids of messages and lists. */
  host: string;
  headers: Headers;
  date: Date;
}

/** The same at every attempt: a mail that reached somebody twice is shown once. */
export const messageId = (id: string, host: string): string => `<${id}@${host}>`;

/** Puts a mail together, as the bytes to send. */
export function compose({ from, to, lang, written, id, host, headers, date }: Composing): Promise<Buffer> {
  const { thread, list, replyTo, answers } = headers;
  // Mails of one decision name a common ancestor that was never sent: programs show them as one conversation.
  const root = thread && messageId(thread.replaceAll(' ', '.'), host);
  const parents = [root, answers].filter((parent) => parent !== undefined);
  return new MailComposer({
    from,
    to,
    ...written,
    date,
    messageId: messageId(id, host),
    replyTo,
    inReplyTo: parents.at(-1),
    references: parents,
    textEncoding: 'quoted-printable',
    headers: {
      'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated',
      'Content-Language': lang,
      ...(list && {
        'List-Id': { prepared: true, value: `${quoted(list.name)}<${list.id}.${host}>` },
        'List-Unsubscribe': `<${list.stop}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  })
    .compile()
    .build();
}

/** A list's name before its id (RFC 2919), where it can stand there without an encoding. */
const quoted = (name: string): string => (/^[\x20-\x7e]+$/.test(name) ? `"${name.replace(/["\\]/g, '')}" ` : '');
