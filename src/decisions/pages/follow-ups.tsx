// Tasks that follow from a decision.
import type { Attempt } from '../../system/web/page.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { DateField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { Day, Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { situationOf } from '../situation.ts';
import { mayAddFollowUp, mayMarkFollowUp } from '../way/policy.ts';
import type { FollowUp } from '../way/shapes.ts';
import type { AfterProps } from './after.tsx';

export function FollowUpsSection({ place, decision, way, attempt }: AfterProps) {
  const { t } = useVisit();
  if (decision.closedAt === null) return null;
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const may = mayAddFollowUp(place.actor, situationOf(decision)) === true;
  if (way.followUps.length === 0 && !may) return null;
  const mine = attempt?.values.what ? attempt : undefined;
  const members = decision.roll.flatMap(({ member, memberName }) =>
    member ? [{ value: member, label: memberName }] : [],
  );
  return (
    <Section title={t('way.followUpsTitle')} id="follow-ups" note={t('way.followUpsNote')}>
      {way.followUps.length === 0 && <p class="hint">{t('way.noFollowUps')}</p>}
      <ul class="tasks">
        {way.followUps.map((task) => (
          <Task key={task.id} {...{ place, decision, way, attempt, task }} />
        ))}
      </ul>
      {may && (
        <details open={mine !== undefined || undefined}>
          <summary>{t('way.addFollowUp')}</summary>
          <Form action={paths.followUps} id="task" attempt={mine}>
            <TextField name="what" label={t('way.task')} maxlength={300} required />
            <Select name="member" label={t('way.taskMember')} empty={t('way.nobodyYet')} options={members} />
            <TextField name="who" label={t('way.taskWho')} hint={t('way.taskWhoHint')} maxlength={120} />
            <DateField name="dueOn" label={t('way.dueOn')} required />
            <SubmitButton>{t('way.addFollowUpButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  );
}

const signs = { open: 'waiting', done: 'done', dropped: 'ended' } as const;

function Task({ place, decision, task, attempt }: AfterProps & { task: FollowUp }) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const may = mayMarkFollowUp(place.actor, task.member, task.byPerson) === true;
  const mine = attempt?.values.followUp?.[0] === task.id ? attempt : undefined;
  const whose = [task.who, task.memberName].filter((name) => name).join(', ');
  return (
    <li id={`task-${task.id}`}>
      <p>
        <Status state={signs[task.became]}>{t('way.taskState', { state: task.became })}</Status>{' '}
        <strong dir="auto">{task.what}</strong>
      </p>
      <p class="hint">
        <bdi>{whose}</bdi>, {t('way.dueBy')} <Day on={task.dueOn} />
        {task.markedAt && (
          <>
            . {t('way.markedBy', { person: task.markedBy ?? '' })} <Time at={task.markedAt} />
          </>
        )}
      </p>
      {task.why && <p dir="auto">{task.why}</p>}
      {may && task.became === 'open' && (
        <>
          <PostButton action={paths.markFollowUp} fields={{ followUp: task.id, became: 'done' }} look="quiet">
            {t('way.markDone')} <span class="visually-hidden">{task.what}</span>
          </PostButton>
          <Drop paths={paths} task={task} attempt={mine} />
        </>
      )}
      {may && task.became !== 'open' && (
        <PostButton action={paths.markFollowUp} fields={{ followUp: task.id, became: 'open' }} look="quiet">
          {t('way.markOpen')} <span class="visually-hidden">{task.what}</span>
        </PostButton>
      )}
    </li>
  );
}

interface DropProps {
  paths: ReturnType<typeof decisionPaths>;
  task: FollowUp;
  attempt?: Attempt;
}

function Drop({ paths, task, attempt }: DropProps) {
  const { t } = useVisit();
  return (
    <details open={attempt !== undefined || undefined}>
      <summary>
        {t('way.drop')} <span class="visually-hidden">{task.what}</span>
      </summary>
      <Form action={paths.markFollowUp} id={`drop-${task.id}`} attempt={attempt}>
        <input type="hidden" name="followUp" value={task.id} />
        <input type="hidden" name="became" value="dropped" />
        <TextArea name="why" label={t('way.why')} rows={2} required />
        <SubmitButton look="quiet">{t('way.dropButton')}</SubmitButton>
      </Form>
    </details>
  );
}
