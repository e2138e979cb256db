import type { Problem } from '../../kernel/errors.ts';
import type { Values } from '../../system/web/formdata.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { NumberField, Select } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { useVisit } from '../../ui/visit.ts';
import { weighings } from '../weighing.ts';
import { concurrences, quotas } from '../whatif.ts';

interface Props {
  action: string;
  values: Values;
  problems: Problem[];
}

/** A rule to try. It is sent by its address, so that it can be passed on and nothing is kept. */
export function RuleForm({ action, values, problems }: Props) {
  const { t } = useVisit();
  const given = (name: string, usual: string) => values[name]?.[0] ?? usual;
  const filled = { ...values };
  for (const [name, usual] of Object.entries(usually)) filled[name] ??= [usual];
  return (
    <Form
      action={action}
      method="get"
      id="rule"
      attempt={problems.length > 0 ? { values: filled, problems } : undefined}
    >
      <RadioGroup
        name="weights"
        label={t('power.weights')}
        value={given('weights', usually.weights)}
        options={weighings.map((by) => ({
          value: by,
          label: t('power.weighing', { by }),
          hint: t('power.weighingHint', { by }),
        }))}
        required
      />
      <NumberField
        name="cap"
        label={t('power.cap')}
        hint={t('power.capHint')}
        value={given('cap', usually.cap)}
        required
      />
      <NumberField
        name="peoplePerVote"
        label={t('power.peoplePerVote')}
        hint={t('power.peoplePerVoteHint')}
        value={given('peoplePerVote', usually.peoplePerVote)}
        required
      />
      <Select
        name="quota"
        label={t('power.quota')}
        value={given('quota', usually.quota)}
        options={quotas.map((share) => ({ value: share, label: t('power.quotaShare', { share: names[share] }) }))}
        required
      />
      <RadioGroup
        name="concurrence"
        label={t('power.concurrence')}
        hint={t('power.concurrenceHint')}
        value={given('concurrence', usually.concurrence)}
        options={concurrences.map((how) => ({ value: how, label: t('power.concurrenceHow', { how }) }))}
        required
      />
      <Checkbox
        name="doubleMajority"
        label={t('power.doubleMajority')}
        hint={t('power.doubleMajorityHint')}
        checked={values.doubleMajority !== undefined}
        required
      />
      <SubmitButton>{t('power.show')}</SubmitButton>
    </Form>
  );
}

const usually = { weights: 'equal', cap: '25', peoplePerVote: '1', quota: '1/2', concurrence: 'none' };
const names = { '1/2': 'half', '2/3': 'twoThirds', '3/4': 'threeQuarters', '1': 'all' } as const;
