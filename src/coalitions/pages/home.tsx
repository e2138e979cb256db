import type { Place } from '../../kernel/place.ts';
import { memberPaths } from '../../members/paths.ts';
import { mayKeepRoster } from '../../members/policy.ts';
import type { Translate } from '../../system/i18n/translate.ts';
import { isMessageKey } from '../../system/i18n/translate.ts';
import { Actions, ButtonLink } from '../../ui/button.tsx';
import { Card, Cards } from '../../ui/card.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { ShownFigure, Waits } from '../home-part.ts';
import { coalitionPaths } from '../paths.ts';
import { mayDescribe } from '../policy.ts';
import type { Coalition } from '../queries.ts';
import type { Happening } from '../queries-home.ts';
import { CoalitionShell } from '../shell.tsx';

interface Props {
  place: Place;
  coalition: Coalition;
  waits: Waits[];
  happened: Happening[];
  figures: ShownFigure[];
  /** Nobody is on the roster yet. */
  fresh: boolean;
}

/** The home: what waits for me and my organization, what happened, how are we doing. */
export function HomePage({ place, coalition, waits, happened, figures, fresh }: Props) {
  const { t } = useVisit();
  const paths = coalitionPaths(coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={coalition.name}>
      <Page
        title={<span dir="auto">{coalition.name}</span>}
        over={t('coalitions.stage', { stage: coalition.stage })}
        lead={<span dir="auto">{coalition.purpose}</span>}
        actions={
          mayDescribe(place.actor) === true && (
            <ButtonLink href={paths.settings} look="quiet">
              {t('coalitions.settings')}
            </ButtonLink>
          )
        }
      >
        {fresh && mayKeepRoster(place.actor) === true && <FirstSteps slug={coalition.slug} />}
        <Section title={t('coalitions.waits')} id="waits">
          {waits.length === 0 ? <p>{t('coalitions.nothingWaits')}</p> : <WaitingList waits={waits} />}
        </Section>
        <Section title={t('coalitions.happened')} id="happened">
          <HappeningList happened={happened} slug={coalition.slug} />
          <p>
            <SafeLink href={paths.happened}>{t('coalitions.allHappened')}</SafeLink>
          </p>
        </Section>
        <Section title={t('coalitions.doing')} id="doing" note={t('coalitions.doingNote')}>
          <Figures>
            {figures.map((figure) => (
              <Figure key={figure.name} {...figure} />
            ))}
          </Figures>
        </Section>
      </Page>
    </CoalitionShell>
  );
}

/** What a coordinator does first in an empty house. */
function FirstSteps({ slug }: { slug: string }) {
  const { t } = useVisit();
  const members = memberPaths(slug);
  return (
    <EmptyState
      title={t('coalitions.firstSteps')}
      action={
        <Actions>
          <ButtonLink href={members.add}>{t('members.addFirst')}</ButtonLink>
          <ButtonLink href={members.import} look="quiet">
            {t('members.import')}
          </ButtonLink>
          <ButtonLink href={members.constituencies} look="quiet">
            {t('members.addConstituency')}
          </ButtonLink>
        </Actions>
      }
    >
      <p>{t('coalitions.firstStepsWhy')}</p>
    </EmptyState>
  );
}

function WaitingList({ waits }: { waits: Waits[] }) {
  return (
    <Cards>
      {waits.map((one) => (
        <Card
          key={one.href + one.what}
          title={one.what}
          href={one.href}
          over={one.by && <Time at={one.by} as="deadline" />}
          waits
        >
          {one.why && <p>{one.why}</p>}
        </Card>
      ))}
    </Cards>
  );
}

/** What happened, as sentences in the reader's language; the thing it was about is one link away. */
export function HappeningList({ happened, slug }: { happened: Happening[]; slug: string }) {
  const { t } = useVisit();
  const entries = happened.map((one) => {
    const said = sentence(t, one);
    const { page } = one.about;
    return {
      at: one.at,
      what: page === null ? said : <SafeLink href={`${coalitionPaths(slug).home}/${page}`}>{said}</SafeLink>,
    };
  });
  return <Timeline entries={entries} />;
}

/**
 * `members.leave` is said by the message `activity.members.leave`, with {who} did it, to
 * {what}, for which {member}.
 */
export function sentence(t: Translate, { verb, who, about, forMember }: Happening): string {
  const key = `activity.${verb}`;
  const variables = { who: who || t('coalitions.somebody'), what: about.name, member: forMember?.name ?? '' };
  return isMessageKey(key)
    ? (t as (key: string, variables: object) => string)(key, variables)
    : t('activity.something', variables);
}
