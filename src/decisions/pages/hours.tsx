// What facilitators do with the hours of a vote, on a page of its own: the decision's page stays calm.
import type { ComponentChildren } from 'preact';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { DateTimeField, TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { mayExtend, mayPause, mayReopen, mayResume } from '../way/policy.ts';
import { Frame } from './frame.tsx';

interface Props {
  place: Place;
  decision: Decision;
  /** Which of the forms was refused. */
  at?: string;
  attempt?: Attempt;
}

export function HoursPage({ place, decision, at, attempt }: Props) {
  const { t, now } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const situation = situationOf(decision);
  const sent = (action: string) => (at === action ? attempt : undefined);
  const may = {
    extend: mayExtend(place.actor, situation, now) === true,
    pause: mayPause(place.actor, situation, now) === true,
    resume: mayResume(place.actor, situation) === true,
    reopen: mayReopen(place.actor, situation) === true,
  };
  return (
    <Frame place={place} decision={decision} title={t('way.hoursTitle')} failed={attempt !== undefined}>
      {decision.status !== 'decided' && (
        <p>
          {t('decisions.closesWhen')} <Time at={decision.closesAt} as="deadline" />
        </p>
      )}
      {(may.extend || sent('extend')) && (
        <Tool
          title={t('way.extend')}
          note={t('way.extendNote')}
          action={paths.extend}
          id="extend"
          attempt={sent('extend')}
        >
          <DateTimeField name="closesAt" label={t('way.newClose')} required />
          <Reason />
          <SubmitButton>{t('way.extendButton')}</SubmitButton>
        </Tool>
      )}
      {(may.pause || sent('pause')) && (
        <Tool title={t('way.pause')} note={t('way.pauseNote')} action={paths.pause} id="pause" attempt={sent('pause')}>
          <Reason />
          <SubmitButton look="quiet">{t('way.pauseButton')}</SubmitButton>
        </Tool>
      )}
      {(may.resume || sent('resume')) && (
        <Tool
          title={t('way.resume')}
          note={t('way.resumeNote')}
          action={paths.resume}
          id="resume"
          attempt={sent('resume')}
        >
          <TextArea name="reason" label={t('common.reason')} rows={3} />
          <SubmitButton>{t('way.resumeButton')}</SubmitButton>
        </Tool>
      )}
      {(may.reopen || sent('reopen')) && (
        <Tool
          title={t('way.reopen')}
          note={t('way.reopenNote')}
          action={paths.reopen}
          id="reopen"
          attempt={sent('reopen')}
        >
          <DateTimeField name="closesAt" label={t('way.newClose')} required />
          <Reason />
          <SubmitButton look="danger">{t('way.reopenButton')}</SubmitButton>
        </Tool>
      )}
      {!Object.values(may).includes(true) && attempt === undefined && <p>{t('way.nothingToSteer')}</p>}
    </Frame>
  );
}

function Reason() {
  const { t } = useVisit();
  return <TextArea name="reason" label={t('common.reason')} hint={t('way.reasonHint')} rows={3} required />;
}

interface ToolProps {
  title: string;
  note: string;
  action: string;
  id: string;
  attempt?: Attempt;
  children: ComponentChildren;
}

function Tool({ title, note, action, id, attempt, children }: ToolProps) {
  return (
    <Section title={title} note={note} id={id}>
      <Form action={action} id={`f-${id}`} attempt={attempt}>
        {children}
      </Form>
    </Section>
  );
}
