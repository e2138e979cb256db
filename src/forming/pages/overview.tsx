import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { ShownCase } from '../case-queries.ts';
import { formingPaths } from '../paths.ts';
import { mayEndStep, mayForm } from '../policy.ts';
import type { RoundHead, Step } from '../readiness-queries.ts';
import { RoundList } from './round-list.tsx';
import { StepTable } from './steps.tsx';

interface Props {
  place: Place;
  stated: ShownCase | null;
  rounds: RoundHead[];
  steps: Step[];
  attempt?: Attempt;
}

/** Where the forming of the coalition stands, part by part. */
export function OverviewPage({ place, stated, rounds, steps, attempt }: Props) {
  const { t } = useVisit();
  const paths = formingPaths(place.coalition.slug);
  const mine = mayForm(place.actor) === true;
  return (
    <CoalitionShell coalition={place.coalition} title={t('forming.title')} failed={attempt !== undefined}>
      <Page title={t('forming.title')} lead={t('forming.lead')}>
        <Section title={t('forming.case')} note={t('forming.caseLead')}>
          {stated ? (
            <p>
              <SafeLink href={paths.case}>
                <bdi>{stated.title}</bdi>
              </SafeLink>
              <br />
              {t('forming.occasionName', { occasion: stated.occasion })} ·{' '}
              {t(stated.audience === 'public' ? 'forming.caseShared' : 'forming.caseNotShared')}
            </p>
          ) : (
            <EmptyState
              title={t('forming.caseNone')}
              action={mine && <ButtonLink href={paths.editCase}>{t('forming.stateCase')}</ButtonLink>}
            >
              <p>{t('forming.caseWhy')}</p>
            </EmptyState>
          )}
        </Section>
        <Section title={t('forming.readiness')} note={t('forming.readinessLead')}>
          {rounds.length > 0 ? (
            <RoundList rounds={rounds.slice(0, 3)} slug={place.coalition.slug} />
          ) : (
            <EmptyState
              title={t('forming.readinessNone')}
              action={mine && <ButtonLink href={paths.readiness}>{t('forming.askPeople')}</ButtonLink>}
            >
              <p>{t('forming.readinessWhy')}</p>
            </EmptyState>
          )}
        </Section>
        <Section title={t('forming.steps')} id="steps" note={t('forming.stepsNote')}>
          {steps.length === 0 ? (
            <p>{t('forming.stepsNone')}</p>
          ) : (
            <StepTable
              steps={steps}
              action={paths.endStep}
              mayEnd={(step) => mayEndStep(place.actor, step.person) === true}
              attempt={attempt}
            />
          )}
        </Section>
      </Page>
    </CoalitionShell>
  );
}
