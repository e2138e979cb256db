import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Progress } from '../../ui/tally.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { formingPaths } from '../paths.ts';
import { mayAnswer, mayConclude } from '../policy.ts';
import type { ShownRound } from '../readiness-queries.ts';
import { ConcludeForm } from './conclude.tsx';
import { ReadingList, Reasons, SummaryTable } from './summary.tsx';

interface Props {
  place: Place;
  round: ShownRound;
  people: { person: string; name: string }[];
  attempt?: Attempt;
}

/** One round: who was asked while it runs, and what all say together once it is shown. */
export function RoundPage({ place, round, people, attempt }: Props) {
  const { t, format, now } = useVisit();
  const paths = formingPaths(place.coalition.slug, round.number);
  const asked = round.people.some(({ person }) => person === place.actor.person);
  const title = t('forming.round', { number: round.number });
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={title}
        over={t('forming.readiness')}
        lead={round.shown ? undefined : t('forming.waitingFor', { date: format.deadline(round.dueAt, now) })}
        crumbs={[
          { label: t('forming.nav'), href: paths.overview },
          { label: t('forming.readiness'), href: paths.readiness },
        ]}
        actions={
          mayAnswer({ asked, shown: round.shown }) === true && (
            <ButtonLink href={paths.answer}>{t(round.mine ? 'forming.answerAgain' : 'forming.answerNow')}</ButtonLink>
          )
        }
      >
        {round.shown && round.summaries === null && (
          <Notice kind="warning">
            <p>{t('forming.tooFew')}</p>
          </Notice>
        )}
        {round.summaries && round.reading && (
          <>
            <Section title={t('forming.reading')} note={t('forming.readingNote')}>
              <ReadingList reading={round.reading} />
            </Section>
            <Section title={t('forming.together')} note={t('forming.togetherNote')}>
              <SummaryTable summaries={round.summaries} changes={round.changes} />
            </Section>
            {round.reasons.length > 0 && (
              <Section title={t('forming.reasons')}>
                <Reasons reasons={round.reasons} />
              </Section>
            )}
          </>
        )}
        {round.shown && (
          <Section title={t('forming.ways')} id="ways" note={t('forming.waysNote')}>
            {round.conclusions.map((one) => (
              <Notice key={one.at.toISOString()} kind="success" title={t('forming.way', { way: one.way })}>
                {one.alternative && <p>{t('forming.alternativeName', { alternative: one.alternative })}</p>}
                <p dir="auto">{one.reason}</p>
                <p class="hint">
                  {t('forming.concluded', { who: one.by })}, <Time at={one.at} />
                </p>
              </Notice>
            ))}
            {mayConclude(place.actor, round.shown) === true && (
              <ConcludeForm action={paths.conclude} reading={round.reading} people={people} attempt={attempt} />
            )}
          </Section>
        )}
        <Section title={t('forming.answersCount')}>
          <Progress label={t('forming.answersCount')} value={round.answered} max={round.asked} />
          <Table
            caption={t('forming.whom')}
            captionHidden
            rows={round.people}
            rowKey={({ person }) => person}
            columns={[
              { key: 'name', label: t('forming.person'), heading: true, cell: ({ name }) => <bdi>{name}</bdi> },
              {
                key: 'answered',
                label: t('forming.answersCount'),
                cell: ({ answered }) => (
                  <Status state={answered ? 'done' : 'quiet'}>
                    {t(answered ? 'forming.handedIn' : 'forming.notYet')}
                  </Status>
                ),
              },
            ]}
          />
        </Section>
      </Page>
    </CoalitionShell>
  );
}
