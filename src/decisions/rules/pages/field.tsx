import type { z } from 'zod';
import { Select } from '../../../ui/fields.tsx';
import { SafeLink } from '../../../ui/link.tsx';
import { Section } from '../../../ui/page.tsx';
import { useVisit } from '../../../ui/visit.ts';
import type { rules } from '../queries.ts';

export type Kept = z.infer<(typeof rules)['output']>;

/** Decide by a rule that the coalition keeps, or by one for this question alone. */
export function KeptRuleField({ kept, rules }: { kept: Kept; rules: string }) {
  const { t } = useVisit();
  if (kept.inForce.length === 0) return null;
  return (
    <Section title={t('rules.decideBy')}>
      <Select
        name="byRule"
        label={t('rules.whichRule')}
        hint={t(kept.onlyAdopted ? 'rules.onlyAdoptedHint' : 'rules.whichRuleHint')}
        empty={t(kept.onlyAdopted ? 'rules.chooseRule' : 'rules.ownRule')}
        required={kept.onlyAdopted}
        options={kept.inForce.map(({ id, name, version }) => ({
          value: id,
          label: t('rules.nameAndVersion', { name, version: String(version) }),
        }))}
      />
      <p>
        <SafeLink href={rules}>{t('rules.title')}</SafeLink>
      </p>
    </Section>
  );
}
