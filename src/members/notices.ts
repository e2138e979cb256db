// Mails about joining: coordinators hear that somebody asks, whoever asked hears the answer.
import type { TimedContext } from '../kernel/command.ts';
import { isLang, type Lang } from '../system/i18n/languages.ts';
import { enqueueMail } from '../system/mail/outbox.ts';
import { memberPaths } from './paths.ts';

/** Tells the coordinators who want mail that somebody asks to join. */
export async function tellCoordinators(context: TimedContext, name: string): Promise<void> {
  const { db, coalition, now } = context;
  const coordinators = await db
    .selectFrom('appointments')
    .select('personId')
    .where('coalitionId', '=', coalition.id)
    .where('role', '=', 'coordinator')
    .where((e) => e.or([e('untilAt', 'is', null), e('untilAt', '>', now)]))
    .execute();
  const link = `${context.publicUrl}${memberPaths(coalition.slug).applications}`;
  for (const { email, lang } of await readers(
    context,
    coordinators.map((c) => c.personId),
    true,
  )) {
    await enqueueMail(context, {
      to: email,
      lang,
      template: 'applied',
      vars: { coalition: coalition.name, name, link },
    });
  }
}

/** Tells whoever asked to join what the coordinators answered. Why they said no stands behind the link, not in a mail. */
export async function tellApplicants(
  context: TimedContext,
  people: string[],
  answer: 'welcomed' | 'declined',
  name: string,
) {
  const { coalition, publicUrl } = context;
  const link =
    answer === 'welcomed' ? `${publicUrl}/c/${coalition.slug}` : `${publicUrl}${memberPaths(coalition.slug).join}`;
  for (const { email, lang } of await readers(context, people, false)) {
    await enqueueMail(context, { to: email, lang, template: answer, vars: { coalition: coalition.name, name, link } });
  }
}

async function readers(
  { db }: TimedContext,
  people: string[],
  onlyWilling: boolean,
): Promise<{ email: string; lang: Lang }[]> {
  if (people.length === 0) return [];
  const rows = await db
    .selectFrom('users as u')
    .innerJoin('people as p', 'p.id', 'u.id')
    .select(['u.email', 'p.language', 'p.byMail'])
    .where('u.id', 'in', people)
    .orderBy('u.id')
    .execute();
  return rows
    .filter((row) => row.byMail || !onlyWilling)
    .map(({ email, language }) => ({ email, lang: isLang(language) ? language : 'en' }));
}
