// Advice that the proposer asked for, and what was said.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { mayAskAdvice, mayRecordAdvice } from '../way/policy.ts';
import type { Way } from '../way/shapes.ts';

interface Props {
  place: Place;
  decision: Decision;
  way: Way;
  attempt?: Attempt;
}

export function AdviceSection({ place, decision, way, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const may = mayAskAdvice(place.actor, situationOf(decision)) === true;
  if (way.advice.length === 0 && !may) return null;
  const mine = attempt?.values.asks ? attempt : undefined;
  return (
    <Section title={t('way.adviceTitle')} id="advice" note={t('way.adviceNote')}>
      {way.advice.map((asked) => {
        const sent = attempt?.values.request?.[0] === asked.id ? attempt : undefined;
        return (
          <blockquote key={asked.id} id={`advice-${asked.id}`}>
            <p>
              <strong dir="auto">{asked.who}</strong>{' '}
              <span class="hint" dir="auto">
                {asked.asks}
              </span>
            </p>
            {asked.says !== null ? (
              <>
                <Markdown text={asked.says} />
                <p class="hint">
                  <Time at={asked.saidAt!} />
                </p>
              </>
            ) : (
              <p class="hint">{t('way.adviceAwaited')}</p>
            )}
            {asked.says === null && mayRecordAdvice(place.actor, asked.member, decision.proposedBy.id) === true && (
              <details open={sent !== undefined || undefined}>
                <summary>
                  {t('way.recordAdvice')} <span class="visually-hidden">{asked.who}</span>
                </summary>
                <Form action={paths.recordAdvice} id={`advice-${asked.id}`} attempt={sent}>
                  <input type="hidden" name="request" value={asked.id} />
                  <TextArea name="says" label={t('way.adviceSays')} rows={4} required />
                  <SubmitButton look="quiet">{t('way.recordAdviceButton')}</SubmitButton>
                </Form>
              </details>
            )}
          </blockquote>
        );
      })}
      {may && (
        <details open={mine !== undefined || undefined}>
          <summary>{t('way.askAdvice')}</summary>
          <Form action={paths.advice} id="ask" attempt={mine}>
            <Select
              name="member"
              label={t('way.adviceMember')}
              empty={t('common.none')}
              options={way.members.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField name="who" label={t('way.adviceWho')} maxlength={120} />
            <TextArea name="asks" label={t('way.adviceAsks')} rows={2} required />
            <SubmitButton look="quiet">{t('way.askAdviceButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  );
}
