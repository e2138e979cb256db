import { Card, Cards } from '../../ui/card.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { formingPaths } from '../paths.ts';
import type { RoundHead } from '../readiness-queries.ts';

/** Rounds of readiness, each one link away. */
export function RoundList({ rounds, slug }: { rounds: RoundHead[]; slug: string }) {
  const { t } = useVisit();
  return (
    <Cards>
      {rounds.map(({ number, askedAt, asked, answered, shown }) => (
        <Card
          key={number}
          title={t('forming.round', { number })}
          href={formingPaths(slug, number).round}
          over={<Time at={askedAt} as="date" />}
          waits={!shown}
        >
          <p>{t('forming.answered', { answered, asked })}</p>
        </Card>
      ))}
    </Cards>
  );
}
