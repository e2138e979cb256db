import { Fragment } from 'preact';
import { useVisit } from './visit.ts';

interface ProgressProps {
  label: string;
  value: number;
  max: number;
  /** "62 of 221 answered"; without it the two numbers are said. */
  text?: string;
}

/** How far something has come, in words and as a bar. */
export function Progress({ label, value, max, text }: ProgressProps) {
  const { t } = useVisit();
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div class="progress">
      <p>
        <strong>{label}</strong> <span>{text ?? t('ui.progress', { value, max })}</span>
      </p>
      <Bar parts={[{ share, tone: 'yes' }]} />
    </div>
  );
}

export interface TallyRow {
  label: string;
  /** Votes or weight that stand. */
  count: number;
  /** Of a ballot that is still subject to ratification: shown apart. */
  provisional?: number;
  tone?: 'yes' | 'no' | 'abstain';
}

interface TallyProps {
  caption: string;
  rows: TallyRow[];
  /** What the bars are shares of; without it, all that was counted. */
  total?: number;
  /** The share that a choice must reach, drawn as a line. */
  threshold?: { share: number; label: string };
}

/** The outcome as a table of numbers, each with its bar. */
export function Tally({ caption, rows, total, threshold }: TallyProps) {
  const { t, format } = useVisit();
  const whole = total ?? rows.reduce((sum, row) => sum + row.count + (row.provisional ?? 0), 0);
  const share = (count: number) => (whole > 0 ? count / whole : 0);
  const provisional = rows.some((row) => row.provisional);
  return (
    <div class="tally">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.tallyChoice')}</th>
            <th scope="col" class="number">
              {t('ui.tallyCount')}
            </th>
            {provisional && (
              <th scope="col" class="number">
                {t('ui.tallyProvisional')}
              </th>
            )}
            <th scope="col" class="number">
              {t('ui.tallyShare')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.label}>
              <tr>
                <th scope="row">{row.label}</th>
                <td class="number">{format.number(row.count)}</td>
                {provisional && <td class="number">{format.number(row.provisional ?? 0)}</td>}
                <td class="number">{format.percent(share(row.count + (row.provisional ?? 0)))}</td>
              </tr>
              {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; the row above says it all */}
              <tr class="bar-row" aria-hidden="true">
                <td colspan={provisional ? 4 : 3}>
                  <Bar
                    parts={[
                      { share: share(row.count), tone: row.tone ?? 'yes' },
                      { share: share(row.provisional ?? 0), tone: 'provisional' },
                    ]}
                    mark={row.tone === 'no' || row.tone === 'abstain' ? undefined : threshold?.share}
                  />
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
      {(threshold || provisional) && (
        <p class="legend">
          {threshold && <span>{threshold.label}</span>}
          {provisional && <span class="striped">{t('ui.tallyProvisionalKey')}</span>}
        </p>
      )}
    </div>
  );
}

interface BarProps {
  parts: { share: number; tone: 'yes' | 'no' | 'abstain' | 'provisional' }[];
  mark?: number;
}

/** Drawn in attributes only, because the page allows no inline style. The words beside it say the same. */
function Bar({ parts, mark }: BarProps) {
  let at = 0;
  const drawn = parts.map(({ share, tone }) => {
    const part = { x: at, width: round(share * 100), tone };
    at = round(at + part.width);
    return part;
  });
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="10" />
      {drawn
        .filter(({ width }) => width > 0)
        .map(({ x, width, tone }) =>
          tone === 'provisional' ? (
            <line key={tone} class={tone} x1={x} x2={x + width} y1="5" y2="5" stroke-dasharray="0.9 0.7" />
          ) : (
            <rect key={tone} class={tone} x={x} width={width} height="10" />
          ),
        )}
      {mark !== undefined && <line class="mark-line" x1={mark * 100} x2={mark * 100} y1="0" y2="10" />}
    </svg>
  );
}

function round(value: number) {
  return Math.round(value * 100) / 100;
}
