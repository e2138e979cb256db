import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { DateTimeField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { formingPaths } from '../paths.ts';
import { mayForm } from '../policy.ts';
import type { RoundHead } from '../readiness-queries.ts';
import { RoundList } from './round-list.tsx';

interface Props {
  place: Place;
  rounds: RoundHead[];
  people: { person: string; name: string }[];
  attempt?: Attempt;
}

/** All rounds, and asking for the next one. */
export function ReadinessPage({ place, rounds, people, attempt }: Props) {
  const { t } = useVisit();
  const paths = formingPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('forming.readiness')} failed={attempt !== undefined}>
      <Page
        title={t('forming.readiness')}
        lead={t('forming.readinessLead')}
        crumbs={[{ label: t('forming.nav'), href: paths.overview }]}
      >
        {rounds.length === 0 && (
          <EmptyState title={t('forming.readinessNone')}>
            <p>{t('forming.readinessWhy')}</p>
          </EmptyState>
        )}
        {rounds.length > 0 && (
          <Section title={t('forming.roundsBefore')}>
            <RoundList rounds={rounds} slug={place.coalition.slug} />
          </Section>
        )}
        {mayForm(place.actor) === true && (
          <Section
            title={t(rounds.length > 0 ? 'forming.nextRound' : 'forming.askPeople')}
            note={rounds.length > 0 && t('forming.nextRoundWhy')}
          >
            <Form action={paths.readiness} attempt={attempt}>
              <CheckboxGroup
                name="people"
                label={t('forming.whom')}
                hint={t('forming.whomHint')}
                options={people.map(({ person, name }) => ({ value: person, label: name }))}
                required
              />
              <DateTimeField name="dueAt" label={t('forming.dueAt')} hint={t('forming.dueAtHint')} required />
              <SubmitButton>{t('forming.askPeople')}</SubmitButton>
            </Form>
          </Section>
        )}
      </Page>
    </CoalitionShell>
  );
}
