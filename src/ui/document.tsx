import type { ComponentChildren } from 'preact';
import { useVisit } from './visit.ts';

interface DocumentProps {
  title: string;
  /** The coalition's or the server's name, behind the title. */
  site?: string;
  description?: string;
  /** Set when the page shows field errors, so that the title says so first. */
  failed?: boolean;
  children: ComponentChildren;
}

/** <html>, <head> and <body>. Pages use `Shell` or `PublicShell`, which stand on it. */
export function Document({ title, site, description, failed, children }: DocumentProps) {
  const { t, lang, dir, nonce, assets, person, preferences } = useVisit();
  const place = site ?? t('common.greenbelt');
  const shown = title === place ? title : `${title} · ${place}`;
  return (
    <html
      lang={lang}
      dir={dir}
      data-theme={preferences.theme}
      data-text={preferences.largeText ? 'large' : undefined}
      data-data={preferences.reducedData ? 'reduced' : undefined}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{failed ? t('ui.titleWithError', { title: shown }) : shown}</title>
        {description && <meta name="description" content={description} />}
        <meta name="color-scheme" content={preferences.theme ?? 'light dark'} />
        <meta name="csp-nonce" content={nonce} />
        <meta name="turbo-refresh-method" content="morph" />
        <meta name="turbo-refresh-scroll" content="preserve" />
        <meta name="turbo-prefetch" content="false" />
        {person && <meta name="turbo-cache-control" content="no-preview" />}
        <link rel="icon" href={assets('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assets('main.css')} data-turbo-track="reload" />
        <script type="module" src={assets('main.js')} data-turbo-track="reload" />
      </head>
      <body>{children}</body>
    </html>
  );
}
