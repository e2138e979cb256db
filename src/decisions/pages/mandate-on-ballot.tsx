// The mandate where the ballot is filled in: what the member's own people said, before anything is ticked.
import { TextArea } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { MandateView } from '../mandates/shapes.ts';
import type { Decision, RollEntry } from '../shapes.ts';
import { MandateWords } from './mandate-words.tsx';

/** A ballot not yet cast starts from what the mandate says. */
export function asMandated(entry: RollEntry, mandate?: MandateView): Pick<RollEntry, 'choice'> {
  if (entry.choice !== null || mandate?.state !== 'in_force') return entry;
  return { choice: mandate.choice as RollEntry['choice'] };
}

export function MandateOnBallot({ decision, mandate }: { decision: Decision; mandate: MandateView }) {
  const { t } = useVisit();
  const holds = mandate.state === 'in_force';
  return (
    <Notice kind={holds ? 'info' : 'warning'} title={t('mandates.onBallot', { state: mandate.state })}>
      <MandateWords mandate={mandate} options={decision.options} />
    </Notice>
  );
}

/** Under a mandate nobody is asked on whose word they vote: the mandate is the word. */
export function UnderMandate({ decision, mandate }: { decision: Decision; mandate: MandateView }) {
  const { t } = useVisit();
  return (
    <>
      <input type="hidden" name="mandate" value={mandate.id} />
      <input type="hidden" name="basis" value="consulted" />
      {mandate.kind === 'binding' && decision.mandateDeviation === 'marked' && (
        <TextArea
          name="otherwiseBecause"
          label={t('mandates.otherwiseBecause')}
          hint={t('mandates.otherwiseBecauseHint')}
          rows={3}
        />
      )}
    </>
  );
}
