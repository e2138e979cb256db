import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Table } from '../../ui/table.tsx';
import { Day } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Step } from '../readiness-queries.ts';

interface Props {
  steps: Step[];
  /** Where to say what became of a step. */
  action: string;
  mayEnd(step: Step): boolean;
  attempt?: Attempt;
}

/** Steps with their dates; whoever may, says what became of them. */
export function StepTable({ steps, action, mayEnd, attempt }: Props) {
  const { t } = useVisit();
  return (
    <Table
      caption={t('forming.steps')}
      captionHidden
      rows={steps}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          label: t('forming.step'),
          heading: true,
          cell: ({ what, condition }) => (
            <>
              <span dir="auto">{what}</span>
              {condition && <span class="hint"> {t('forming.condition', { condition })}</span>}
            </>
          ),
        },
        {
          key: 'who',
          label: t('forming.stepWho'),
          cell: ({ personName }) => (personName ? <bdi>{personName}</bdi> : t('forming.stepWhoNobody')),
        },
        { key: 'due', label: t('forming.stepDue'), cell: ({ dueOn }) => <Day on={dueOn} /> },
        {
          key: 'became',
          label: t('forming.stepBecame'),
          cell: (step) =>
            step.ended ? (
              <>
                <Status state={step.ended.became === 'done' ? 'done' : 'ended'}>
                  {t(step.ended.became === 'done' ? 'forming.stepDone' : 'forming.stepDropped')}
                </Status>{' '}
                <span dir="auto">{step.ended.note}</span>
              </>
            ) : (
              mayEnd(step) && <EndStep step={step} action={action} attempt={attempt} />
            ),
        },
      ]}
    />
  );
}

function EndStep({ step, action, attempt }: { step: Step; action: string; attempt?: Attempt }) {
  const { t } = useVisit();
  const mine = attempt?.values.step?.[0] === step.id ? attempt : undefined;
  return (
    <details open={mine !== undefined}>
      <summary>{t('forming.stepBecame')}</summary>
      <Form action={action} id={`step-${step.id}`} attempt={mine}>
        <input type="hidden" name="step" value={step.id} />
        <RadioGroup
          name="became"
          label={t('forming.stepBecame')}
          value="done"
          options={[
            { value: 'done', label: t('forming.stepDone') },
            { value: 'dropped', label: t('forming.stepDropped') },
          ]}
          required
        />
        <TextField name="note" label={t('forming.stepNote')} maxlength={1000} />
        <SubmitButton look="quiet">{t('common.save')}</SubmitButton>
      </Form>
    </details>
  );
}
