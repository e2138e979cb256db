// A mail as text and as HTML that says the same. The HTML is a table with its styles in place, because mail programs
// read little else; it bears dark paper, and runs right to left where its language does.
import { dir, type Lang } from '../i18n/languages.ts';

export interface Letter {
  lang: Lang;
  subject: string;
  /** The coalition that it comes from; none where the server itself writes. */
  place?: string;
  paragraphs: string[];
  lists: { title: string; numbered?: boolean; items: { text: string; link?: string; note?: string }[] }[];
  button: { label: string; link: string };
  /** Said below the button. */
  after: string[];
  /** Why it came. */
  why: string;
  stop?: { label: string; link: string };
}

/** For programs and people that read plain text. */
export function asText({ paragraphs, lists, button, after, why, stop }: Letter): string {
  const listed = lists.map(({ title, numbered, items }) =>
    [
      title,
      ...items.map(({ text, note, link }, index) =>
        [`${numbered ? `${index + 1}.` : '-'} ${text}${note ? ` (${note})` : ''}`, link && `  ${link}`]
          .filter(Boolean)
          .join('\n'),
      ),
    ].join('\n'),
  );
  const foot = stop ? `${why}\n${stop.label}: ${stop.link}` : why;
  return [...paragraphs, ...listed, `${button.label}:\n${button.link}`, ...after, `-- \n${foot}`].join('\n\n');
}

/** For all others. */
export function asHtml({ lang, subject, place, paragraphs, lists, button, after, why, stop }: Letter): string {
  const content = [
    ...paragraphs.map((text) => `<p dir="auto" style="${paragraph}">${linked(text)}</p>`),
    ...lists.map(list),
    buttonOf(button),
    `<p class="quiet" style="${small}">${anchor(button.link, button.link)}</p>`,
    ...after.map((text) => `<p dir="auto" style="${paragraph}">${linked(text)}</p>`),
  ];
  const foot = [
    `<p class="quiet" style="${small}">${escapeHtml(why)}</p>`,
    stop && `<p class="quiet" style="${small}">${anchor(stop.link, stop.label)}</p>`,
  ];
  const align = dir(lang) === 'rtl' ? 'right' : 'left';
  return (
    `<!doctype html><html lang="${lang}" dir="${dir(lang)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">` +
    `<meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>` +
    `<style>${dark}</style></head>` +
    `<body class="ground" dir="${dir(lang)}" style="margin:0;padding:0;background:#f4f3ee;color:#1f2421">` +
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" dir="${dir(lang)}"><tr><td align="center" style="padding:16px 8px">` +
    `<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="max-width:580px;background:#ffffff;` +
    `border:1px solid #d9d8d0;border-radius:6px;text-align:${align}"><tr><td style="padding:0 24px 8px;border-top:5px solid #1d5c3f;` +
    `border-radius:6px;font:16px/1.55 -apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',Arial,sans-serif">` +
    (place ? `<p class="place" dir="auto" style="${placeStyle}">${escapeHtml(place)}</p>` : '') +
    `<h1 dir="auto" style="font-size:21px;line-height:1.3;margin:${place ? '4px' : '24px'} 0 16px">${escapeHtml(subject)}</h1>` +
    `${content.join('')}<hr class="rule" style="border:0;border-top:1px solid #d9d8d0;margin:24px 0 12px">${foot.filter(Boolean).join('')}` +
    `</td></tr></table></td></tr></table></body></html>`
  );
}

// Programs that show mails on dark paper either turn colours around by themselves or follow this.
const dark =
  '@media (prefers-color-scheme:dark){.ground{background:#161a18!important;color:#e8ebe6!important}' +
  '.paper{background:#1f2522!important;border-color:#3a423d!important;color:#e8ebe6!important}' +
  '.quiet{color:#a9b3ac!important}.place{color:#7fc7a1!important}.rule{border-color:#3a423d!important}' +
  'a{color:#8fd3af}a.button{background:#2f7d57!important;color:#ffffff!important}}';

const paragraph = 'margin:0 0 14px';
const small = 'margin:0 0 8px;font-size:13px;line-height:1.5;color:#5b635e;word-break:break-word';
const placeStyle = 'margin:20px 0 0;font-size:14px;font-weight:600;color:#1d5c3f';

const buttonOf = ({ label, link }: Letter['button']): string =>
  `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:22px 0 14px"><tr><td>` +
  `<a class="button" href="${escapeHtml(link)}" style="display:inline-block;background:#1d5c3f;color:#ffffff;` +
  `padding:13px 22px;border-radius:5px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></td></tr></table>`;

const list = ({ title, numbered, items }: Letter['lists'][number]): string => {
  const tag = numbered ? 'ol' : 'ul';
  const lines = items.map(({ text, link, note }) => {
    const said = link ? anchor(link, text) : escapeHtml(text);
    return (
      // The name in its own direction, the number where the list has it.
      `<li style="margin:0 0 6px"><bdi>${said}</bdi>` +
      `${note ? `<br><span class="quiet" style="font-size:14px;color:#5b635e">${escapeHtml(note)}</span>` : ''}</li>`
    );
  });
  return (
    `<h2 style="font-size:16px;margin:18px 0 8px">${escapeHtml(title)}</h2>` +
    `<${tag} style="margin:0 0 16px;padding-inline-start:24px;padding-left:24px;padding-right:24px">${lines.join('')}</${tag}>`
  );
};

const anchor = (link: string, text: string): string => `<a href="${escapeHtml(link)}">${escapeHtml(text)}</a>`;

/** Addresses inside a sentence become links. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s\u2068\u2069]+)/)
    .map((part, index) => (index % 2 === 1 ? anchor(part, part) : escapeHtml(part)))
    .join('');

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
