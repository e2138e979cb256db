import { Status } from '../../ui/card.tsx';
import { Table } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import { type Condition, levels } from '../conditions.ts';
import type { Summary } from '../readiness.ts';
import { standingOf } from '../readiness.ts';
import type { ShownRound } from '../readiness-queries.ts';

/** What the numbers point to, in sentences. */
export function ReadingList({ reading }: { reading: NonNullable<ShownRound['reading']> }) {
  const { t, format } = useVisit();
  const named = (list: Condition[]) => format.list(list.map((condition) => t('forming.condition', { condition })));
  return (
    <>
      <p>
        <strong>{t('forming.readWay', { way: reading.way })}</strong>
      </p>
      <ul>
        {reading.lacking.length > 0 && <li>{t('forming.readLacking', { conditions: named(reading.lacking) })}</li>}
        {reading.unknown.length > 0 && <li>{t('forming.readUnknown', { conditions: named(reading.unknown) })}</li>}
        {reading.apart.length > 0 && <li>{t('forming.readApart', { conditions: named(reading.apart) })}</li>}
        {reading.smaller && <li>{t('forming.readSmaller')}</li>}
      </ul>
    </>
  );
}

interface TableProps {
  summaries: Summary[];
  changes: Partial<Record<Condition, number>>;
}

/** Each condition: where the group stands, how far apart, and what moved. */
export function SummaryTable({ summaries, changes }: TableProps) {
  const { t, format } = useVisit();
  const place = (value: number) => {
    const name = (at: number) => t('forming.levelName', { level: levels[at - 1]! });
    return Number.isInteger(value)
      ? name(value)
      : t('forming.between', { low: name(Math.floor(value)), high: name(Math.ceil(value)) });
  };
  const moved = (by: number) =>
    by === 0
      ? t('forming.changeSame')
      : t(by > 0 ? 'forming.changeUp' : 'forming.changeDown', { steps: format.number(Math.abs(by)) });
  return (
    <Table
      caption={t('forming.together')}
      captionHidden
      rows={summaries}
      rowKey={({ condition }) => condition}
      columns={[
        {
          key: 'condition',
          label: t('forming.readiness'),
          heading: true,
          cell: ({ condition }) => t('forming.condition', { condition }),
        },
        {
          key: 'middle',
          label: t('forming.middle'),
          cell: (summary) => {
            if (summary.middle === null) return null;
            const standing = standingOf(summary);
            const sign = standing === 'there' ? 'done' : standing === 'lacking' ? 'declined' : 'quiet';
            return (
              <>
                <Status state={sign}>{place(summary.middle)}</Status> <Scale summary={summary} />
              </>
            );
          },
        },
        {
          key: 'range',
          label: `${t('forming.lowest')} – ${t('forming.highest')}`,
          cell: ({ low, high, spread }) =>
            spread
              ? t('forming.spreadOf', {
                  missing: spread[0]!,
                  weak: spread[1]!,
                  fair: spread[2]!,
                  strong: spread[3]!,
                })
              : low !== null && high !== null && `${place(low)} – ${place(high)}`,
        },
        {
          key: 'together',
          label: t('forming.agree'),
          cell: ({ together }) =>
            together === null
              ? t('forming.agreeNothing')
              : t(together ? 'forming.agreeTogether' : 'forming.agreeApart'),
        },
        {
          key: 'unsure',
          label: t('forming.cannotSayLabel'),
          cell: ({ unsure }) => t('forming.cannotSay', { count: unsure }),
        },
        {
          key: 'since',
          label: t('forming.since'),
          cell: ({ condition }) => {
            const by = changes[condition];
            return by === undefined ? null : moved(by);
          },
        },
      ]}
    />
  );
}

/** The scale from missing to strong: the line is how far the answers reach, the dot the middle. The words say the same. */
function Scale({ summary: { low, middle, high } }: { summary: Summary }) {
  if (low === null || middle === null || high === null) return null;
  const x = (at: number) => 6 + ((at - 1) / 3) * 88;
  return (
    <svg class="scale" viewBox="0 0 100 12" aria-hidden="true">
      <line class="track" x1="6" x2="94" y1="6" y2="6" />
      {[1, 2, 3, 4].map((at) => (
        <circle key={at} class="track" cx={x(at)} cy="6" r="1.5" />
      ))}
      <line class="reach" x1={x(low)} x2={x(high)} y1="6" y2="6" />
      <circle class="middle" cx={x(middle)} cy="6" r="4" />
    </svg>
  );
}

/** Reasons under their condition, without names. */
export function Reasons({ reasons }: { reasons: ShownRound['reasons'] }) {
  const { t } = useVisit();
  const named = [...new Set(reasons.map(({ condition }) => condition))];
  return (
    <>
      {named.map((condition) => (
        <div key={condition}>
          <h3>{t('forming.condition', { condition })}</h3>
          <ul>
            {reasons
              .filter((one) => one.condition === condition)
              .map(({ reason }) => (
                <li key={reason}>
                  <bdi>{reason}</bdi>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}
