import type { ComponentChildren } from 'preact';
import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';

interface FrameProps {
  place: Place;
  decision: Decision;
  title: string;
  failed: boolean;
  children: ComponentChildren;
}

/** A page about one decision that is not the decision's own: its name above, the way back. */
export function Frame({ place, decision, title, failed, children }: FrameProps) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const crumbs = [
    { label: t('decisions.title'), href: paths.list },
    { label: t('decisions.decisionNumber', { number: String(decision.number) }), href: paths.one },
  ];
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={failed}>
      <Page title={title} crumbs={crumbs} lead={<span dir="auto">{decision.versions[0]!.question}</span>}>
        {children}
      </Page>
    </CoalitionShell>
  );
}
