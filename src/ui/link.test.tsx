import { describe, expect, test } from 'vitest';
import { visitFor } from '../../test/support/visit.ts';
import { SafeLink, safeHref } from './link.tsx';
import { renderPart } from './render.tsx';

describe('safeHref', () => {
  test.each([
    'https://example.org/a?b=c#d',
    'HTTP://example.org',
    'mailto:rosa@example.org',
    'tel:+15551234567',
    '/c/riverton/members',
    '?after=x',
    '#main',
  ])('lets %s through', (href) => expect(safeHref(href)).toBe(href));

  test.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https:evil.example',
    'https://',
    'riverton',
    '',
    undefined,
    null,
  ])('refuses %j', (href) => expect(safeHref(href)).toBeUndefined());
});

test('an unsafe link is shown as text', () => {
  const dangerous = 'javascript:alert(1)';
  const html = renderPart(visitFor(), <SafeLink href={dangerous}>Our site</SafeLink>);
  expect(html).toBe('<span>Our site</span>');
});

test('a link that leads outside does not hand over the window', () => {
  expect(renderPart(visitFor(), <SafeLink href="https://example.org/" />)).toContain('rel="noopener"');
});
