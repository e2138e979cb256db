import { Status } from '../../ui/card.tsx';
import { Table } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision } from '../shapes.ts';
import type { Concurrence, ConcurrencePart } from '../tally/concurrence.ts';
import { approximate, fraction, subtract } from '../tally/exact.ts';

/** Whose agreement was needed besides, and how each part voted. */
export function ConcurrenceTable({ decision, concurrence }: { decision: Decision; concurrence: Concurrence }) {
  const { t } = useVisit();
  const name = ({ of, name }: ConcurrencePart) =>
    of === 'group' ? (name ?? '') : t(of === 'members' ? 'rules.doubleMembers' : 'rules.doublePeople');
  return (
    <Table
      caption={t('rules.concurrenceCaption')}
      rows={[...concurrence.parts]}
      rowKey={({ of, id }) => `${of} ${id}`}
      columns={[
        { key: 'part', label: t('rules.part'), heading: true, cell: (part) => <bdi>{name(part)}</bdi> },
        {
          key: 'agreed',
          label: t('rules.agreed'),
          cell: ({ met }) => (
            <Status state={met ? 'done' : 'ended'}>{t(met ? 'rules.agreedYes' : 'rules.agreedNo')}</Status>
          ),
        },
        { key: 'votes', label: t('decisions.ballot'), cell: (part) => <Votes decision={decision} part={part} /> },
      ]}
    />
  );
}

function Votes({ decision, part: { outcome, answers } }: { decision: Decision; part: ConcurrencePart }) {
  const { t } = useVisit();
  const [yes] = outcome.rounds[0]?.totals ?? [];
  const answered = <small class="hint"> ({t('rules.partAnswers', { count: answers })})</small>;
  if (yes?.option === 'yes') {
    const base = subtract(fraction(outcome.cast), fraction(outcome.abstained));
    return (
      <>
        {t('rules.partYes', { yes: approximate(yes.weight), base: approximate(base) })}
        {answered}
      </>
    );
  }
  const winners = outcome.winners.map((id) => decision.options.find((option) => option.id === id)?.name ?? id);
  return (
    <>
      <bdi>{winners.join(', ')}</bdi>
      {answered}
    </>
  );
}
