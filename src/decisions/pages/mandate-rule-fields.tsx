import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';

/** What the rule says of mandates: whether one is needed, and what holds against one. */
export function MandateRuleFields() {
  const { t } = useVisit();
  return (
    <Section title={t('mandates.ruleTitle')} note={t('mandates.ruleNote')}>
      <Checkbox name="mandateRequired" label={t('mandates.required')} hint={t('mandates.requiredHint')} required />
      <RadioGroup
        name="mandateDeviation"
        label={t('mandates.deviation')}
        value="refused"
        required
        options={[
          { value: 'refused', label: t('mandates.deviationRefused') },
          { value: 'marked', label: t('mandates.deviationMarked'), hint: t('mandates.deviationMarkedHint') },
        ]}
      />
      <Checkbox
        name="splitAllowed"
        label={t('decisions.splitAllowed')}
        hint={t('decisions.splitAllowedHint')}
        required
      />
      <Checkbox
        name="delegationAllowed"
        label={t('delegations.allowed')}
        hint={t('delegations.allowedHint')}
        checked
        required
      />
    </Section>
  );
}
