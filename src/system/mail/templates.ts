// What mails say. Each has a subject, a text with one button, and a line that says why it came.
import { formatters } from '../i18n/format.ts';
import type { Lang } from '../i18n/languages.ts';
import { type MessageKey, translator } from '../i18n/translate.ts';
import { asHtml, asText, type Letter } from './letter.ts';
import type { MailKind } from './stopping.ts';

/** Something to be said in the reader's language when the mail is written. */
export interface Saying {
  key: MessageKey;
  variables?: Record<string, string | number>;
}

/** How a question is answered in plain text. */
export type ReplyShape = 'yes-no-abstain' | 'consent' | 'ranking' | 'approval' | 'score';

/** A question on its way to whoever may answer it. Moments are ISO texts: mails are kept as JSON until they are sent. */
export interface Asked {
  coalition: string;
  question: string;
  /** The decision's page. */
  link: string;
  until: string;
  zone?: string;
  /** For which member it is answered, and the link by which that is done without signing in. */
  member?: string;
  voteLink?: string;
  /** The options, numbered as a reply names them. */
  options?: string[];
  /** Set where a reply to the mail is an answer. */
  reply?: ReplyShape;
}

interface Ratifying {
  coalition: string;
  member: string;
  question: string;
  link: string;
  until: string;
  zone?: string;
  voteLink?: string;
}

/** A line of the weekly summary. */
export interface SummaryLine {
  text: string;
  link?: string;
  /** Until when, or what came out: said in the reader's language and zone. */
  until?: string;
  result?: Saying;
}

export interface TemplateVariables {
  signIn: { link: string; minutes: number };
  invitation: { coalition: string; member: string; inviter: string; link: string; until: string; zone?: string };
  openInvitation: { coalition: string; inviter: string; link: string; until: string; zone?: string };
  applied: { coalition: string; name: string; link: string };
  welcomed: { coalition: string; name: string; link: string };
  declined: { coalition: string; name: string; link: string };
  speaks: { coalition: string; member: string; inviter: string; authority: string; link: string };
  ratify: Ratifying;
  ratifyClosing: Ratifying;
  decide: Asked;
  closing: Asked;
  decided: { coalition: string; question: string; outcome: string; seal: string; link: string; zone?: string };
  recorded: Asked & { member: string; said: string };
  unclear: Asked & { member: string; why: Saying };
  summary: {
    coalition: string;
    link: string;
    zone?: string;
    waits: SummaryLine[];
    open: SummaryLine[];
    decided: SummaryLine[];
    joined: SummaryLine[];
  };
  homeQuestion: {
    coalition: string;
    member: string;
    asker: string;
    question: string;
    link: string;
    until: string;
    zone?: string;
  };
  homeAnswer: { coalition: string; member: string; question: string; link: string };
}

export type Template = keyof TemplateVariables;
export const templates = [
  'signIn',
  'invitation',
  'openInvitation',
  'applied',
  'welcomed',
  'declined',
  'speaks',
  'ratify',
  'ratifyClosing',
  'decide',
  'closing',
  'decided',
  'recorded',
  'unclear',
  'summary',
  'homeQuestion',
  'homeAnswer',
] as const satisfies Template[];

/** Which of them people can choose not to get. The others answer something that somebody did. */
export const kindOf: Partial<Record<Template, MailKind>> = {
  decide: 'waits',
  ratify: 'waits',
  closing: 'closing',
  ratifyClosing: 'closing',
  decided: 'decided',
  summary: 'summary',
};

export interface Written {
  subject: string;
  text: string;
  html: string;
}

/** Writes a mail in a language, as text and as HTML that says the same. `stop` is the link that ends such mails. */
export function write<T extends Template>(
  template: T,
  lang: Lang,
  given: TemplateVariables[T],
  stop?: string,
): Written {
  const letter = letterOf(template, lang, given, stop);
  return { subject: letter.subject, text: asText(letter), html: asHtml(letter) };
}

function letterOf<T extends Template>(template: T, lang: Lang, given: TemplateVariables[T], stop?: string): Letter {
  const t = translator(lang);
  const vars = given as Partial<Asked> & { link: string };
  const format = formatters(lang, vars.zone ?? 'UTC');
  const until = vars.until ? format.dateTime(new Date(vars.until)) : '';
  // The compiler has checked the variables against the template; the messages' own types are checked by a test.
  const tell = t as (key: string, variables?: object) => string;
  const { why, ...plain } = given as { why?: Saying };
  const reason = why ? tell(why.key, why.variables) : '';
  const forMember = vars.member ? 'yes' : 'no';
  const say = (part: string) => tell(`mail.${template}.${part}`, { member: '', ...plain, forMember, until, reason });
  const letter: Letter = {
    lang,
    subject: say('subject').replace(/\s+/g, ' '),
    place: vars.coalition,
    paragraphs: say('body').split('\n'),
    lists: [],
    button: { label: say('button'), link: vars.voteLink ?? given.link },
    after: [],
    why: say('why'),
    stop: stop ? { label: tell('mail.stopThese'), link: stop } : undefined,
  };
  if (vars.options && vars.options.length > 0) {
    letter.lists.push({ title: tell('mail.options'), numbered: true, items: vars.options.map((text) => ({ text })) });
  }
  if (vars.reply) letter.after.push(tell('mail.replyHow', { shape: vars.reply }));
  if (vars.voteLink) letter.after.push(tell('mail.voteLinkNote', { member: vars.member ?? '', link: given.link }));
  if (template === 'summary') letter.lists.push(...summaryLists(given as TemplateVariables['summary'], tell, format));
  return letter;
}

function summaryLists(
  summary: TemplateVariables['summary'],
  tell: (key: string, variables?: object) => string,
  format: ReturnType<typeof formatters>,
): Letter['lists'] {
  const note = ({ until, result }: SummaryLine) => {
    if (result) return tell(result.key, result.variables);
    return until ? tell('mail.summary.until', { until: format.dateTime(new Date(until)) }) : undefined;
  };
  return (['waits', 'open', 'decided', 'joined'] as const)
    .filter((part) => summary[part].length > 0)
    .map((part) => ({
      title: tell(`mail.summary.${part}`),
      items: summary[part].map((line) => ({ text: line.text, link: line.link, note: note(line) })),
    }));
}
