// The head of a decision's page: where it stands, what comes next, and the buttons for whoever may.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink, PostButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { mayClose, mayOpen, mayRevise, maySettle, mayWithdraw } from '../policy.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { asksAgain } from '../tally/methods.ts';
import { mayExtend, mayReopen, mayResume } from '../way/policy.ts';

/** The hour that matters now. */
export function Deadline({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  switch (decision.status) {
    case 'discussion':
      return decision.opensAt ? (
        <>
          {t('decisions.opensWhen')} <Time at={decision.opensAt} as="deadline" />
        </>
      ) : (
        t('decisions.inDiscussion')
      );
    case 'open':
      if (decision.pausedAt)
        return (
          <>
            {t('way.pausedSince')} <Time at={decision.pausedAt} />
          </>
        );
      return (
        <>
          {t('decisions.closesWhen')} <Time at={decision.closesAt} as="deadline" />
        </>
      );
    case 'counting':
      return <>{t('decisions.countingNow')}</>;
    default:
      return (
        <>
          {t('decisions.closedWhen')} <Time at={decision.closedAt ?? decision.withdrawn?.at ?? decision.closesAt} />
        </>
      );
  }
}

/** What is wrong with the whole of what was sent, where no form of its own shows it. */
export function General({ attempt }: { attempt?: Attempt }) {
  const { t } = useVisit();
  const general = attempt?.problems.filter(({ field }) => field === '') ?? [];
  if (general.length === 0 || attempt?.values.basedOn || attempt?.values.body) return null;
  return (
    <Notice kind="error">
      {general.map((problem) => (
        <p key={problem.key}>{t(problem as never)}</p>
      ))}
    </Notice>
  );
}

/** The buttons for whoever may: the same policies that the commands ask. */
export function Deeds({ place: { actor, coalition }, decision }: { place: Place; decision: Decision }) {
  const { t, now } = useVisit();
  const paths = decisionPaths(coalition.slug, decision.number);
  const situation = situationOf(decision);
  const present = asksAgain(decision.method) ? decision.version : 1;
  const everybody = decision.roll.every(({ answered }) => answered !== null && answered >= present);
  const steers = [mayExtend(actor, situation, now), mayResume(actor, situation), mayReopen(actor, situation)].includes(
    true,
  );
  return (
    <>
      {mayOpen(actor, situation, now) === true && (
        <PostButton action={paths.open} look="primary">
          {t('decisions.openButton')}
        </PostButton>
      )}
      {mayClose(actor, situation, everybody, now) === true && (
        <PostButton action={paths.close} look="primary">
          {t('decisions.closeButton')}
        </PostButton>
      )}
      {decision.outcomes[0]?.provisionalUntil &&
        decision.status === 'decided' &&
        maySettle(actor, situation) === true && (
          <PostButton action={paths.settle} look="primary">
            {t('decisions.settleButton')}
          </PostButton>
        )}
      {mayRevise(actor, situation, now) === true && (
        <ButtonLink look="quiet" href={paths.revise}>
          {t('decisions.revise')}
        </ButtonLink>
      )}
      {steers && (
        <ButtonLink look="quiet" href={paths.hours}>
          {t('way.hoursButton')}
        </ButtonLink>
      )}
      {mayWithdraw(actor, situation, now) === true && (
        <ButtonLink look="quiet" href={paths.withdraw}>
          {t('decisions.withdraw')}
        </ButtonLink>
      )}
    </>
  );
}
