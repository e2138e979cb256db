import type { ComponentChildren } from 'preact';

interface SafeLinkProps {
  href: string | null | undefined;
  class?: string;
  rel?: string;
  children?: ComponentChildren;
}

/** A link to an address that someone typed. What is not plainly http(s), mailto, tel or an own path is shown as text. */
export function SafeLink({ href, children, rel, ...rest }: SafeLinkProps) {
  const safe = safeHref(href);
  const text = children ?? href;
  if (safe === undefined) return <span class={rest.class}>{text}</span>;
  const outside = !safe.startsWith('/') && !safe.startsWith('#') && !safe.startsWith('?');
  return (
    <a href={safe} rel={rel ?? (outside ? 'noopener' : undefined)} {...rest}>
      {text}
    </a>
  );
}

/** The address if it can do nothing but lead somewhere; otherwise undefined. */
export function safeHref(href: string | null | undefined): string | undefined {
  const address = href?.trim();
  // Browsers drop control characters inside an address, so "java\tscript:" would run: no such address is safe.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (!address || /[\u0000-\u001f\u007f\\]/.test(address)) return undefined;
  if (/^[?#]/.test(address)) return address;
  if (address.startsWith('/')) return address.startsWith('//') ? undefined : address;
  if (/^(mailto|tel):[^\s]/i.test(address)) return address;
  if (!/^https?:\/\//i.test(address)) return undefined;
  return URL.canParse(address) ? address : undefined;
}
