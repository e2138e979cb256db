import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { DateField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { rowsShown } from '../../ui/rows.ts';
import { useVisit } from '../../ui/visit.ts';
import { alternatives, conditions, ways } from '../conditions.ts';
import type { ShownRound } from '../readiness-queries.ts';

interface Props {
  action: string;
  reading: ShownRound['reading'];
  people: { person: string; name: string }[];
  attempt?: Attempt;
}

/** The way that is taken, with its steps. */
export function ConcludeForm({ action, reading, people, attempt }: Props) {
  const { t } = useVisit();
  return (
    <Form action={action} attempt={attempt}>
      <RadioGroup
        name="way"
        label={t('forming.ways')}
        value={reading?.way}
        options={ways.map((way) => ({
          value: way,
          label: t('forming.way', { way }),
          hint: t('forming.wayHint', { way }),
        }))}
        required
      />
      <RadioGroup
        name="alternative"
        label={t('forming.alternative')}
        options={alternatives.map((alternative) => ({
          value: alternative,
          label: t('forming.alternativeName', { alternative }),
          hint: t('forming.alternativeHint', { alternative }),
        }))}
      />
      <TextArea name="reason" label={t('forming.wayReason')} rows={3} required />
      <fieldset class="field group">
        <legend>{t('forming.steps')}</legend>
        <p class="hint">{t('forming.stepsHint')}</p>
        {rowsShown('steps', 1, attempt).map((row) => (
          <div class="form-row" key={row}>
            <TextField name={`steps.${row}.what`} label={t('forming.step')} maxlength={300} required />
            <DateField name={`steps.${row}.dueOn`} label={t('forming.stepDue')} required />
            <Select
              name={`steps.${row}.person`}
              label={t('forming.stepWho')}
              empty={t('forming.stepWhoNobody')}
              options={people.map(({ person, name }) => ({ value: person, label: name }))}
            />
            <Select
              name={`steps.${row}.condition`}
              label={t('forming.stepFor')}
              empty={t('forming.stepForNothing')}
              options={conditions.map((condition) => ({
                value: condition,
                label: t('forming.condition', { condition }),
              }))}
            />
          </div>
        ))}
      </fieldset>
      <SubmitButton>{t('forming.conclude')}</SubmitButton>
    </Form>
  );
}
