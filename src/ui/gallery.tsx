// Every part that pages are made of, in all its states: to look at, and for axe to find fault with.
import { Actions, Button, ButtonLink, DownloadLink, PostButton } from './button.tsx';
import { Status } from './card.tsx';
import { Numbers, Parts } from './gallery/data.tsx';
import { Fields } from './gallery/fields.tsx';
import { SafeLink } from './link.tsx';
import { Markdown } from './markdown.ts';
import { type NavGroup, Pager, Tabs } from './navigation.tsx';
import { EmptyState, Notice } from './notice.tsx';
import { Page, Prose, Section } from './page.tsx';
import { Shell } from './shell.tsx';
import { Time } from './time.tsx';
import { useVisit } from './visit.ts';

const later = new Date('2026-11-26T17:00:00Z');
const dangerous = 'javascript:alert(1)';

/** The whole gallery as a page. */
export function GalleryPage() {
  const { t, path } = useVisit();
  const nav: NavGroup[] = [
    {
      label: t('gallery.together'),
      items: [
        { label: t('gallery.home'), href: path },
        { label: t('gallery.members'), href: `${path}/members` },
        {
          label: t('gallery.decisions'),
          href: `${path}/decisions`,
          waiting: { count: 3, says: t('gallery.waiting', { count: 3 }) },
        },
      ],
    },
    { label: t('gallery.act'), items: [{ label: t('gallery.tasks'), href: '/gallery-tasks' }] },
    { label: t('gallery.talk'), items: [] },
    { label: t('gallery.reflect'), items: [{ label: t('gallery.figureName'), href: '/gallery-reflect' }] },
  ];
  return (
    <Shell
      title={t('gallery.title')}
      coalition={{ name: t('gallery.coalition'), href: path }}
      nav={nav}
      account={{ items: [{ label: t('ui.account'), href: '/account' }], signOut: '/sign-out' }}
    >
      <Page
        title={t('gallery.title')}
        crumbs={[
          { label: t('gallery.coalition'), href: path },
          { label: t('gallery.decisions'), href: `${path}/decisions` },
        ]}
        over={<Status state="open">{t('gallery.openNow')}</Status>}
        lead={t('gallery.lead')}
        actions={<ButtonLink href={path}>{t('gallery.propose')}</ButtonLink>}
      >
        <Texts />
        <Buttons />
        <Notices />
        <Fields />
        <Numbers />
        <Parts />
      </Page>
    </Shell>
  );
}

function Texts() {
  const { t } = useVisit();
  return (
    <Section title={t('gallery.type')}>
      <Prose>
        <h2>{t('gallery.heading2')}</h2>
        <p>{t('gallery.prose')}</p>
        <h3>{t('gallery.heading3')}</h3>
        <p>
          <Time at={later} as="deadline" />
        </p>
      </Prose>
      <Markdown text={t('gallery.markdown')} />
    </Section>
  );
}

function Buttons() {
  const { t, path } = useVisit();
  return (
    <Section title={t('gallery.buttons')}>
      <Actions>
        <PostButton action="/gallery" look="primary">
          {t('gallery.cast')}
        </PostButton>
        <Button>{t('gallery.saveDraft')}</Button>
        <Button look="danger">{t('gallery.leave')}</Button>
        <Button look="primary" disabled>
          {t('gallery.closed')}
        </Button>
      </Actions>
      <p>
        <SafeLink href="https://example.org/">example.org</SafeLink> ·{' '}
        <SafeLink href={dangerous}>{t('gallery.unsafe')}</SafeLink>
      </p>
      <p>
        <DownloadLink href="/gallery.csv">{t('common.downloadCsv')}</DownloadLink>
      </p>
      <Tabs
        label={t('gallery.state')}
        items={[
          { label: t('gallery.openNow'), href: path, waiting: { count: 1, says: t('gallery.waiting', { count: 1 }) } },
          { label: t('gallery.adopted'), href: '/gallery-adopted' },
          { label: t('gallery.rejected'), href: '/gallery-rejected' },
        ]}
      />
      <Pager previous="/gallery?before=a" next="/gallery?after=z" position="51–100" />
    </Section>
  );
}

function Notices() {
  const { t, path } = useVisit();
  return (
    <Section title={t('gallery.notices')}>
      <Notice>
        <p>{t('gallery.noticeInfo')}</p>
      </Notice>
      <Notice kind="success">
        <p>{t('gallery.noticeSuccess')}</p>
      </Notice>
      <Notice kind="warning" title={t('gallery.waits')}>
        <p>{t('gallery.noticeWarning')}</p>
      </Notice>
      <Notice kind="error">
        <p>{t('gallery.noticeError')}</p>
      </Notice>
      <EmptyState title={t('gallery.emptyTitle')} action={<ButtonLink href={path}>{t('gallery.propose')}</ButtonLink>}>
        <p>{t('gallery.empty')}</p>
      </EmptyState>
    </Section>
  );
}
