import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { Actions, ButtonLink, DownloadLink, SubmitButton } from '../../ui/button.tsx';
import { Status, Tag, Tags } from '../../ui/card.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { type NavItem, Pager, Tabs } from '../../ui/navigation.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import { statuses, ties } from '../fields.ts';
import { memberPaths } from '../paths.ts';
import { mayKeepRoster } from '../policy.ts';
import type { ListedMember } from '../shapes.ts';
import { statusSign } from '../words.ts';

export interface RosterFilter {
  search?: string;
  status?: string;
  constituency?: string;
  tie?: string;
  subject?: string;
}

interface Props {
  place: Place;
  items: ListedMember[];
  total: number;
  next: string | null;
  filter: RosterFilter;
  constituencies: { id: string; name: string }[];
  subjects: { label: string }[];
  waiting: number;
}

/** Who belongs, who might, and who belonged. */
export function RosterPage({ place, items, total, next, filter, waiting, ...words }: Props) {
  const { t, format } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  const keeps = mayKeepRoster(place.actor) === true;
  const filtered = Object.values(filter).some(Boolean);
  const query = (more: Record<string, string> = {}) => `?${new URLSearchParams({ ...defined(filter), ...more })}`;
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.title')}>
      <Page
        title={t('members.title')}
        lead={t('members.lead')}
        actions={
          keeps && (
            <>
              <ButtonLink href={paths.add}>{t('members.add')}</ButtonLink>
              <ButtonLink href={paths.import} look="quiet">
                {t('members.import')}
              </ButtonLink>
              <ButtonLink href={paths.invitations} look="quiet">
                {t('members.inviteSomebody')}
              </ButtonLink>
            </>
          )
        }
      >
        <MemberTabs place={place} waiting={waiting} />
        {items.length === 0 && !filtered ? (
          <EmptyState
            title={t('members.emptyTitle')}
            action={keeps && <ButtonLink href={paths.add}>{t('members.addFirst')}</ButtonLink>}
          >
            <p>{t('members.emptyWhy')}</p>
            <p>{t('members.emptyHow')}</p>
          </EmptyState>
        ) : (
          <>
            <Filters filter={filter} action={paths.list} keeps={keeps} {...words} />
            {items.length === 0 ? (
              <p>{t('members.nothingFits')}</p>
            ) : (
              <>
                <p class="hint">{t('members.found', { count: total })}</p>
                <RosterTable items={items} slug={place.coalition.slug} number={format.number} />
              </>
            )}
            <Pager next={next ? paths.list + query({ after: next }) : undefined} />
            <Actions>
              <DownloadLink href={paths.csv + query()}>{t('common.downloadCsv')}</DownloadLink>
            </Actions>
          </>
        )}
      </Page>
    </CoalitionShell>
  );
}

/** The views of members; most are the coordinators'. */
export function MemberTabs({ place, waiting }: { place: Place; waiting?: number }) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  const items: NavItem[] = [{ label: t('members.title'), href: paths.list }];
  if (mayKeepRoster(place.actor) === true) {
    items.push(
      {
        label: t('members.applications'),
        href: paths.applications,
        ...(waiting && { waiting: { count: waiting, says: t('members.applicationsWaiting', { count: waiting }) } }),
      },
      { label: t('members.invitations'), href: paths.invitations },
      { label: t('members.sideBySide'), href: paths.sideBySide },
      { label: t('members.constituencies'), href: paths.constituencies },
    );
  }
  return items.length > 1 ? <Tabs label={t('members.title')} items={items} /> : null;
}

const defined = (filter: RosterFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])));

interface FiltersProps extends Pick<Props, 'filter' | 'constituencies' | 'subjects'> {
  action: string;
  keeps: boolean;
}

function Filters({ filter, action, keeps, constituencies, subjects }: FiltersProps) {
  const { t } = useVisit();
  const offered = keeps ? statuses : statuses.slice(0, 6).filter((s) => s !== 'applied' && s !== 'declined');
  return (
    <Form action={action} method="get" class="filters" id="filter">
      <TextField name="search" type="search" label={t('members.searchLabel')} value={filter.search} required />
      <Select
        name="status"
        label={t('members.statusLabel')}
        value={filter.status}
        empty={t('members.present')}
        options={offered.map((status) => ({ value: status, label: t('members.status', { status }) }))}
        required
      />
      {constituencies.length > 0 && (
        <Select
          name="constituency"
          label={t('members.constituency')}
          value={filter.constituency}
          empty={t('common.all')}
          options={constituencies.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
      )}
      <Select
        name="tie"
        label={t('members.tieLabel')}
        value={filter.tie}
        empty={t('common.all')}
        options={ties.map((tie) => ({ value: tie, label: t('members.tie', { tie }) }))}
        required
      />
      {subjects.length > 0 && (
        <Select
          name="subject"
          label={t('members.limitOn')}
          value={filter.subject}
          empty={t('common.all')}
          options={subjects.map(({ label }) => ({ value: label, label }))}
          required
        />
      )}
      <SubmitButton look="quiet">{t('common.filter')}</SubmitButton>
    </Form>
  );
}

interface TableProps {
  items: ListedMember[];
  slug: string;
  number: (value: number) => string;
}

function RosterTable({ items, slug, number }: TableProps) {
  const { t } = useVisit();
  return (
    <Table
      caption={t('members.title')}
      captionHidden
      rows={items}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          label: t('common.name'),
          heading: true,
          cell: (row) => (
            <>
              <SafeLink href={memberPaths(slug, row.id).one}>
                <span dir="auto">{row.name}</span>
              </SafeLink>
              <Constituencies of={row} slug={slug} />
            </>
          ),
        },
        { key: 'place', label: t('members.place'), cell: (row) => row.place && <span dir="auto">{row.place}</span> },
        { key: 'status', label: t('members.statusLabel'), cell: (row) => <StatusOf status={row.status} /> },
        {
          key: 'voices',
          label: t('members.speaks'),
          cell: (row) =>
            row.voices.map((voice) => (
              <div key={voice.name}>
                <span dir="auto">{voice.name}</span>{' '}
                <span class="hint">{t('members.authorityShort', { authority: voice.authority })}</span>
              </div>
            )),
        },
        {
          key: 'people',
          label: t('members.peopleShort'),
          number: true,
          cell: (row) => (row.peopleRepresented === null ? '' : number(row.peopleRepresented)),
        },
      ]}
    />
  );
}

export function StatusOf({ status }: { status: ListedMember['status'] }) {
  const { t } = useVisit();
  return <Status state={statusSign[status]}>{t('members.status', { status })}</Status>;
}

function Constituencies({ of, slug }: { of: ListedMember; slug: string }) {
  if (of.constituencies.length === 0) return null;
  return (
    <Tags>
      {of.constituencies.map(({ id, name, mostAffected }) => (
        <Tag key={id} href={`${memberPaths(slug).list}?constituency=${id}`}>
          <span dir="auto">{name}</span>
          {mostAffected && <MostAffected />}
        </Tag>
      ))}
    </Tags>
  );
}

/** Said beside every constituency that the issue hits hardest. */
export function MostAffected() {
  const { t } = useVisit();
  return <> · {t('members.mostAffected')}</>;
}
