import type { Place } from '../../kernel/place.ts';
import { languages } from '../../system/i18n/languages.ts';
import type { Values } from '../../system/web/formdata.ts';
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../ui/choices.tsx';
import { Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { stages } from '../commands.ts';
import { coalitionPaths, newCoalition } from '../paths.ts';
import type { Coalition } from '../queries.ts';
import { CoalitionShell, PlainShell } from '../shell.tsx';
import { slugFrom } from '../slug.ts';

/** Founding a coalition: what it wants, and who begins. */
export function FoundPage({ attempt }: { attempt?: Attempt }) {
  const { t, person } = useVisit();
  return (
    <PlainShell title={t('coalitions.found')} failed={attempt !== undefined}>
      <Page title={t('coalitions.found')} lead={t('coalitions.foundLead')}>
        <Form action={newCoalition} attempt={attempt}>
          <TextField
            name="name"
            label={t('coalitions.name')}
            hint={t('coalitions.nameHint')}
            maxlength={120}
            required
          />
          <Description />
          <TextField name="slug" label={t('coalitions.address')} hint={t('coalitions.addressHint')} maxlength={60} />
          <TextField
            name="yourName"
            label={t('members.yourName')}
            hint={t('members.yourNameHint')}
            value={person?.name}
            autocomplete="name"
            maxlength={120}
            required
          />
          <SubmitButton>{t('coalitions.foundButton')}</SubmitButton>
        </Form>
      </Page>
    </PlainShell>
  );
}

interface SettingsProps {
  place: Place;
  coalition: Coalition;
  coordinators: { person: string; name: string; since: Date }[];
  people: { person: string; name: string }[];
  attempt?: Attempt;
}

/** What the coalition says of itself, and who coordinates it. */
export function SettingsPage({ place, coalition, coordinators, people, attempt }: SettingsProps) {
  const { t } = useVisit();
  const paths = coalitionPaths(coalition.slug);
  const appointing = attempt?.values.person !== undefined;
  const others = people.filter(({ person }) => !coordinators.some((one) => one.person === person));
  return (
    <CoalitionShell coalition={place.coalition} title={t('coalitions.settings')} failed={attempt !== undefined}>
      <Page title={t('coalitions.settings')} lead={t('coalitions.settingsLead')}>
        <Section title={t('coalitions.ourselves')}>
          <Form action={paths.settings} attempt={appointing ? undefined : attempt}>
            <TextField name="name" label={t('coalitions.name')} value={coalition.name} maxlength={120} required />
            <Description of={coalition} />
            <RadioGroup
              name="stage"
              label={t('coalitions.stageLabel')}
              value={coalition.stage}
              options={stages.map((stage) => ({
                value: stage,
                label: t('coalitions.stage', { stage }),
                hint: t('coalitions.stageHint', { stage }),
              }))}
              required
            />
            <SubmitButton>{t('common.save')}</SubmitButton>
          </Form>
        </Section>
        <Section title={t('coalitions.coordinators')} id="coordinators" note={t('coalitions.coordinatorsNote')}>
          <ul>
            {coordinators.map(({ person, name, since }) => (
              <li key={person}>
                <bdi>{name}</bdi>{' '}
                <span class="hint">
                  {t('members.from')} <Time at={since} as="date" />
                </span>
              </li>
            ))}
          </ul>
          {coordinators.length > 1 && (
            <PostButton look="quiet" action={paths.stepDown}>
              {t('coalitions.stepDown')}
            </PostButton>
          )}
          <Form action={paths.appoint} id="appoint" attempt={appointing ? attempt : undefined}>
            <Select
              name="person"
              label={t('coalitions.appointWhom')}
              empty={t('members.choose')}
              options={others.map(({ person, name }) => ({ value: person, label: name }))}
              required
            />
            <SubmitButton look="quiet">{t('coalitions.appoint')}</SubmitButton>
          </Form>
        </Section>
      </Page>
    </CoalitionShell>
  );
}

function Description({ of }: { of?: Coalition }) {
  const { t, lang } = useVisit();
  return (
    <>
      <TextArea
        name="purpose"
        label={t('coalitions.purpose')}
        hint={t('coalitions.purposeHint')}
        value={of?.purpose}
        rows={4}
        maxlength={2000}
        required
      />
      <TextField
        name="place"
        label={t('members.place')}
        hint={t('coalitions.placeHint')}
        value={of?.place}
        maxlength={120}
      />
      <TextField
        name="issues"
        label={t('coalitions.issues')}
        hint={t('coalitions.issuesHint')}
        value={of?.issues.join(', ')}
      />
      <CheckboxGroup
        name="languages"
        label={t('coalitions.languages')}
        values={of?.languages ?? [lang]}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        required
      />
      <RadioGroup
        name="audience"
        label={t('coalitions.audienceLabel')}
        value={of?.audience ?? 'public'}
        options={(['public', 'members'] as const).map((audience) => ({
          value: audience,
          label: t('coalitions.audience', { audience }),
          hint: t('coalitions.audienceHint', { audience }),
        }))}
        required
      />
    </>
  );
}

/** Issues are typed in one line; an address that was not typed is made from the name. */
export function prepareDescription(values: Values): Values {
  const issues = (values.issues?.[0] ?? '').split(/[,;،؛\n]/).map((issue) => issue.trim());
  const slug = values.slug && (values.slug[0]?.trim() || slugFrom(values.name?.[0] ?? ''));
  return { ...values, issues, ...(slug !== undefined && { slug: [slug] }) };
}

/** A problem with one issue is shown at the line of all issues. */
export const atOneLine = (attempt: Attempt): Attempt => ({
  ...attempt,
  problems: attempt.problems.map((problem) => ({
    ...problem,
    field: problem.field.replace(/^(issues|languages)\.\d+$/, '$1'),
  })),
});
