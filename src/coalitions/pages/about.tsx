import { isInsider } from '../../kernel/actor.ts';
import type { Place } from '../../kernel/place.ts';
import { memberPaths } from '../../members/paths.ts';
import { isLang, languages } from '../../system/i18n/languages.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Tag, Tags } from '../../ui/card.tsx';
import { Page, Prose } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Coalition } from '../queries.ts';
import { HouseShell } from '../shell.tsx';

/** What the coalition tells everybody, and the way to join it. */
export function AboutPage({ place, coalition }: { place: Place; coalition: Coalition }) {
  const { t, format } = useVisit();
  const outside = !isInsider(place.actor);
  return (
    <HouseShell place={place} title={coalition.name}>
      <Page
        title={<span dir="auto">{coalition.name}</span>}
        over={t('coalitions.stage', { stage: coalition.stage })}
        lead={<span dir="auto">{coalition.purpose}</span>}
        actions={
          coalition.stage !== 'closed' && (
            <ButtonLink href={memberPaths(coalition.slug).join} look={outside ? 'primary' : 'quiet'}>
              {t(outside ? 'coalitions.askToJoin' : 'coalitions.joinForAnother')}
            </ButtonLink>
          )
        }
      >
        {coalition.issues.length > 0 && (
          <Tags>
            {coalition.issues.map((issue) => (
              <Tag key={issue}>
                <span dir="auto">{issue}</span>
              </Tag>
            ))}
          </Tags>
        )}
        <DefinitionList
          entries={[
            { term: t('members.place'), value: coalition.place ? <span dir="auto">{coalition.place}</span> : null },
            {
              term: t('coalitions.languages'),
              value: format.list(coalition.languages.map((lang) => (isLang(lang) ? languages[lang] : lang))),
            },
            { term: t('coalitions.foundedOn'), value: <Time at={coalition.foundedAt} as="date" /> },
          ]}
        />
        {outside && (
          <Prose>
            <h2>{t('coalitions.worthIt')}</h2>
            <p>{t('coalitions.worthItLead')}</p>
            <ul>
              <li>{t('coalitions.worthItGain')}</li>
              <li>{t('coalitions.worthItCost')}</li>
              <li>{t('coalitions.worthItLimits')}</li>
              <li>{t('coalitions.worthItWho')}</li>
            </ul>
          </Prose>
        )}
      </Page>
    </HouseShell>
  );
}
