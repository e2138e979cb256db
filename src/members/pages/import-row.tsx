import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, PostButton, SubmitButton } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';
import type { ShownImport, ShownRow } from '../queries-import.ts';

interface Props {
  place: Place;
  list: ShownImport;
  row: ShownRow;
  attempt?: Attempt;
}

/** One row and the member it was recognised as, side by side: what to take from the list, field by field. */
export function ImportRowPage({ place, list, row, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, undefined, list.id);
  const field = (name: ShownRow['takes'][number]) =>
    t('imports.means', { column: name === 'contacts' ? 'contact' : name });
  return (
    <CoalitionShell coalition={place.coalition} title={row.name} failed={attempt !== undefined}>
      <Page
        title={row.name}
        lead={t('imports.rowLead')}
        crumbs={[
          { label: t('members.import'), href: paths.import },
          { label: list.fileName || t('imports.pasted'), href: paths.oneImport },
        ]}
      >
        <p>
          {row.by && t('imports.knownBy', { by: row.by })}{' '}
          {row.member && (
            <SafeLink href={memberPaths(place.coalition.slug, row.member).one}>
              <span dir="auto">{row.memberName}</span>
            </SafeLink>
          )}
        </p>
        {row.differs.length > 0 && (
          <>
            <Table
              caption={t('imports.sideBySide')}
              captionHidden
              rows={row.differs}
              rowKey={(one) => one.field}
              columns={[
                { key: 'field', label: t('imports.field'), heading: true, cell: (one) => field(one.field) },
                {
                  key: 'ours',
                  label: t('imports.ours'),
                  cell: (one) => one.ours && <span dir="auto">{one.ours}</span>,
                },
                { key: 'theirs', label: t('imports.theirs'), cell: (one) => <span dir="auto">{one.theirs}</span> },
              ]}
            />
            <Section title={t('imports.choose')}>
              <Form action={paths.importRow} attempt={attempt}>
                <input type="hidden" name="position" value={row.position} />
                <CheckboxGroup
                  name="takes"
                  label={t('imports.takeFrom')}
                  hint={t('imports.takeHint')}
                  values={row.takes}
                  options={row.differs.map((one) => ({ value: one.field, label: field(one.field) }))}
                />
                <Actions>
                  <SubmitButton>{t('common.save')}</SubmitButton>
                  <ButtonLink href={paths.oneImport} look="quiet">
                    {t('common.back')}
                  </ButtonLink>
                </Actions>
              </Form>
            </Section>
          </>
        )}
        {row.by === 'website' && (
          <Section title={t('imports.somebodyElse')} note={t('imports.somebodyElseHint')}>
            <PostButton action={paths.importRow} fields={{ position: String(row.position), add: 'on' }}>
              {t('imports.addAsNew')}
            </PostButton>
          </Section>
        )}
      </Page>
    </CoalitionShell>
  );
}
