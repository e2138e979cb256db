import { h } from 'preact';
import { useVisit } from './visit.ts';

/** Keeps the page fresh while it is open: it listens, and draws the page again when something in `topics` changed. */
export function Live({ topics }: { topics: string[] }) {
  const { t, path, preferences } = useVisit();
  // Whoever asked for little data gets no open connection; the page is fresh whenever it is loaded.
  if (preferences.reducedData || topics.length === 0) return null;
  const query = new URLSearchParams({ topics: topics.join(',') });
  return h(
    'greenbelt-live',
    { src: `/live?${query}` },
    <p class="toast" role="status" hidden>
      {t('ui.pageUpdated')} <a href={path}>{t('ui.reload')}</a>
    </p>,
  );
}
