import type { Place } from '../../kernel/place.ts';
import { Actions, DownloadLink } from '../../ui/button.tsx';
import { Pager } from '../../ui/navigation.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { coalitionPaths } from '../paths.ts';
import type { Happening } from '../queries-home.ts';
import { CoalitionShell } from '../shell.tsx';
import { HappeningList } from './home.tsx';

/** All that happened, page after page. */
export function HappenedPage({ place, items, next }: { place: Place; items: Happening[]; next: string | null }) {
  const { t } = useVisit();
  const paths = coalitionPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('coalitions.happened')}>
      <Page title={t('coalitions.happened')} lead={t('coalitions.happenedLead')}>
        <HappeningList happened={items} slug={place.coalition.slug} />
        <Pager next={next ? `${paths.happened}?after=${next}` : undefined} />
        <Actions>
          <DownloadLink href={paths.happenedCsv}>{t('common.downloadCsv')}</DownloadLink>
        </Actions>
      </Page>
    </CoalitionShell>
  );
}
