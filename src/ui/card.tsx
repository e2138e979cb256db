import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';
import { SafeLink } from './link.tsx';

interface CardProps {
  title: string;
  href?: string;
  /** A short line above the title: a number, a kind, a date. */
  over?: ComponentChildren;
  level?: 2 | 3;
  /** Something here waits for the reader. */
  waits?: boolean;
  children?: ComponentChildren;
}

/** One thing among others, as a sheet of paper. */
export function Card({ title, href, over, level = 3, waits, children }: CardProps) {
  const Heading = `h${level}` as 'h2' | 'h3';
  return (
    <article class={waits ? 'card waits' : 'card'}>
      {over && <p class="over">{over}</p>}
      <Heading>{href ? <SafeLink href={href}>{title}</SafeLink> : title}</Heading>
      {children}
    </article>
  );
}

/** Cards side by side where there is room. */
export function Cards({ children }: { children: ComponentChildren }) {
  return <div class="cards">{children}</div>;
}

/** A subject or a sector, as a small label. */
export function Tag({ children, href }: { children: ComponentChildren; href?: string }) {
  return href ? (
    <SafeLink class="tag" href={href}>
      {children}
    </SafeLink>
  ) : (
    <span class="tag">{children}</span>
  );
}

export function Tags({ children }: { children: ComponentChildren }) {
  return <p class="tags">{children}</p>;
}

type State = 'open' | 'provisional' | 'done' | 'declined' | 'waiting' | 'ended' | 'quiet';
const signs: Record<State, IconName> = {
  open: 'open',
  provisional: 'half',
  done: 'check',
  declined: 'cross',
  waiting: 'alert',
  ended: 'dash',
  quiet: 'pause',
};

/** The state of a thing in a word with a sign; the colour only repeats them. */
export function Status({ state, children }: { state: State; children: ComponentChildren }) {
  return (
    <span class={`status ${state}`}>
      <Icon name={signs[state]} /> {children}
    </span>
  );
}

/** A count beside a word, as in the menu: "Decisions 3". `says` tells what is counted. */
export function Badge({ count, says }: { count: string; says: string }) {
  return (
    <span class="badge">
      <span aria-hidden="true">{count}</span>
      <span class="visually-hidden">{says}</span>
    </span>
  );
}
