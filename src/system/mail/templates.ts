// What mails say. Each has a subject, a text with one link, and a line that says why it came.
import { formatters } from '../i18n/format.ts';
import { dir, type Lang } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';

/** Moments are ISO texts: mails are kept as JSON until they are sent. */
export interface TemplateVariables {
  signIn: { link: string; minutes: number };
  invitation: { coalition: string; member: string; inviter: string; link: string; until: string; zone?: string };
  openInvitation: { coalition: string; inviter: string; link: string; until: string; zone?: string };
  applied: { coalition: string; name: string; link: string };
  welcomed: { coalition: string; name: string; link: string };
  declined: { coalition: string; name: string; link: string };
  ratify: { coalition: string; member: string; question: string; link: string; until: string; zone?: string };
  decide: { coalition: string; question: string; link: string; until: string; zone?: string };
  decided: { coalition: string; question: string; outcome: string; link: string };
}

export type Template = keyof TemplateVariables;
export const templates = [
  'signIn',
  'invitation',
  'openInvitation',
  'applied',
  'welcomed',
  'declined',
  'ratify',
  'decide',
  'decided',
] as const satisfies Template[];

export interface Written {
  subject: string;
  text: string;
  html: string;
}

/** Writes a mail in a language, as text and as HTML that says the same. */
export function write<T extends Template>(template: T, lang: Lang, given: TemplateVariables[T]): Written {
  const t = translator(lang);
  const until = 'until' in given ? formatters(lang, given.zone ?? 'UTC').dateTime(new Date(given.until)) : '';
  // The compiler has checked the variables against the template; the messages' own types are checked by a test.
  const say = (part: string) =>
    (t as (key: string, variables: object) => string)(`mail.${template}.${part}`, { ...given, until });
  const subject = say('subject').replace(/\s+/g, ' ');
  const paragraphs = say('body').split('\n');
  const [button, why] = [say('button'), say('why')];
  return {
    subject,
    text: [...paragraphs, `${button}:\n${given.link}`, `-- \n${why}`].join('\n\n'),
    html: page(lang, subject, [
      ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
      `<p style="margin:2em 0"><a href="${escapeHtml(given.link)}" style="${buttonStyle}">${escapeHtml(button)}</a></p>`,
      `<p style="${small}">${escapeHtml(given.link)}</p>`,
      `<hr style="border:0;border-top:1px solid #ccc"><p style="${small}">${escapeHtml(why)}</p>`,
    ]),
  };
}

const buttonStyle = 'background:#1d5c3f;color:#fff;padding:0.8em 1.2em;border-radius:4px;text-decoration:none';
const small = 'font-size:0.85em;color:#555;word-break:break-word';

const page = (lang: Lang, title: string, parts: string[]): string =>
  `<!doctype html><html lang="${lang}" dir="${dir(lang)}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>` +
  `<body style="font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;max-width:36em;margin:1em auto;padding:0 1em">${parts.join('')}</body></html>`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
