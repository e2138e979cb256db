import type { VNode } from 'preact';
import { GalleryPage } from '../../src/ui/gallery.tsx';
import { Broken, Forbidden, NotFound, Offline, Unavailable } from '../../src/ui/pages/errors.tsx';
import { Landing } from '../../src/ui/pages/landing.tsx';
import { PublicShell } from '../../src/ui/shell.tsx';
import type { Visit } from '../../src/ui/visit.ts';

/** Every page that can be drawn without data, by name. */
export const drawnPages: Record<string, (visit: Visit) => VNode> = {
  gallery: () => <GalleryPage />,
  landing: ({ t }) => framed(t('common.greenbelt'), <Landing signInHref="/sign-in" foundHref="/found" />),
  'not-found': ({ t }) => framed(t('ui.error.notFound'), <NotFound />),
  forbidden: ({ t }) => framed(t('ui.error.forbidden'), <Forbidden signInHref="/sign-in" />),
  broken: ({ t }) => framed(t('ui.error.broken'), <Broken />),
  unavailable: ({ t }) => framed(t('ui.error.unavailable'), <Unavailable />),
  offline: ({ t }) => framed(t('ui.error.offline'), <Offline />),
};

function framed(title: string, page: VNode) {
  return (
    <PublicShell title={title} signIn={{ label: '→', href: '/sign-in' }}>
      {page}
    </PublicShell>
  );
}
