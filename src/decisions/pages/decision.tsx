import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink, PostButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { mayClose, mayOpen, mayRevise, maySettle, mayWithdraw, type Situation } from '../policy.ts';
import type { Decision } from '../shapes.ts';
import { methodExplained, methodTitle, statusKey, statusSign } from '../words.ts';
import { BallotCard } from './ballot.tsx';
import { DiscussionSection } from './discussion.tsx';
import { LimitsSection, RuleSection, TextSection } from './matter.tsx';
import { ObjectionsSection } from './objections.tsx';
import { OutcomeSection } from './outcome.tsx';
import { RollSection } from './roll.tsx';

interface Props {
  place: Place;
  decision: Decision;
  attempt?: Attempt;
}

/** One decision: the question, what waits for the reader, the rule, the votes, the talk and the outcome. */
export function DecisionPage({ place, decision, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const text = decision.versions[0]!;
  return (
    <CoalitionShell
      coalition={place.coalition}
      title={t('decisions.pageTitle', { number: String(decision.number), question: text.question })}
      failed={attempt !== undefined}
    >
      <Page
        title={<span dir="auto">{text.question}</span>}
        over={
          <>
            {t('decisions.decisionNumber', { number: String(decision.number) })} · {methodTitle(t, decision.method)} ·{' '}
            <Status state={statusSign[decision.status]}>
              {t(statusKey[decision.status] as 'decisions.statusOpen')}
            </Status>
          </>
        }
        lead={<Deadline decision={decision} />}
        crumbs={[{ label: t('decisions.title'), href: paths.list }]}
        actions={<Deeds place={place} decision={decision} />}
      >
        {decision.withdrawn && (
          <Notice title={t('decisions.statusWithdrawn')}>
            <p dir="auto">{decision.withdrawn.reason}</p>
          </Notice>
        )}
        <General attempt={attempt} />
        <MyBallots place={place} decision={decision} attempt={attempt} />
        <OutcomeSection decision={decision} ballotsHref={paths.ballots} />
        <TextSection decision={decision} />
        <ObjectionsSection
          decision={decision}
          actor={place.actor}
          judgeAction={paths.judge}
          takeBackAction={paths.takeBack}
          attempt={attempt}
        />
        <LimitsSection decision={decision} />
        <RuleSection decision={decision} />
        <RollSection decision={decision} csv={paths.rollCsv} />
        <DiscussionSection decision={decision} actor={place.actor} action={paths.comment} attempt={attempt} />
      </Page>
    </CoalitionShell>
  );
}

/** What is wrong with the whole of what was sent, where no form of its own shows it. */
function General({ attempt }: { attempt?: Attempt }) {
  const { t } = useVisit();
  const general = attempt?.problems.filter(({ field }) => field === '') ?? [];
  if (general.length === 0 || attempt?.values.member || attempt?.values.body) return null;
  return (
    <Notice kind="error">
      {general.map((problem) => (
        <p key={problem.key}>{t(problem as never)}</p>
      ))}
    </Notice>
  );
}

function Deadline({ decision }: { decision: Decision }) {
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

export const situationOf = (decision: Decision): Situation => ({
  stage: decision.withdrawn ? 'withdrawn' : decision.closedAt ? 'closed' : decision.openedAt ? 'open' : 'discussion',
  method: decision.method,
  closesAt: decision.closesAt,
  ratifyBy: decision.ratifyBy,
  ratificationAllowed: decision.ratificationAllowed,
  proposedBy: decision.proposedBy.id,
});

/** The buttons for whoever may: the same policies that the commands ask. */
function Deeds({ place: { actor, coalition }, decision }: { place: Place; decision: Decision }) {
  const { t, now } = useVisit();
  const paths = decisionPaths(coalition.slug, decision.number);
  const situation = situationOf(decision);
  const present = decision.method === 'consent' ? decision.version : 1;
  const everybody = decision.roll.every(({ answered }) => answered !== null && answered >= present);
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
      {mayWithdraw(actor, situation, now) === true && (
        <ButtonLink look="quiet" href={paths.withdraw}>
          {t('decisions.withdraw')}
        </ButtonLink>
      )}
    </>
  );
}

function MyBallots({ place, decision, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const represents = place.actor.standing.represents.filter(({ authority }) => authority !== 'observes');
  const mine = represents.flatMap((representation) => {
    const entry = decision.roll.find(({ member }) => member === representation.member);
    return entry && (decision.status === 'open' || entry.voted) ? [{ representation, entry }] : [];
  });
  if (mine.length === 0) return null;
  return (
    <Section title={t('decisions.yourBallot')} id="ballot" note={methodExplained(t, decision.method)}>
      <div class="ballots">
        {mine.map(({ representation, entry }) => (
          <BallotCard
            key={entry.member}
            decision={decision}
            entry={entry}
            representation={representation}
            action={paths.ballot}
            ratifyAction={paths.ratify}
            attempt={attempt}
          />
        ))}
      </div>
    </Section>
  );
}
