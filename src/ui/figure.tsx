import type { ComponentChildren } from 'preact';
import type { Moment } from '../system/i18n/format.ts';
import { Day, Time } from './time.tsx';
import { useVisit } from './visit.ts';

interface FigureProps {
  /** What is counted: "Members that endorsed the platform". */
  name: string;
  /** The number, already formatted. */
  value: ComponentChildren;
  /** "of 221". */
  of?: ComponentChildren;
  /** When it was so: a moment, or a day as '2026-11-26'. */
  at: Moment | string;
  /** Where it comes from: "Register of decisions". */
  source: ComponentChildren;
}

/** A number that says what it is, of which date, and from where. */
export function Figure({ name, value, of, at, source }: FigureProps) {
  const { t } = useVisit();
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span class="value">{value}</span> {of && <span class="of">{of}</span>}
      </dd>
      <dd class="source">
        {typeof at === 'string' ? <Day on={at} /> : <Time at={at} as="date" />} · {t('ui.source')} {source}
      </dd>
    </div>
  );
}

/** Figures side by side. */
export function Figures({ children }: { children: ComponentChildren }) {
  return <dl class="figures">{children}</dl>;
}
