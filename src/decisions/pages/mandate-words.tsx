import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { AnswerView, MandateView } from '../mandates/shapes.ts';
import type { Decision } from '../shapes.ts';
import { choiceInWords } from '../words.ts';

/** What a mandate says, how it came about, and until when it holds. */
export function MandateWords({ mandate, options }: { mandate: MandateView; options: Decision['options'] }) {
  const { t } = useVisit();
  const choice = choiceInWords(t, mandate.choice, options);
  return (
    <>
      <p>
        <strong>{t('mandates.kind', { kind: mandate.kind })}</strong>
        {choice !== '' && (
          <>
            {' '}
            <bdi>{choice}</bdi>
          </>
        )}
      </p>
      {mandate.guidance !== '' && <p dir="auto">{mandate.guidance}</p>}
      <p class="hint">
        {mandate.decidedHow !== '' && <bdi>{mandate.decidedHow} </bdi>}
        {mandate.voices !== null && t('mandates.ofAnswers', { count: mandate.voices })}{' '}
        {mandate.givenBy !== '' && t('mandates.recordedBy', { person: mandate.givenBy })} <Time at={mandate.givenAt} />
        {mandate.goodUntil && (
          <>
            {' '}
            {t('mandates.goodUntil')} <Time at={mandate.goodUntil} as="deadline" />
          </>
        )}
      </p>
    </>
  );
}

/** What somebody answered from home. */
export function AnswerWords({
  answer,
  options,
}: {
  answer: Pick<AnswerView, 'says' | 'choice'>;
  options: Decision['options'];
}) {
  const { t } = useVisit();
  if (answer.says !== 'choice') return <>{t('mandates.says', { says: answer.says })}</>;
  return <bdi>{answer.choice === null ? t('mandates.hidden') : choiceInWords(t, answer.choice, options)}</bdi>;
}
