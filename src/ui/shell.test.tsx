import { describe, expect, test } from 'vitest';
import { drawnPages } from '../../test/support/drawn.tsx';
import { visitFor } from '../../test/support/visit.ts';
import { langs } from '../system/i18n/languages.ts';
import { currentHref } from './navigation.tsx';
import { renderPage } from './render.tsx';
import { Shell } from './shell.tsx';

const page = (path: string, reducedData = false) =>
  renderPage(
    visitFor('ar', { path, preferences: { largeText: true, reducedData } }),
    <Shell
      title="الأعضاء"
      coalition={{ name: 'Riverton', href: '/c/riverton' }}
      nav={[
        { label: 'معًا', items: [{ label: 'الأعضاء', href: '/c/riverton/members' }] },
        { label: 'نعمل', items: [] },
      ]}
      topics={['coalition:1']}
    >
      text
    </Shell>,
  );

describe('Shell', () => {
  test('says its language, direction and needs, and lets Turbo morph', () => {
    const html = page('/c/riverton/members');
    expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl" data-text="large">/);
    expect(html).toContain('<meta name="turbo-refresh-method" content="morph"');
    expect(html).toContain('<meta name="csp-nonce" content="nonce"');
    expect(html).toContain('<title>الأعضاء · Riverton</title>');
  });

  test('shows only what exists, and where the reader is', () => {
    const html = page('/c/riverton/members/7');
    expect(html).not.toContain('نعمل');
    expect(html).toContain('<a href="/c/riverton/members" aria-current="page">');
  });

  test('opens no connection for whoever asked for little data', () => {
    expect(page('/c/riverton')).toContain('<greenbelt-live src="/live?topics=coalition%3A1">');
    expect(page('/c/riverton', true)).not.toContain('greenbelt-live');
  });
});

test('the closest address is the current one', () => {
  const items = ['/c/x', '/c/x/members', '/c/x/decisions'].map((href) => ({ href, label: href }));
  expect(currentHref('/c/x', items)).toBe('/c/x');
  expect(currentHref('/c/x/members/3?a=b', items)).toBe('/c/x/members');
  expect(currentHref('/c/xy', items)).toBeUndefined();
});

describe.each(langs)('in %s', (lang) => {
  test.each(Object.keys(drawnPages))('%s has no inline style, script or handler', (name) => {
    const visit = visitFor(lang);
    const html = renderPage(visit, drawnPages[name]!(visit));
    expect(html).not.toMatch(/<[^>]+\s(style|on\w+)=/i);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/i);
  });
});
