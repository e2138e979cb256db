import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { methodExplained } from '../words.ts';
import { BallotCard } from './ballot.tsx';

interface Props {
  place: Place;
  decision: Decision;
  attempt?: Attempt;
}

/** The ballots of the members for whom the reader speaks; where persons vote, the reader's own. */
export function MyBallots({ place, decision, attempt: sent }: Props) {
  const { t } = useVisit();
  // Other forms of the page name a member too; only a ballot says which text or which ballot it is about.
  const attempt = sent?.values.basedOn || sent?.values.ballot ? sent : undefined;
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const represents = place.actor.standing.represents.filter(({ authority }) => authority !== 'observes');
  const mine = decision.roll.flatMap((entry) => {
    const representation = represents.find(({ member }) => member === entry.member) ?? null;
    const own = representation !== null || (entry.person !== null && entry.person === place.actor.person);
    return own && (decision.status === 'open' || entry.voted) ? [{ representation, entry }] : [];
  });
  if (mine.length === 0) return null;
  return (
    <Section title={t('decisions.yourBallot')} id="ballot" note={methodExplained(t, decision.method)}>
      <div class="ballots">
        {mine.map(({ representation, entry }) => (
          <BallotCard
            key={entry.entry}
            decision={decision}
            entry={entry}
            representation={representation}
            action={paths.ballot}
            ratifyAction={paths.ratify}
            withdrawAction={paths.withdrawBallot}
            attempt={attempt}
          />
        ))}
      </div>
    </Section>
  );
}
