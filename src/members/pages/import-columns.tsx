import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { Select } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { listColumns } from '../import/columns.ts';
import { memberPaths } from '../paths.ts';
import type { ShownImport } from '../queries-import.ts';

/** What each column means, with what stands in it, and what is done with those that are there: a guess, to be corrected. */
export function ColumnsForm({ list, slug, attempt }: { list: ShownImport; slug: string; attempt?: Attempt }) {
  const { t, format } = useVisit();
  return (
    <Section title={t('imports.columns')} note={t('imports.columnsNote')}>
      <Form action={memberPaths(slug, undefined, list.id).mapImport} id="map" attempt={attempt}>
        <div class="form-row">
          {list.columns.map(({ title, means, samples }, index) => (
            <Select
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name that is sure to be their own
              key={index}
              name={`columns.${index}`}
              label={title || t('imports.untitled', { number: index + 1 })}
              hint={
                samples.length > 0 ? t('imports.samples', { samples: format.list(samples) }) : t('imports.noSamples')
              }
              value={means}
              empty={t('imports.leaveAside')}
              options={listColumns.map((column) => ({ value: column, label: t('imports.means', { column }) }))}
              required
            />
          ))}
        </div>
        <RadioGroup
          name="known"
          label={t('imports.known')}
          value={list.known}
          options={(['complete', 'keep', 'theirs'] as const).map((rule) => ({
            value: rule,
            label: t('imports.knownRule', { rule }),
          }))}
          required
        />
        {(list.counts.wrong ?? 0) > 0 && (
          <Checkbox
            name="leaveOutWrong"
            label={t('imports.leaveOut', { count: list.counts.wrong ?? 0 })}
            checked={list.leaveOutWrong}
          />
        )}
        <SubmitButton look="quiet">{t('imports.lookAgain')}</SubmitButton>
      </Form>
    </Section>
  );
}
