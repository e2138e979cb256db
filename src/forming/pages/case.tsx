import { HouseShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { CaseVersion, ShownCase } from '../case-queries.ts';
import { formingPaths } from '../paths.ts';
import { mayForm } from '../policy.ts';

interface Props {
  place: Place;
  stated: ShownCase | null;
  versions: CaseVersion[];
}

/** The case on one page, made to be sent around and printed. */
export function CasePage({ place, stated, versions }: Props) {
  const { t } = useVisit();
  const paths = formingPaths(place.coalition.slug);
  const mine = mayForm(place.actor) === true;
  if (!stated) {
    return (
      <HouseShell place={place} title={t('forming.case')}>
        <Page
          title={t('forming.case')}
          lead={t('forming.caseLead')}
          crumbs={[{ label: t('forming.nav'), href: paths.overview }]}
        >
          <EmptyState
            title={t('forming.caseNone')}
            action={mine && <ButtonLink href={paths.editCase}>{t('forming.stateCase')}</ButtonLink>}
          >
            <p>{t('forming.caseWhy')}</p>
          </EmptyState>
        </Page>
      </HouseShell>
    );
  }
  return (
    <HouseShell place={place} title={stated.title}>
      <Page
        title={<span dir="auto">{stated.title}</span>}
        over={
          <>
            <bdi>{place.coalition.name}</bdi> · {t('forming.occasionName', { occasion: stated.occasion })} ·{' '}
            <Time at={stated.at} as="date" />
          </>
        }
        crumbs={place.inside ? [{ label: t('forming.nav'), href: paths.overview }] : undefined}
        actions={
          mine && (
            <ButtonLink href={paths.editCase} look="quiet">
              {t('forming.editCase')}
            </ButtonLink>
          )
        }
      >
        <Section title={t('forming.happened')}>
          <Markdown text={stated.happened} />
        </Section>
        <Section title={t('forming.affected')}>
          <Markdown text={stated.affected} />
        </Section>
        <Section title={t('forming.difference')}>
          <Markdown text={stated.difference} />
        </Section>
        {stated.evidence.length > 0 && (
          <Section title={t('forming.evidence')}>
            <ul>
              {stated.evidence.map(({ claim, source, url }) => (
                <li key={claim + source}>
                  <span dir="auto">{claim}</span>{' '}
                  <cite dir="auto">{url ? <SafeLink href={url}>{source}</SafeLink> : source}</cite>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {place.inside && <Versions versions={versions} shared={stated.audience === 'public'} />}
      </Page>
    </HouseShell>
  );
}

function Versions({ versions, shared }: { versions: CaseVersion[]; shared: boolean }) {
  const { t } = useVisit();
  return (
    <Section title={t('forming.versions')} note={t(shared ? 'forming.caseShared' : 'forming.caseNotShared')}>
      {versions.map((version) => (
        <details key={version.version}>
          <summary>
            {t('forming.versionBy', { version: version.version, who: version.by })}, <Time at={version.at} />
          </summary>
          <p dir="auto">
            <strong>{version.title}</strong>
          </p>
          <Markdown text={version.happened} />
          <Markdown text={version.affected} />
          <Markdown text={version.difference} />
        </details>
      ))}
    </Section>
  );
}
