import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

type Kind = 'info' | 'success' | 'warning' | 'error';
const icons: Record<Kind, IconName> = { info: 'info', success: 'check', warning: 'alert', error: 'cross' };

/** A message about the page or about what just happened. Its sign and words carry the meaning, not its colour. */
export function Notice({
  kind = 'info',
  title,
  children,
}: {
  kind?: Kind;
  title?: string;
  children?: ComponentChildren;
}) {
  return (
    <div class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[kind]} />
      <div>
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

interface EmptyStateProps {
  title: string;
  /** What this page is for, and why coalitions do it. */
  children: ComponentChildren;
  /** The first step: a ButtonLink or a form. */
  action?: ComponentChildren;
}

/** What an empty page says instead of "no data". */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
      {action && <div class="actions">{action}</div>}
    </div>
  );
}
