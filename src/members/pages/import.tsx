import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Status } from '../../ui/card.tsx';
import { FileField, TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Pager } from '../../ui/navigation.tsx';
import { Page, Prose, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';
import type { ImportSummary } from '../queries-import.ts';

interface Props {
  place: Place;
  items: ImportSummary[];
  next: string | null;
  attempt?: Attempt;
}

/** Takes a list in, a file or pasted text, and shows the lists that came before. */
export function ImportPage({ place, items, next, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.import')} failed={attempt !== undefined}>
      <Page
        title={t('members.import')}
        lead={t('imports.lead')}
        crumbs={[{ label: t('members.title'), href: paths.list }]}
      >
        <Form action={paths.import} attempt={attempt} files plain>
          <FileField
            name="file"
            label={t('imports.file')}
            hint={t('imports.fileHint')}
            accept=".csv,.tsv,.json,.txt,text/csv,application/json"
          />
          <TextArea name="text" label={t('imports.text')} hint={t('imports.textHint')} rows={8} />
          <SubmitButton>{t('imports.look')}</SubmitButton>
        </Form>
        <Section title={t('imports.columns')}>
          <Prose>
            <p>{t('imports.columnsWhich')}</p>
            <p>
              <code dir="ltr">
                name, kind, website, place, about, people, id, tie, constituencies, formerly, contact, role, email,
                phone, note
              </code>
            </p>
          </Prose>
        </Section>
        {items.length > 0 && <Earlier items={items} slug={place.coalition.slug} />}
        <Pager next={next ? `${paths.import}?after=${next}` : undefined} />
      </Page>
    </CoalitionShell>
  );
}

const signs = {
  reading: 'waiting',
  checking: 'waiting',
  writing: 'waiting',
  ready: 'open',
  done: 'done',
  failed: 'declined',
  undone: 'ended',
  discarded: 'ended',
} as const;

export function ImportState({ state }: { state: ImportSummary['state'] }) {
  const { t } = useVisit();
  return <Status state={signs[state]}>{t('imports.state', { state })}</Status>;
}

function Earlier({ items, slug }: { items: ImportSummary[]; slug: string }) {
  const { t, format } = useVisit();
  return (
    <Section title={t('imports.earlier')}>
      <Table
        caption={t('imports.earlier')}
        captionHidden
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'file',
            label: t('imports.file'),
            heading: true,
            cell: (row) => (
              <SafeLink href={memberPaths(slug, undefined, row.id).oneImport}>
                <span dir="auto">{row.fileName || t('imports.pasted')}</span>
              </SafeLink>
            ),
          },
          { key: 'by', label: t('imports.by'), cell: (row) => <span dir="auto">{row.by}</span> },
          { key: 'at', label: t('imports.at'), cell: (row) => <Time at={row.at} as="date" /> },
          { key: 'state', label: t('members.statusLabel'), cell: (row) => <ImportState state={row.state} /> },
          {
            key: 'added',
            label: t('imports.added'),
            number: true,
            cell: (row) => (row.counts.add === undefined ? '' : format.number(row.counts.add)),
          },
          {
            key: 'changed',
            label: t('imports.changed'),
            number: true,
            cell: (row) => (row.counts.changed === undefined ? '' : format.number(row.counts.changed)),
          },
        ]}
      />
    </Section>
  );
}
