import MarkdownIt from 'markdown-it';
import { h } from 'preact';
import sanitize from 'sanitize-html';
import { safeHref } from './link.tsx';

// The only place that puts HTML into a page as it is. Raw HTML in the text is shown as text, and what Markdown made
// of it passes the list below, so that a mistake in one of the two is not yet a hole.
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

const rules: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'h3', 'h4', 'h5', 'strong', 'em', 's', 'code', 'pre', 'blockquote', 'hr'],
    ...['ul', 'ol', 'li', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  transformTags: {
    // The page has its own h1 and h2.
    h1: 'h3',
    h2: 'h4',
    h3: 'h5',
    h4: 'h5',
    h6: 'h5',
    a: (_tag, { href }) => {
      const safe = safeHref(href);
      return {
        tagName: 'a',
        attribs: safe ? { href: safe, rel: 'nofollow ugc noopener' } : ({} as sanitize.Attributes),
      };
    },
    // Pictures from elsewhere would tell elsewhere who reads; their description stays.
    img: (_tag, { alt }) => ({ tagName: 'em', attribs: {}, text: alt ?? '' }),
  },
};

/** HTML of a text that a member wrote, safe to put into a page. */
export function markdownToHtml(text: string): string {
  return sanitize(markdown.render(text), rules);
}

/** A text that a member wrote, in Markdown. */
export function Markdown({ text }: { text: string }) {
  return h('div', { class: 'prose', dir: 'auto', dangerouslySetInnerHTML: { __html: markdownToHtml(text) } });
}
