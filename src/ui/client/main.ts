// What a page gains with JavaScript: visits without a flash (Turbo) and a page that stays fresh while it is open.
// Every page works without this file.
import '@hotwired/turbo';
import { LivePage } from './live.ts';
import { TimeZoneGuess } from './time-zone.ts';

customElements.define('greenbelt-live', LivePage);
customElements.define('greenbelt-time-zone', TimeZoneGuess);

// A redrawn page keeps open what the reader has opened; what the page itself opens (to show an error) it may.
document.addEventListener('turbo:before-morph-attribute', (event) => {
  const { attributeName, mutationType } = (event as CustomEvent<{ attributeName: string; mutationType: string }>)
    .detail;
  if (attributeName !== 'open' || mutationType !== 'remove') return;
  if (event.target instanceof HTMLDetailsElement) event.preventDefault();
});

// Turbo exchanges the body; what the page says of itself on <html> (language, direction, needs) has to follow.
document.addEventListener('turbo:before-render', (event) => {
  const { newBody } = (event as CustomEvent<{ newBody: HTMLElement }>).detail;
  const page = document.documentElement;
  const next = newBody.ownerDocument.documentElement;
  if (next === page) return;
  for (const name of ['lang', 'dir', 'data-theme', 'data-text', 'data-data']) {
    const value = next.getAttribute(name);
    if (value === null) page.removeAttribute(name);
    else page.setAttribute(name, value);
  }
});
