import type { Actor } from '../../kernel/actor.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Card, Status } from '../../ui/card.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { mayAnswerFor } from '../policy.ts';
import type { Decision, ObjectionView } from '../shapes.ts';

interface Props {
  decision: Decision;
  actor: Actor;
  judgeAction: string;
  takeBackAction: string;
  attempt?: Attempt;
}

const signs = {
  raised: 'waiting',
  integrated: 'done',
  withdrawn: 'ended',
  standing: 'declined',
  dismissed: 'ended',
} as const;

/** Objections with their reasons: kept beside the decision, whatever became of them. */
export function ObjectionsSection({ decision, actor, judgeAction, takeBackAction, attempt }: Props) {
  const { t } = useVisit();
  if (decision.objections.length === 0) return null;
  return (
    <Section title={t('decisions.objectionsTitle')} id="objections" note={t('decisions.objectionsNote')}>
      {decision.objections.map((objection) => (
        <Card key={objection.id} title={objection.memberName} over={<ObjectionState objection={objection} />}>
          <p dir="auto">{objection.reason}</p>
          <p class="hint">
            {t('decisions.raisedBy', { person: objection.raisedBy, version: String(objection.version) })}{' '}
            <Time at={objection.at} />
          </p>
          {objection.why && (
            <p dir="auto">
              <strong>{t('decisions.judgedBy', { person: objection.judgedBy ?? '' })}</strong> {objection.why}
            </p>
          )}
          {decision.status === 'open' && (
            <ObjectionForms {...{ decision, objection, actor, judgeAction, takeBackAction, attempt }} />
          )}
        </Card>
      ))}
    </Section>
  );
}

function ObjectionState({ objection }: { objection: ObjectionView }) {
  const { t } = useVisit();
  return (
    <Status state={signs[objection.became]}>{t('decisions.objectionBecame', { became: objection.became })}</Status>
  );
}

function ObjectionForms({
  decision,
  objection,
  actor,
  judgeAction,
  takeBackAction,
  attempt,
}: Props & { objection: ObjectionView }) {
  const { t } = useVisit();
  if (objection.became === 'integrated' || objection.became === 'withdrawn') return null;
  const mine = attempt?.values.objection?.[0] === objection.id ? attempt : undefined;
  const own = mayAnswerFor(actor, objection) === true;
  const judges = actor.standing.coordinator && decision.judgedBy === 'coordinators';
  return (
    <>
      {judges && (
        <details open={mine !== undefined}>
          <summary>{t('decisions.judge')}</summary>
          <Form action={judgeAction} id={`judge-${objection.id}`} attempt={mine}>
            <input type="hidden" name="objection" value={objection.id} />
            <RadioGroup
              name="stands"
              label={t('decisions.judgeQuestion')}
              required
              options={[
                { value: 'true', label: t('decisions.judgeStands'), hint: t('decisions.judgeStandsHint') },
                { value: 'false', label: t('decisions.judgeDismissed'), hint: t('decisions.judgeDismissedHint') },
              ]}
            />
            <TextArea name="reason" label={t('decisions.judgeReason')} rows={3} required />
            <SubmitButton>{t('decisions.judgeButton')}</SubmitButton>
          </Form>
        </details>
      )}
      {own && (
        <Form action={takeBackAction} class="inline-form" id={`back-${objection.id}`}>
          <input type="hidden" name="objection" value={objection.id} />
          <SubmitButton look="quiet">{t('decisions.takeBack')}</SubmitButton>
        </Form>
      )}
    </>
  );
}
