import { z } from 'zod';
import { forbidden } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import type { Lang } from '../i18n/languages.ts';
import { type Template, type TemplateVariables, templates, write } from './templates.ts';

const mail = z.object({
  id: z.uuid(),
  state: z.enum(['waiting', 'sent', 'failed', 'unsure']),
  /** Forgotten once it is sent. */
  to: z.string(),
  template: z.enum(templates),
  /** What it says, while it waits. */
  written: z.object({ subject: z.string(), text: z.string() }).nullable(),
  problem: z.string().nullable(),
  createdAt: z.date(),
  settledAt: z.date().nullable(),
});

/** The mails of the last days. On a server without mail this is where the operator finds the links that people wait for. */
export const listMails = query({
  name: 'mail.list',
  scope: 'server',
  summary: 'The latest mails, and what those say that wait to be sent.',
  input: z.strictObject({}),
  output: z.array(mail),
  example: () => ({}),
  // Whoever reads them can sign in as anybody: no program's token should be worth that much.
  may: ({ actor }) => actor.via !== 'api' || forbidden('mail.notByToken'),
  async run({ db, now }) {
    const rows = await db
      .selectFrom('mails')
      .selectAll()
      .where('expiresAt', '>', now)
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(100)
      .execute();
    return rows.map(({ recipient, language, variables, ...row }) => ({
      id: row.id,
      state: row.state as 'waiting' | 'sent' | 'failed' | 'unsure',
      to: recipient,
      template: row.template as Template,
      written:
        row.state === 'waiting'
          ? textOf(row.template as Template, language as Lang, variables as unknown as TemplateVariables[Template])
          : null,
      problem: row.problem,
      createdAt: row.createdAt,
      settledAt: row.settledAt,
    }));
  },
});

function textOf(template: Template, lang: Lang, variables: TemplateVariables[Template]) {
  const { subject, text } = write(template, lang, variables);
  return { subject, text };
}
