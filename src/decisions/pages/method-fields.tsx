// What only some ways of deciding ask for: money to divide, and what holds where consensus fails.
import { Select, TextField } from '../../ui/fields.tsx';
import { useVisit } from '../../ui/visit.ts';
import { shareInWords } from '../words.ts';

export function MoneyFields() {
  const { t } = useVisit();
  return (
    <>
      <h3>{t('decisions.forMoney')}</h3>
      <TextField name="settings.budget" label={t('decisions.budget')} hint={t('decisions.budgetHint')} maxlength={30} />
      <Select
        name="settings.completion"
        label={t('decisions.completion')}
        value="add-one"
        options={[
          { value: 'add-one', label: t('decisions.completionAddOne') },
          { value: 'greedy', label: t('decisions.completionGreedy') },
          { value: 'none', label: t('decisions.completionNone') },
        ]}
        required
      />
    </>
  );
}

export function ConsensusFields() {
  const { t } = useVisit();
  return (
    <>
      <h3>{t('decisions.forConsensus')}</h3>
      <Select
        name="settings.asides"
        label={t('decisions.asides')}
        hint={t('decisions.asidesHint')}
        value="1/3"
        options={(['1/4', '1/3', '1/2'] as const).map((value) => ({ value, label: shareInWords(t, value) }))}
        required
      />
      <Select
        name="settings.fallback"
        label={t('decisions.fallback')}
        value="none"
        options={[
          { value: 'none', label: t('decisions.fallbackNone') },
          ...['2/3', '3/4', '9/10'].map((value) => ({
            value,
            label: t('decisions.fallbackShare', { share: shareInWords(t, value) }),
          })),
        ]}
        required
      />
    </>
  );
}
