import type { ComponentChildren } from 'preact';
import type { Moment } from '../system/i18n/format.ts';
import { Time } from './time.tsx';
import { useVisit } from './visit.ts';

export interface Happening {
  at: Moment;
  /** Who did what, as a sentence. */
  what: ComponentChildren;
  more?: ComponentChildren;
  waits?: boolean;
}

/** What happened, in order. */
export function Timeline({ entries }: { entries: Happening[] }) {
  return (
    <ol class="timeline">
      {entries.map((entry, index) => (
        <li key={index} class={entry.waits ? 'waits' : undefined}>
          <p>{entry.what}</p>
          <p class="when">
            <Time at={entry.at} />
          </p>
          {entry.more}
        </li>
      ))}
    </ol>
  );
}

/** The steps of something longer, and which one this is. */
export function Steps({ label, steps, current }: { label: string; steps: string[]; current: number }) {
  const { t } = useVisit();
  const states = ['ui.stepDone', 'ui.stepNow', 'ui.stepNext'] as const;
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step, index) => {
        const place = Math.sign(index - current) + 1;
        return (
          <li key={step} class={['done', 'now', 'next'][place]} aria-current={place === 1 ? 'step' : undefined}>
            {step} <span class="visually-hidden">({t(states[place]!)})</span>
          </li>
        );
      })}
    </ol>
  );
}
