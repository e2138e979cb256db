// Where a decision stands on its way, and what comes next.

import { Day, Time } from '../../ui/time.tsx';
import { Steps } from '../../ui/timeline.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision } from '../shapes.ts';
import type { Way } from '../way/shapes.ts';

type Stage = 'discussion' | 'sounding' | 'amendments' | 'vote' | 'outcome' | 'followUp' | 'revisit';

/** The stages that this decision goes through: those that nobody asked for are left out. */
export function stagesOf(decision: Decision, way: Way): { stages: Stage[]; now: Stage } {
  const stages: Stage[] = ['discussion'];
  if (way.soundings.length > 0) stages.push('sounding');
  if (way.amendments.length > 0 && decision.amendment === null) stages.push('amendments');
  stages.push('vote', 'outcome');
  if (way.followUps.length > 0) stages.push('followUp');
  if (decision.revisitOn !== null || way.revisits.length > 0) stages.push('revisit');
  return { stages, now: present(decision, way) };
}

function present(decision: Decision, way: Way): Stage {
  if (decision.status === 'discussion') {
    if (way.amendments.some(({ state }) => state === 'voting')) return 'amendments';
    return way.soundings.some(({ endedAt }) => endedAt === null) ? 'sounding' : 'discussion';
  }
  if (decision.status === 'open' || decision.status === 'counting') return 'vote';
  if (decision.status === 'provisional') return 'outcome';
  if (way.followUps.some(({ became }) => became === 'open')) return 'followUp';
  if (decision.revisitOn !== null && way.statements.length > 0) return 'revisit';
  return 'outcome';
}

export function Stages({ decision, way }: { decision: Decision; way: Way }) {
  const { t } = useVisit();
  if (decision.status === 'withdrawn') return null;
  const { stages, now } = stagesOf(decision, way);
  return (
    <>
      <Steps
        label={t('way.stages')}
        steps={stages.map((stage) => t('way.stage', { stage }))}
        current={stages.indexOf(now)}
      />
      <Next decision={decision} way={way} now={now} />
    </>
  );
}

/** What comes next, with its date where there is one. */
function Next({ decision, way, now }: { decision: Decision; way: Way; now: Stage }) {
  const { t } = useVisit();
  const voting = way.amendments.find(({ state }) => state === 'voting');
  const task = way.followUps.find(({ became }) => became === 'open');
  if (now === 'amendments' && voting)
    return (
      <p>
        {t('way.nextAmendment')} <Time at={voting.closesAt!} as="deadline" />
      </p>
    );
  if (now === 'discussion' || now === 'sounding')
    return (
      <p>
        {t('way.nextClose')} <Time at={decision.closesAt} />
      </p>
    );
  if (now === 'followUp' && task)
    return (
      <p>
        {t('way.nextTask')} <bdi>{task.what}</bdi>, <Day on={task.dueOn} />
      </p>
    );
  if (now === 'revisit' && decision.revisitOn !== null)
    return (
      <p>
        {t('way.nextRevisit')} <Day on={decision.revisitOn} />
      </p>
    );
  return null;
}
