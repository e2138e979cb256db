// Every part that pages are made of, in all its states: to look at, and for axe to find fault with.
import { Actions, Button, ButtonLink, DownloadLink, PostButton, SubmitButton } from './button.tsx';
import { Card, Cards, Status, Tag, Tags } from './card.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from './choices.tsx';
import { DateField, DateTimeField, FileField, NumberField, Select, TextArea, TextField } from './fields.tsx';
import { Figure, Figures } from './figure.tsx';
import { Form, type FormAttempt } from './form.tsx';
import { SafeLink } from './link.tsx';
import { Markdown } from './markdown.ts';
import { localValue } from './moment.ts';
import { type NavGroup, Pager, Tabs } from './navigation.tsx';
import { EmptyState, Notice } from './notice.tsx';
import { Page, Prose, Section } from './page.tsx';
import { Shell } from './shell.tsx';
import { type Column, DefinitionList, Table } from './table.tsx';
import { Progress, Tally } from './tally.tsx';
import { Day, Time } from './time.tsx';
import { Steps, Timeline } from './timeline.tsx';
import { useVisit } from './visit.ts';

const at = new Date('2026-11-22T17:00:00Z');
const later = new Date('2026-11-26T17:00:00Z');
// biome-ignore lint/security/noScriptUrl: shows that such a link stays text
const dangerous = 'javascript:alert(1)';

/** The whole gallery as a page. */
export function GalleryPage() {
  const { t, path } = useVisit();
  const nav: NavGroup[] = [
    {
      label: t('gallery.together'),
      items: [
        { label: t('gallery.home'), href: path },
        { label: t('gallery.members'), href: `${path}/members` },
        {
          label: t('gallery.decisions'),
          href: `${path}/decisions`,
          waiting: { count: 3, says: t('gallery.waiting', { count: 3 }) },
        },
      ],
    },
    { label: t('gallery.act'), items: [{ label: t('gallery.tasks'), href: '/gallery-tasks' }] },
    { label: t('gallery.talk'), items: [] },
    { label: t('gallery.reflect'), items: [{ label: t('gallery.figureName'), href: '/gallery-reflect' }] },
  ];
  return (
    <Shell
      title={t('gallery.title')}
      coalition={{ name: t('gallery.coalition'), href: path }}
      nav={nav}
      account={{ items: [{ label: t('ui.account'), href: '/account' }], signOut: '/sign-out' }}
    >
      <Page
        title={t('gallery.title')}
        crumbs={[
          { label: t('gallery.coalition'), href: path },
          { label: t('gallery.decisions'), href: `${path}/decisions` },
        ]}
        over={<Status state="open">{t('gallery.openNow')}</Status>}
        lead={t('gallery.lead')}
        actions={<ButtonLink href={path}>{t('gallery.propose')}</ButtonLink>}
      >
        <Texts />
        <Buttons />
        <Notices />
        <Fields />
        <Numbers />
        <Parts />
      </Page>
    </Shell>
  );
}

function Texts() {
  const { t } = useVisit();
  return (
    <Section title={t('gallery.type')}>
      <Prose>
        <h2>{t('gallery.heading2')}</h2>
        <p>{t('gallery.prose')}</p>
        <h3>{t('gallery.heading3')}</h3>
        <p>
          <Time at={later} as="deadline" />
        </p>
      </Prose>
      <Markdown text={t('gallery.markdown')} />
    </Section>
  );
}

function Buttons() {
  const { t, path } = useVisit();
  return (
    <Section title={t('gallery.buttons')}>
      <Actions>
        <PostButton action="/gallery" look="primary">
          {t('gallery.cast')}
        </PostButton>
        <Button>{t('gallery.saveDraft')}</Button>
        <Button look="danger">{t('gallery.leave')}</Button>
        <Button look="primary" disabled>
          {t('gallery.closed')}
        </Button>
      </Actions>
      <p>
        <SafeLink href="https://example.org/">example.org</SafeLink> ·{' '}
        <SafeLink href={dangerous}>{t('gallery.unsafe')}</SafeLink>
      </p>
      <p>
        <DownloadLink href="/gallery.csv">{t('common.downloadCsv')}</DownloadLink>
      </p>
      <Tabs
        label={t('gallery.state')}
        items={[
          { label: t('gallery.openNow'), href: path, waiting: { count: 1, says: t('gallery.waiting', { count: 1 }) } },
          { label: t('gallery.adopted'), href: '/gallery-adopted' },
          { label: t('gallery.rejected'), href: '/gallery-rejected' },
        ]}
      />
      <Pager previous="/gallery?before=a" next="/gallery?after=z" position="51–100" />
    </Section>
  );
}

function Notices() {
  const { t, path } = useVisit();
  return (
    <Section title={t('gallery.notices')}>
      <Notice>
        <p>{t('gallery.noticeInfo')}</p>
      </Notice>
      <Notice kind="success">
        <p>{t('gallery.noticeSuccess')}</p>
      </Notice>
      <Notice kind="warning" title={t('gallery.waits')}>
        <p>{t('gallery.noticeWarning')}</p>
      </Notice>
      <Notice kind="error">
        <p>{t('gallery.noticeError')}</p>
      </Notice>
      <EmptyState title={t('gallery.emptyTitle')} action={<ButtonLink href={path}>{t('gallery.propose')}</ButtonLink>}>
        <p>{t('gallery.empty')}</p>
      </EmptyState>
    </Section>
  );
}

function Fields() {
  const { t, format } = useVisit();
  const attempt: FormAttempt = {
    values: { name: [t('gallery.organizationValue')], people: ['many'], vote: ['object'], topics: ['wages', 'zoning'] },
    problems: [
      { field: 'people', key: 'kernel.wrongKind' },
      { field: 'bring', key: 'kernel.required' },
      { field: 'vote', key: 'kernel.chooseOne' },
    ],
  };
  const votes = [
    { value: 'consent', label: t('gallery.consent'), hint: t('gallery.consentHint') },
    { value: 'object', label: t('gallery.object'), hint: t('gallery.objectHint') },
    { value: 'aside', label: t('gallery.aside'), hint: t('gallery.asideHint') },
  ];
  const topics = [
    { value: 'wages', label: t('gallery.wages') },
    { value: 'elections', label: t('gallery.elections') },
    { value: 'zoning', label: t('gallery.zoning') },
  ];
  const ties = (['cooperation', 'coordination', 'collaboration'] as const).map((tie) => ({
    value: tie,
    label: t(`gallery.${tie}`),
  }));
  return (
    <Section title={t('gallery.form')} note={t('gallery.formNote')}>
      <Form action="/gallery" id="wrong" attempt={attempt}>
        <TextField name="name" label={t('gallery.organization')} hint={t('gallery.organizationHint')} required />
        <NumberField name="people" label={t('gallery.people')} />
        <TextArea name="bring" label={t('gallery.bring')} required rows={3} />
        <RadioGroup name="vote" label={t('gallery.vote')} options={votes} required />
        <CheckboxGroup name="topics" label={t('gallery.topics')} options={topics} />
        <SubmitButton>{t('common.continue')}</SubmitButton>
      </Form>
      <Form action="/gallery" files>
        <TextField name="email" type="email" label={t('common.email')} autocomplete="email" required />
        <Select name="tie" label={t('gallery.tie')} options={ties} empty={t('gallery.choose')} required />
        <DateTimeField name="closes" label={t('gallery.closes')} value={localValue(later, format.zone)} required />
        <DateField name="revisit" label={t('gallery.revisit')} value="2027-05-01" />
        <FileField name="roster" label={t('gallery.roster')} hint={t('gallery.rosterHint')} accept=".csv" required />
        <TextField name="closed" label={t('common.reason')} value={t('gallery.closed')} disabled />
        <Checkbox name="agree" label={t('gallery.agree')} checked />
        <Actions>
          <SubmitButton>{t('common.save')}</SubmitButton>
          <ButtonLink href="/gallery" look="quiet">
            {t('common.cancel')}
          </ButtonLink>
        </Actions>
      </Form>
    </Section>
  );
}

function Numbers() {
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

function Parts() {
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
