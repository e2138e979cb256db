// One decision. Each section stands in a file of its own and has one line here, in the order in which people need it:
// what waits for me, what came out, the text, the talk; then rule, roll and record.
import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Status } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { ShownLink } from '../link-queries.ts';
import type { PaperView } from '../paper/queries.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import type { Way } from '../way/shapes.ts';
import { methodTitle, statusKey, statusSign } from '../words.ts';
import { AdviceSection } from './advice.tsx';
import { RevisitSection, StatementSection } from './after.tsx';
import { AmendmentsSection } from './amendments.tsx';
import { CarriedSection } from './carried.tsx';
import { Deadline, Deeds, General } from './decision-head.tsx';
import { DiscussionSection } from './discussion.tsx';
import { FollowUpsSection } from './follow-ups.tsx';
import { LinksSection } from './links.tsx';
import { MandatesSection } from './mandates.tsx';
import { LimitsSection, RuleSection, TextSection } from './matter.tsx';
import { MyBallots } from './my-ballots.tsx';
import { ObjectionsSection } from './objections.tsx';
import { OutcomeSection } from './outcome.tsx';
import { PaperSection } from './paper-section.tsx';
import { RollSection } from './roll.tsx';
import { SealSection } from './seal.tsx';
import { SecrecySection } from './secrecy.tsx';
import { SoundingsSection } from './soundings.tsx';
import { Stages } from './stages.tsx';
import { TurnsSection } from './turns.tsx';

interface Props {
  place: Place;
  decision: Decision;
  way: Way;
  links: ShownLink[];
  paper: PaperView;
  attempt?: Attempt;
}

/** One decision: the question, what waits for the reader, the rule, the votes, the talk and the outcome. */
export function DecisionPage({ place, decision, way, links, paper, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const text = decision.versions[0]!;
  const whole = { place, decision, way, attempt };
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
            {decision.pausedAt ? (
              <Status state="quiet">{t('way.paused')}</Status>
            ) : (
              <Status state={statusSign[decision.status]}>
                {t(statusKey[decision.status] as 'decisions.statusOpen')}
              </Status>
            )}
          </>
        }
        lead={<Deadline decision={decision} />}
        crumbs={[{ label: t('decisions.title'), href: paths.list }]}
        actions={<Deeds place={place} decision={decision} />}
      >
        <Stages decision={decision} way={way} />
        {decision.withdrawn && (
          <Notice title={t('decisions.statusWithdrawn')}>
            <p dir="auto">{decision.withdrawn.reason}</p>
          </Notice>
        )}
        {decision.pausedAt && (
          <Notice kind="warning" title={t('way.pausedTitle')}>
            <p dir="auto">{way.turns.find(({ kind }) => kind === 'paused')?.reason}</p>
          </Notice>
        )}
        <General attempt={attempt} />
        <SecrecySection decision={decision} />
        <MyBallots place={place} decision={decision} attempt={attempt} />
        <MandatesSection place={place} decision={decision} />
        <CarriedSection place={place} decision={decision} />
        {decision.closedAt && <OutcomeSection decision={decision} ballotsHref={paths.ballots} />}
        <StatementSection {...whole} />
        <TextSection place={place} decision={decision} changes={way.changes} changedBy={way.changedBy} />
        <AmendmentsSection {...whole} />
        <SoundingsSection {...whole} />
        <ObjectionsSection
          decision={decision}
          actor={place.actor}
          judgeAction={paths.judge}
          takeBackAction={paths.takeBack}
          attempt={attempt}
        />
        <AdviceSection {...whole} />
        <DiscussionSection
          decision={decision}
          actor={place.actor}
          action={paths.comment}
          answerAction={paths.answerComment}
          attempt={attempt}
        />
        <FollowUpsSection {...whole} />
        <RevisitSection {...whole} />
        <LimitsSection decision={decision} />
        <RuleSection place={place} decision={decision} attempt={attempt} />
        <RollSection decision={decision} csv={paths.rollCsv} />
        <LinksSection place={place} decision={decision} links={links} />
        <SealSection decision={decision} actor={place.actor} slug={place.coalition.slug} />
        <PaperSection place={place} decision={decision} paper={paper} />
        <TurnsSection turns={way.turns} />
        {!decision.closedAt && decision.outcomes.length > 0 && (
          <details>
            <summary>{t('way.earlierOutcome')}</summary>
            <OutcomeSection decision={decision} ballotsHref={paths.ballots} />
          </details>
        )}
      </Page>
    </CoalitionShell>
  );
}
