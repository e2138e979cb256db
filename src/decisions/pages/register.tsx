import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { Actions, ButtonLink, DownloadLink, SubmitButton } from '../../ui/button.tsx';
import { Status, Tag, Tags } from '../../ui/card.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Pager } from '../../ui/navigation.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import { mayPropose } from '../policy.ts';
import { type Registered, statuses } from '../register.ts';
import { methods } from '../tally/methods.ts';
import { methodTitle, statusKey, statusSign } from '../words.ts';

export interface RegisterFilter {
  search?: string;
  status?: string;
  method?: string;
  subject?: string;
}

interface Props {
  place: Place;
  items: Registered[];
  next: string | null;
  filter: RegisterFilter;
}

/** The register: what was put, what was decided, what is open. */
export function RegisterPage({ place, items, next, filter }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  const filtered = Object.values(filter).some(Boolean);
  const may = mayPropose(place.actor) === true;
  return (
    <CoalitionShell coalition={place.coalition} title={t('decisions.title')}>
      <Page
        title={t('decisions.title')}
        lead={t('decisions.lead')}
        actions={
          <>
            {may && <ButtonLink href={paths.propose}>{t('decisions.propose')}</ButtonLink>}
            <ButtonLink look="quiet" href={paths.rules}>
              {t('rules.title')}
            </ButtonLink>
          </>
        }
      >
        {items.length === 0 && !filtered ? (
          <EmptyState
            title={t('decisions.emptyTitle')}
            action={may && <ButtonLink href={paths.propose}>{t('decisions.proposeFirst')}</ButtonLink>}
          >
            <p>{t('decisions.emptyWhy')}</p>
          </EmptyState>
        ) : (
          <>
            <FilterForm filter={filter} action={paths.list} />
            {items.length === 0 ? (
              <p>{t('decisions.nothingFits')}</p>
            ) : (
              <RegisterTable items={items} slug={place.coalition.slug} />
            )}
            <Pager
              next={next ? `${paths.list}?${new URLSearchParams({ ...defined(filter), after: next })}` : undefined}
            />
            <Actions>
              <DownloadLink href={`${paths.csv}?${new URLSearchParams(defined(filter))}`}>
                {t('common.downloadCsv')}
              </DownloadLink>
            </Actions>
          </>
        )}
      </Page>
    </CoalitionShell>
  );
}

const defined = (filter: RegisterFilter): Record<string, string> =>
  Object.fromEntries(Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])));

function FilterForm({ filter, action }: { filter: RegisterFilter; action: string }) {
  const { t } = useVisit();
  return (
    <Form action={action} method="get" class="filters" id="filter">
      <TextField name="search" type="search" label={t('common.search')} value={filter.search} required />
      <Select
        name="status"
        label={t('decisions.statusLabel')}
        value={filter.status}
        empty={t('common.all')}
        options={statuses.map((value) => ({ value, label: t(statusKey[value] as 'decisions.statusOpen') }))}
        required
      />
      <Select
        name="method"
        label={t('decisions.methodLabel')}
        value={filter.method}
        empty={t('common.all')}
        options={Object.keys(methods).map((value) => ({ value, label: methodTitle(t, value) }))}
        required
      />
      <SubmitButton look="quiet">{t('common.filter')}</SubmitButton>
    </Form>
  );
}

function RegisterTable({ items, slug }: { items: Registered[]; slug: string }) {
  const { t } = useVisit();
  return (
    <Table
      caption={t('decisions.title')}
      captionHidden
      rows={items}
      rowKey={(row) => String(row.number)}
      columns={[
        { key: 'number', label: t('decisions.number'), number: true, cell: (row) => row.number },
        {
          key: 'question',
          label: t('decisions.question'),
          heading: true,
          cell: (row) => (
            <>
              <SafeLink href={decisionPaths(slug, row.number).one}>
                <span dir="auto">{row.question}</span>
              </SafeLink>
              {row.subjects.length > 0 && (
                <Tags>
                  {row.subjects.map((subject) => (
                    <Tag key={subject} href={`${decisionPaths(slug).list}?subject=${encodeURIComponent(subject)}`}>
                      {subject}
                    </Tag>
                  ))}
                </Tags>
              )}
            </>
          ),
        },
        { key: 'status', label: t('decisions.statusLabel'), cell: (row) => <StatusOf row={row} /> },
        { key: 'closes', label: t('decisions.closes'), cell: (row) => <Time at={row.closesAt} as="date" /> },
      ]}
    />
  );
}

/** Where it stands, and once it is counted, what came out. */
function StatusOf({ row }: { row: Registered }) {
  const { t } = useVisit();
  const decided = row.status === 'decided' && row.result !== null;
  const against = decided && (row.result === 'rejected' || row.result === 'no-quorum' || row.result === 'undecided');
  return (
    <Status state={against ? 'declined' : statusSign[row.status]}>
      {decided
        ? t('decisions.resultWord', { result: row.result === 'no-quorum' ? 'noQuorum' : row.result! })
        : t(statusKey[row.status] as 'decisions.statusOpen')}
    </Status>
  );
}
