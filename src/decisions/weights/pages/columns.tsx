import type { Format } from '../../../system/i18n/format.ts';
import type { Translate } from '../../../system/i18n/translate.ts';
import type { Column } from '../../../ui/table.tsx';
import type { Decision } from '../../shapes.ts';
import { approximate } from '../../tally/exact.ts';
import type { Because } from '../weighing.ts';
import { becauseInWords } from '../words.ts';

export interface WeighedRow {
  weight: string;
  /** Of the whole; exact. */
  share: string;
  because: Record<string, unknown>;
}

/** What each vote weighs and why: two columns, where votes do not all weigh the same. */
export const weightColumns = (
  { weights, voters }: Pick<Decision, 'weights' | 'voters'>,
  t: Translate,
  format: Format,
): Column<WeighedRow>[] =>
  voters === 'persons' || isEqual(weights)
    ? []
    : [
        {
          key: 'weight',
          label: t('rules.weight'),
          number: true,
          cell: ({ weight, share }) => (
            <span title={weight}>
              {format.number(approximate(weight))} <small>({format.percent(approximate(share))})</small>
            </span>
          ),
        },
        {
          key: 'because',
          label: t('rules.because'),
          cell: ({ because }) => <span class="hint">{becauseInWords(t, because as unknown as Because)}</span>,
        },
      ];

/** One vote each, without exception. */
const isEqual = ({ by = 'equal', perConstituency }: Decision['weights']): boolean =>
  by === 'equal' && perConstituency !== true;
