import type { Place } from '../../kernel/place.ts';
import { SafeLink } from '../../ui/link.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { mayAllowPaper } from '../paper/policy.ts';
import type { PaperView } from '../paper/queries.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';

interface Props {
  place: Place;
  decision: Decision;
  paper: PaperView;
}

/** How many may vote on paper, how many papers count, and where two people bring them in. */
export function PaperSection({ place, decision, paper }: Props) {
  const { t } = useVisit();
  const allows = mayAllowPaper(place.actor, situationOf(decision)) === true;
  if (paper.people === null && !allows) return null;
  const total = (batches: PaperView['batches']) => batches.reduce((sum, one) => sum + one.total, 0);
  const standing = paper.batches.filter(({ withdrawn }) => withdrawn === null);
  const confirmed = total(standing.filter((one) => one.confirmed !== null));
  const waiting = total(standing) - confirmed;
  return (
    <Section title={t('paper.title')} id="paper">
      {paper.people === null ? (
        <p>{t('paper.why')}</p>
      ) : (
        <p>
          {t('paper.state', { people: paper.people, confirmed })}{' '}
          {waiting > 0 && t('paper.waiting', { count: waiting })}
        </p>
      )}
      <p>
        <SafeLink href={decisionPaths(place.coalition.slug, decision.number).bundles}>
          {t(paper.people === null ? 'paper.allowLink' : 'paper.bundles')}
        </SafeLink>
      </p>
    </Section>
  );
}
