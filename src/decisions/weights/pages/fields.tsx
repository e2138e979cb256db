import { Checkbox, RadioGroup } from '../../../ui/choices.tsx';
import { NumberField, TextField } from '../../../ui/fields.tsx';
import { SafeLink } from '../../../ui/link.tsx';
import { useVisit } from '../../../ui/visit.ts';
import { bases, missingRules } from '../weighing.ts';

/** Who votes, and what each vote weighs. `given` fills the fields of a rule that is already there. */
export function WeightFields({ preview, given = {} }: { preview?: string; given?: Record<string, string> }) {
  const { t } = useVisit();
  return (
    <details open={Object.keys(given).length > 0}>
      <summary>{t('rules.weightsTitle')}</summary>
      <RadioGroup
        name="voters"
        label={t('rules.votersLabel')}
        value={given.voters ?? 'members'}
        required
        options={[
          { value: 'members', label: t('rules.votersMembers'), hint: t('rules.votersMembersHint') },
          { value: 'persons', label: t('rules.votersPersons'), hint: t('rules.votersPersonsHint') },
        ]}
      />
      <RadioGroup
        name="weights.by"
        label={t('rules.weightsLabel')}
        value={given['weights.by'] ?? 'equal'}
        required
        options={bases.map((by) => ({
          value: by,
          label: t('rules.basis', { by }),
          hint: t('rules.basisHint', { by }),
        }))}
      />
      <NumberField
        name="weights.perVote"
        label={t('rules.perVote')}
        hint={t('rules.perVoteHint')}
        value={given['weights.perVote']}
        decimal
      />
      <Checkbox
        name="weights.perConstituency"
        label={t('rules.perConstituency')}
        hint={t('rules.perConstituencyHint')}
        checked={given['weights.perConstituency'] !== undefined}
        required
      />
      <TextField
        name="weights.cap"
        label={t('rules.cap')}
        hint={t('rules.capHint')}
        value={given['weights.cap']}
        size="short"
      />
      <RadioGroup
        name="weights.missing"
        label={t('rules.missingLabel')}
        value={given['weights.missing'] ?? 'refuse'}
        required
        options={missingRules.map((rule) => ({
          value: rule,
          label: t(rule === 'refuse' ? 'rules.missingRefuse' : 'rules.missingOne'),
        }))}
      />
      {preview && (
        <p>
          <SafeLink href={preview}>{t('rules.previewLink')}</SafeLink>
        </p>
      )}
    </details>
  );
}
