import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markdownToHtml } from './markdown.ts';

test('writes what members write', () => {
  expect(markdownToHtml('# Air\n\nWe want **clean** air, see https://example.org')).toBe(
    '<h3>Air</h3>\n<p>We want <strong>clean</strong> air, see <a href="https://example.org" rel="nofollow ugc noopener">https://example.org</a></p>\n',
  );
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '[x](java&#115;cript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '![x](https://tracker.example/pixel.png)',
  '<https://example.org/" onmouseover="alert(1)>',
  '[x](https://example.org/"onmouseover="alert(1))',
  '<a href="//evil.example">x</a>',
  '[x](//evil.example)',
  '| a |\n|:-:|\n| <svg onload=alert(1)> |',
  '```html" onload="alert(1)\nx\n```',
  '<style>body{display:none}</style>',
])('makes nothing dangerous of %j', (text) => expectHarmless(markdownToHtml(text)));

test('makes nothing dangerous of anything', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '[',
    '](',
    ')',
    '`',
    '&#x6a;',
    'javascript:',
    'onload=',
    'script',
    '\n',
    '|',
    '<a href=',
    '<!--',
    '![',
    '\\',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 }), (pieces) =>
      expectHarmless(markdownToHtml(pieces.join(''))),
    ),
    { numRuns: 400 },
  );
});

const tags = /^\/?(p|br|h[345]|strong|em|s|code|pre|blockquote|hr|ul|ol|li|a|table|thead|tbody|tr|th|td)$/;

/** Every tag is a known one, and only `a` and `ol` have attributes, of the expected kind. */
function expectHarmless(html: string) {
  for (const [, name, attributes] of html.matchAll(/<([^\s>]+)((?:[^>"]|"[^"]*")*)>/g)) {
    expect(name).toMatch(tags);
    for (const [, attribute, value] of attributes!.matchAll(/([^\s=/]+)="([^"]*)"/g)) {
      expect(['href', 'rel', 'start']).toContain(attribute);
      if (attribute === 'href') expect(value).toMatch(/^(https?:\/\/|mailto:|tel:|\/(?!\/)|#|\?)/i);
    }
    expect(attributes!.replace(/[^\s=/]+="[^"]*"/g, '').trim()).toMatch(/^\/?$/);
  }
}
