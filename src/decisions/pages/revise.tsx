import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { Frame } from './frame.tsx';

interface Props {
  place: Place;
  decision: Decision;
  attempt?: Attempt;
}

/** A new version of the text. In a consent question it may take objections in, and everybody is asked again. */
export function RevisePage({ place, decision, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const text = decision.versions[0]!;
  const open = decision.objections.filter(({ became }) => became !== 'integrated' && became !== 'withdrawn');
  const stale = attempt?.problems.some(({ field }) => field === 'basedOn');
  return (
    <Frame place={place} decision={decision} title={t('decisions.revise')} failed={attempt !== undefined}>
      {decision.status === 'open' && <Notice kind="warning">{t('decisions.reviseWhileOpen')}</Notice>}
      {stale && (
        <Notice kind="warning" title={t('decisions.newerText')}>
          <p dir="auto">{text.question}</p>
          <p dir="auto">{text.background}</p>
        </Notice>
      )}
      <Form action={paths.revise} attempt={attempt}>
        <input type="hidden" name="basedOn" value={String(decision.version)} />
        <TextField name="question" label={t('decisions.question')} value={text.question} maxlength={300} required />
        <TextArea name="background" label={t('decisions.background')} value={text.background} rows={10} />
        {open.length > 0 && (
          <CheckboxGroup
            name="integrates"
            label={t('decisions.integrates')}
            hint={t('decisions.integratesHint')}
            options={open.map(({ id, memberName, reason }) => ({ value: id, label: memberName, hint: reason }))}
          />
        )}
        <SubmitButton>{t('decisions.reviseButton')}</SubmitButton>
      </Form>
    </Frame>
  );
}

export function WithdrawPage({ place, decision, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  return (
    <Frame place={place} decision={decision} title={t('decisions.withdraw')} failed={attempt !== undefined}>
      <p>{t('decisions.withdrawWhat')}</p>
      <Form action={paths.withdraw} attempt={attempt}>
        <TextArea name="reason" label={t('common.reason')} rows={4} required />
        <SubmitButton look="danger">{t('decisions.withdrawButton')}</SubmitButton>
      </Form>
    </Frame>
  );
}
