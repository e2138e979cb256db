import type { ComponentChildren } from 'preact';
import { Breadcrumb, type Crumb } from './navigation.tsx';

interface PageProps {
  title: ComponentChildren;
  crumbs?: Crumb[];
  /** A short line above the title: "Decision 14", a state. */
  over?: ComponentChildren;
  /** One or two sentences that say what this is. */
  lead?: ComponentChildren;
  /** Buttons for what can be done with the whole page. */
  actions?: ComponentChildren;
  children?: ComponentChildren;
}

/** The head of a page and what follows it. */
export function Page({ title, crumbs, over, lead, actions, children }: PageProps) {
  return (
    <>
      <header class="page-head">
        {crumbs && crumbs.length > 0 && <Breadcrumb crumbs={crumbs} />}
        {over && <p class="over">{over}</p>}
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {actions && <div class="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

interface SectionProps {
  title: string;
  /** An anchor: '#title' leads here. */
  id?: string;
  note?: ComponentChildren;
  children: ComponentChildren;
}

/** A part of a page. Where there is room its heading hangs in the margin, as in printed minutes. */
export function Section({ title, id, note, children }: SectionProps) {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {note && <p class="hint">{note}</p>}
      </div>
      <div class="section-body">{children}</div>
    </section>
  );
}

/** Running text at a readable width. */
export function Prose({ children }: { children: ComponentChildren }) {
  return <div class="prose">{children}</div>;
}
