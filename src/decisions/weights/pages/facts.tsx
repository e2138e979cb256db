import type { z } from 'zod';
import { CoalitionShell } from '../../../coalitions/shell.tsx';
import type { Place } from '../../../kernel/place.ts';
import type { Attempt } from '../../../system/web/page.ts';
import { SubmitButton } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/choices.tsx';
import { DateField, NumberField, TextField } from '../../../ui/fields.tsx';
import { Form } from '../../../ui/form.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Table } from '../../../ui/table.tsx';
import { useVisit } from '../../../ui/visit.ts';
import { decisionPaths } from '../../paths.ts';
import { approximate } from '../../tally/exact.ts';
import { factKinds } from '../commands.ts';
import type { weightFacts } from '../queries.ts';

type Facts = z.infer<(typeof weightFacts)['output']>;

/** The numbers by which votes can be weighed; coordinators keep them. */
export function FactsPage({ place, facts, attempt }: { place: Place; facts: Facts; attempt?: Attempt }) {
  const { t, format } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  const number = (fact: Facts[number]['dues']) =>
    fact && (
      <>
        <span title={fact.value}>{format.number(approximate(fact.value))}</span>{' '}
        <small class="hint">{t('rules.factSince', { day: format.day(fact.asOf), source: fact.source })}</small>
      </>
    );
  return (
    <CoalitionShell coalition={place.coalition} title={t('rules.factsTitle')} failed={attempt !== undefined}>
      <Page
        title={t('rules.factsTitle')}
        lead={t('rules.factsLead')}
        crumbs={[
          { label: t('decisions.title'), href: paths.list },
          { label: t('rules.previewTitle'), href: paths.weights },
        ]}
      >
        <Table
          caption={t('rules.factsCaption')}
          rows={facts}
          rowKey={({ member }) => member}
          columns={[
            { key: 'name', label: t('rules.voter'), heading: true, cell: ({ name }) => <bdi>{name}</bdi> },
            {
              key: 'people',
              label: t('rules.factPeople'),
              number: true,
              cell: ({ people }) => (people === null ? '' : format.number(people)),
            },
            ...factKinds.map((kind) => ({
              key: kind,
              label: t('rules.factKinds', { kind }),
              number: true,
              cell: (row: Facts[number]) => number(row[kind]),
            })),
          ]}
        />
        {place.actor.standing.coordinator && <RecordForm facts={facts} action={paths.facts} attempt={attempt} />}
      </Page>
    </CoalitionShell>
  );
}

function RecordForm({ facts, action, attempt }: { facts: Facts; action: string; attempt?: Attempt }) {
  const { t, now } = useVisit();
  return (
    <Section title={t('rules.factsRecord')}>
      <Form action={action} attempt={attempt}>
        <RadioGroup
          name="kind"
          label={t('rules.factKind')}
          value="dues"
          required
          options={factKinds.map((kind) => ({ value: kind, label: t('rules.factKinds', { kind }) }))}
        />
        <DateField name="asOf" label={t('rules.factAsOf')} value={now.toISOString().slice(0, 10)} required />
        <TextField name="source" label={t('rules.factSource')} hint={t('rules.factSourceHint')} required />
        <fieldset class="field group">
          <legend>{t('rules.factValue')}</legend>
          <p class="hint">{t('rules.factValueHint')}</p>
          {facts.map(({ member, name }) => (
            <NumberField key={member} name={`values.${member}`} label={name} decimal />
          ))}
        </fieldset>
        <SubmitButton>{t('rules.factSave')}</SubmitButton>
      </Form>
    </Section>
  );
}
