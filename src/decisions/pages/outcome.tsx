import { DownloadLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Tally, type TallyRow } from '../../ui/tally.tsx';
import { Time } from '../../ui/time.tsx';
import { useSay, useVisit } from '../../ui/visit.ts';
import type { Decision } from '../shapes.ts';
import type { Outcome, PairTotal, Round } from '../tally/ballot.ts';
import type { Count } from '../tally/count.ts';
import { approximate } from '../tally/exact.ts';
import { findMethod } from '../tally/methods.ts';
import { quorumInWords, tiesInWords } from '../tally/table.ts';
import { reasonOf, resultInWords } from '../words.ts';
import { ConcurrenceTable } from './concurrence.tsx';

interface Props {
  decision: Decision;
  ballotsHref: string;
}

/** What came out, how it was counted, and how anybody counts it again. */
export function OutcomeSection({ decision, ballotsHref }: Props) {
  const { t, now } = useVisit();
  const say = useSay();
  const latest = decision.outcomes[0];
  if (!latest) return null;
  const count = latest.count as unknown as Count;
  const provisional = latest.provisionalUntil !== null && latest.provisionalUntil > now;
  return (
    <Section title={t('decisions.outcomeTitle')} id="outcome">
      <p class="lead">
        <strong>{resultInWords(t, latest, decision.options)}</strong>
      </p>
      <p>{say(reasonOf(latest))}</p>
      {count.quorum && <p>{say(quorumInWords(count.quorum))}</p>}
      {count.headQuorum && <p>{say(quorumInWords(count.headQuorum, 'heads'))}</p>}
      {count.concurrence && <ConcurrenceTable decision={decision} concurrence={count.concurrence} />}
      {provisional && (
        <Notice kind="warning" title={t('decisions.provisionalTitle')}>
          <p>
            {t('decisions.provisionalUntil')} <Time at={latest.provisionalUntil!} as="deadline" />
          </p>
          {count.withoutProvisional && (
            <p>{t('decisions.withoutProvisional', { outcome: say(count.withoutProvisional.reason) })}</p>
          )}
        </Notice>
      )}
      <CountTables decision={decision} count={count} />
      <Ties decision={decision} outcome={count.outcome} />
      {count.outcome.pairwise && <Pairs decision={decision} pairs={count.outcome.pairwise} />}
      {decision.outcomes.length > 1 && <Recounts decision={decision} />}
      <p>{t('decisions.recompute')}</p>
      <pre>
        <code dir="ltr">npx greenbelt tally ballots.json</code>
      </pre>
      <DownloadLink href={ballotsHref}>{t('decisions.downloadBallots')}</DownloadLink>{' '}
      <DownloadLink href={ballotsHref.replace(/json$/, 'csv')}>CSV</DownloadLink>{' '}
      {findMethod(decision.method)?.shape === 'ranking' && (
        <DownloadLink href={ballotsHref.replace(/json$/, 'blt')}>BLT</DownloadLink>
      )}
    </Section>
  );
}

function CountTables({ decision, count }: { decision: Decision; count: Count }) {
  const { t } = useVisit();
  const { outcome, withoutProvisional } = count;
  if (outcome.rounds.length > 1) return <Rounds decision={decision} outcome={outcome} />;
  const [round] = outcome.rounds;
  if (!round) return null;
  const rows = rowsOf(decision, round, withoutProvisional?.rounds[0], t);
  return <Tally caption={t('decisions.countCaption')} rows={rows} />;
}

/** What would not count without ratification is drawn apart. */
function rowsOf(
  decision: Decision,
  round: Round,
  without: Round | undefined,
  t: ReturnType<typeof useVisit>['t'],
): TallyRow[] {
  return round.totals
    .map(({ option, weight }) => {
      const whole = approximate(weight);
      const firm = without
        ? approximate(without.totals.find((total) => total.option === option)?.weight ?? '0')
        : whole;
      const named = decision.options.find(({ id }) => id === option)?.name;
      const tone =
        option === 'no' || option === 'standing'
          ? ('no' as const)
          : option === 'abstain'
            ? ('abstain' as const)
            : ('yes' as const);
      return {
        label: named ?? t('tally.answerName', { answer: option }),
        count: Math.min(firm, whole),
        provisional: Math.max(0, whole - firm),
        tone,
      };
    })
    .filter((row, index) => row.count > 0 || row.provisional > 0 || index < 2);
}

/** Round by round: what each option held, and who won or went out. */
function Rounds({ decision, outcome }: { decision: Decision; outcome: Outcome }) {
  const { t, format } = useVisit();
  const name = (id: string) => decision.options.find((option) => option.id === id)?.name ?? id;
  const last = outcome.rounds.at(-1)!;
  return (
    <>
      <Tally
        caption={t('decisions.lastRound')}
        rows={last.totals.map(({ option, weight }) => ({ label: name(option), count: approximate(weight) }))}
      />
      <Table
        caption={t('decisions.roundsCaption')}
        rows={decision.options}
        rowKey={(option) => option.id}
        columns={[
          { key: 'option', label: t('decisions.option'), heading: true, cell: (option) => option.name },
          ...outcome.rounds.map((round, index) => ({
            key: String(index),
            label: t('tally.roundHeading', { round: index + 1, counts: round.counts ?? 'weight' }),
            number: true,
            cell: (option: Decision['options'][number]) => {
              const total = round.totals.find((line) => line.option === option.id);
              if (!total) return null;
              const mark = round.elected.includes(option.id)
                ? 'elected'
                : round.excluded.includes(option.id)
                  ? 'excluded'
                  : undefined;
              return (
                <>
                  {format.number(approximate(total.weight))}{' '}
                  {mark && <small>{t('decisions.roundMark', { mark })}</small>}
                </>
              );
            },
          })),
        ]}
      />
      <p class="hint">
        {t('tally.exhausted')}: {outcome.rounds.map((round) => format.number(approximate(round.exhausted))).join(' › ')}
      </p>
    </>
  );
}

function Ties({ decision, outcome }: { decision: Decision; outcome: Outcome }) {
  const { lang } = useVisit();
  const name = (id: string) => decision.options.find((option) => option.id === id)?.name ?? id;
  const sentences = outcome.rounds.flatMap((round, index) => tiesInWords(round, index, name, decision.seed, lang));
  return sentences.map((sentence) => <p key={sentence}>{sentence}</p>);
}

/** How many prefer the option of the line to that of the column. */
function Pairs({ decision, pairs }: { decision: Decision; pairs: readonly PairTotal[] }) {
  const { t, format } = useVisit();
  const over = (a: string, b: string) => {
    const pair = pairs.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
    return pair && approximate(pair.a === a ? pair.aOverB : pair.bOverA);
  };
  return (
    <Table
      caption={t('tally.pairwiseHeading')}
      rows={decision.options}
      rowKey={(option) => option.id}
      columns={[
        { key: 'option', label: t('decisions.option'), heading: true, cell: (option) => option.name },
        ...decision.options.map((column) => ({
          key: column.id,
          label: column.name,
          number: true,
          cell: (row: Decision['options'][number]) => {
            const weight = over(row.id, column.id);
            return weight === undefined ? null : format.number(weight);
          },
        })),
      ]}
    />
  );
}

/** Every count since the close: what ratifications changed stays visible. */
function Recounts({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  return (
    <details>
      <summary>{t('decisions.earlierCounts')}</summary>
      <ol>
        {decision.outcomes.map((outcome) => (
          <li key={outcome.at.getTime()}>
            <Time at={outcome.at} />: {resultInWords(t, outcome, decision.options)}
          </li>
        ))}
      </ol>
    </details>
  );
}
