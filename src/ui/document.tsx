import type { ComponentChildren } from 'preact';
import { useVisit } from './visit.ts';

interface DocumentProps {
  title: string;
  /** The coalition's or the server's name, behind the title. */
  site?: string;
  description?: string;
  /** Set when the page shows field errors, so that the title says so first. */
  failed?: boolean;
  /** Seconds after which a browser without scripts asks again, where something is being worked on. */
  askAgain?: number;
  children: ComponentChildren;
}

// Greenbelt's mark in the window's tab: small enough to come with the page.
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Ccircle cx='16' cy='16' r='12' " +
  "fill='none' stroke='%231b7a4b' stroke-width='7' pathLength='100' stroke-dasharray='21 3 9 3 28 3 13 3 14 3'/%3E%3C/svg%3E";

/** <html>, <head> and <body>. Pages use `Shell` or `PublicShell`, which stand on it. */
export function Document({ title, site, description, failed, askAgain, children }: DocumentProps) {
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
        {askAgain && (
          <noscript>
            <meta http-equiv="refresh" content={String(askAgain)} />
          </noscript>
        )}
        <link rel="icon" href={icon} />
        <link rel="stylesheet" href={assets('main.css')} data-turbo-track="reload" />
        <script type="module" src={assets('main.js')} data-turbo-track="reload" />
      </head>
      <body>{children}</body>
    </html>
  );
}
