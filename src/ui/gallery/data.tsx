import { Card, Cards, Status, Tag, Tags } from '../card.tsx';
import { Figure, Figures } from '../figure.tsx';
import { SafeLink } from '../link.tsx';
import { Section } from '../page.tsx';
import { type Column, DefinitionList, Table } from '../table.tsx';
import { Progress, Tally } from '../tally.tsx';
import { Day } from '../time.tsx';
import { Steps, Timeline } from '../timeline.tsx';
import { useVisit } from '../visit.ts';

const at = new Date('2026-11-22T17:00:00Z');

/** Tables, tallies and figures. */
export function Numbers() {
  const { t, format } = useVisit();
  const rows = [
    {
      id: 12,
      question: t('gallery.q1'),
      method: t('gallery.majority'),
      ballots: 118,
      state: 'done',
      word: t('gallery.adopted'),
    },
    {
      id: 13,
      question: t('gallery.q2'),
      method: t('gallery.ranked'),
      ballots: 1204,
      state: 'provisional',
      word: t('gallery.provisional'),
    },
    { id: 14, question: t('gallery.q3'), method: '', ballots: 97, state: 'declined', word: t('gallery.rejected') },
  ] as const;
  const columns: Column<(typeof rows)[number]>[] = [
    {
      key: 'question',
      label: t('gallery.question'),
      heading: true,
      cell: (row) => <SafeLink href="/gallery">{row.question}</SafeLink>,
    },
    { key: 'method', label: t('gallery.method'), cell: (row) => row.method },
    {
      key: 'ballots',
      label: t('gallery.ballots'),
      number: true,
      cell: (row) => format.number(row.ballots),
      sort: { href: '/gallery?sort=ballots', now: 'descending' },
    },
    { key: 'state', label: t('gallery.state'), cell: (row) => <Status state={row.state}>{row.word}</Status> },
  ];
  return (
    <Section title={t('gallery.data')}>
      <Table caption={t('gallery.register')} columns={columns} rows={[...rows]} rowKey={(row) => String(row.id)} />
      <Tally
        caption={t('gallery.result')}
        rows={[
          { label: t('gallery.inFavour'), count: 52, provisional: 9 },
          { label: t('gallery.against'), count: 24, tone: 'no' },
          { label: t('gallery.abstain'), count: 12, tone: 'abstain' },
        ]}
        threshold={{ share: 2 / 3, label: t('gallery.threshold') }}
      />
      <Progress label={t('gallery.quorum')} value={97} max={221} />
      <Figures>
        <Figure
          name={t('gallery.figureName')}
          value={format.number(164)}
          of={t('gallery.figureOf', { count: 221 })}
          at={at}
          source={t('gallery.figureSource')}
        />
        <Figure
          name={t('gallery.ballots')}
          value={format.percent(0.625)}
          at="2026-11-20"
          source={t('gallery.register')}
        />
        <Figure name={t('gallery.members')} value={format.number(221)} at={at} source={t('gallery.roster')} />
      </Figures>
    </Section>
  );
}

/** Sheets, facts, steps and history. */
export function Parts() {
  const { t } = useVisit();
  return (
    <Section title={t('gallery.parts')}>
      <Cards>
        <Card title={t('gallery.q3')} href="/gallery" over={t('gallery.over')} waits>
          <p>{t('gallery.cardText')}</p>
          <Status state="waiting">{t('gallery.waits')}</Status>
        </Card>
        <Card title={t('gallery.q1')} href="/gallery" over={t('gallery.over')}>
          <Tags>
            <Tag>{t('gallery.zoning')}</Tag>
            <Tag href="/gallery">{t('gallery.wages')}</Tag>
          </Tags>
          <Status state="ended">{t('gallery.ended')}</Status> <Status state="quiet">{t('gallery.paused')}</Status>
        </Card>
      </Cards>
      <DefinitionList
        entries={[
          { term: t('gallery.place'), value: t('gallery.riverton') },
          { term: t('gallery.founded'), value: <Day on="2024-03-08" /> },
        ]}
      />
      <Steps
        label={t('gallery.joining')}
        steps={[t('gallery.step1'), t('gallery.step2'), t('gallery.step3')]}
        current={1}
      />
      <Timeline
        entries={[
          { at, what: t('gallery.happened1') },
          { at, what: t('gallery.happened2'), waits: true },
          { at, what: t('gallery.happened3') },
        ]}
      />
    </Section>
  );
}
