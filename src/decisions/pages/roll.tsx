import { Actions, DownloadLink } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Progress } from '../../ui/tally.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision, RollEntry } from '../shapes.ts';
import { weightColumns } from '../weights/pages/columns.tsx';
import { choiceInWords } from '../words.ts';
import { Ratification } from './ballot.tsx';
import { TakenBack } from './withdrawal.tsx';

/** Who may vote, who did, and after the close what each member said. */
export function RollSection({ decision, csv }: { decision: Decision; csv: string }) {
  const { t, format } = useVisit();
  if (!decision.openedAt) return null;
  const voted = decision.roll.filter((entry) => entry.voted).length;
  return (
    <Section title={t('decisions.rollTitle')} id="roll" note={rollNote(t, decision)}>
      <Progress label={t('decisions.participation')} value={voted} max={decision.roll.length} />
      <Table
        caption={t('decisions.rollTitle')}
        captionHidden
        rows={decision.roll}
        rowKey={(entry) => entry.entry}
        columns={[
          {
            key: 'member',
            label: t('decisions.member'),
            heading: true,
            cell: (entry) => <bdi>{entry.memberName}</bdi>,
          },
          ...weightColumns(decision, t, format),
          {
            key: 'voted',
            label: t('decisions.ballot'),
            cell: (entry) => <BallotInRoll decision={decision} entry={entry} />,
          },
          {
            key: 'by',
            label: t('decisions.castBy'),
            cell: (entry) =>
              entry.castBy && (
                <div>
                  <bdi>{entry.castBy}</bdi> · <Time at={entry.castAt!} />
                  {entry.replaced.length > 0 && (
                    <p class="hint">{t('decisions.replacedTimes', { count: entry.replaced.length })}</p>
                  )}
                </div>
              ),
          },
        ]}
      />
      <Actions>
        <DownloadLink href={csv}>{t('common.downloadCsv')}</DownloadLink>
      </Actions>
    </Section>
  );
}

function rollNote(t: ReturnType<typeof useVisit>['t'], { secrecy, closedAt }: Decision): string {
  if (secrecy === 'secret' || (secrecy === 'open' && closedAt === null))
    return t('secrecy.rollNote', { kind: secrecy });
  return t(closedAt ? 'decisions.rollNoteClosed' : 'decisions.rollNote');
}

function BallotInRoll({ decision, entry }: { decision: Decision; entry: RollEntry }) {
  const { t } = useVisit();
  if (!entry.voted)
    return (
      <div>
        {t(decision.closedAt ? 'decisions.didNotVote' : 'decisions.notYet')}
        <TakenBack decision={decision} member={entry.member} />
      </div>
    );
  return (
    <div>
      {entry.choice === null ? (
        <Status state="done">{t('decisions.hasVoted')}</Status>
      ) : (
        <span dir="auto">{choiceInWords(t, entry.choice, decision.options)}</span>
      )}
      {entry.ratifyBy && <Ratification entry={entry} />}
    </div>
  );
}
