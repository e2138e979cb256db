import { isMessageKey } from '../../system/i18n/translate.ts';
import { SafeLink } from '../../ui/link.tsx';
import { Pager } from '../../ui/navigation.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { type Said, useSay, useVisit } from '../../ui/visit.ts';
import { type ListColumn, listColumns } from '../import/columns.ts';
import { memberPaths } from '../paths.ts';
import type { ShownImport, ShownRow } from '../queries-import.ts';
import type { Rows } from './import-one.tsx';

interface Props {
  rows: Rows;
  list: ShownImport;
  slug: string;
  what: ShownRow['does'] | 'stayed';
}

/** Rows of a list that do the same, a page of them at a time. */
export function RowsTable({ rows, list, slug, what }: Props) {
  const { t } = useVisit();
  const { oneImport } = memberPaths(slug, undefined, list.id);
  const title = what === 'stayed' ? t('imports.stayed') : t('imports.does', { does: what });
  const why: Column<ShownRow> = {
    key: 'why',
    label: t('imports.why'),
    cell: (row) => (what === 'stayed' ? <Stays row={row} /> : <Why row={row} list={list} slug={slug} />),
  };
  return (
    <>
      <Table
        caption={title}
        captionHidden
        rows={rows.items}
        rowKey={(row) => String(row.position)}
        columns={[
          { key: 'row', label: t('members.row'), number: true, cell: (row) => row.line },
          {
            key: 'name',
            label: t('common.name'),
            heading: true,
            cell: (row) => <Name row={row} list={list} slug={slug} />,
          },
          ...(what === 'add' ? [] : [why]),
        ]}
      />
      <Pager next={rows.next ? `${oneImport}?${what}=${rows.next}` : undefined} />
    </>
  );
}

function Name({ row, list, slug }: { row: ShownRow; list: ShownImport; slug: string }) {
  const name = <span dir="auto">{row.name}</span>;
  const linked = row.does === 'add' && row.member !== null && list.state !== 'ready';
  return linked ? <SafeLink href={memberPaths(slug, row.member!).one}>{name}</SafeLink> : name;
}

function Stays({ row }: { row: ShownRow }) {
  const { t } = useVisit();
  return <>{t('imports.stays', { why: row.stays ?? '' })}</>;
}

function Why({ row, list, slug }: { row: ShownRow; list: ShownImport; slug: string }) {
  const { t } = useVisit();
  if (row.does === 'twice') return <>{t('imports.twice', { row: String(row.earlier) })}</>;
  return row.does === 'there' ? <There row={row} list={list} slug={slug} /> : <Problems row={row} />;
}

function There({ row, list, slug }: { row: ShownRow; list: ShownImport; slug: string }) {
  const { t, format } = useVisit();
  const takes = row.takes.map((field) => t('imports.means', { column: field === 'contacts' ? 'contact' : field }));
  const settle = list.state === 'ready' && (row.differs.length > 0 || row.by === 'website');
  return (
    <>
      {row.by && t('imports.knownBy', { by: row.by })}{' '}
      {row.member && (
        <SafeLink href={memberPaths(slug, row.member).one}>
          <span dir="auto">{row.memberName}</span>
        </SafeLink>
      )}
      <div class="hint">
        {takes.length > 0 ? t('imports.takes', { fields: format.list(takes) }) : t('imports.staysAsItIs')}
      </div>
      {settle && (
        <SafeLink href={`${memberPaths(slug, undefined, list.id).importRow}?row=${row.position}`}>
          {t('imports.settle', { count: row.differs.length })}
          <span class="visually-hidden" dir="auto">
            {' '}
            {row.name}
          </span>
        </SafeLink>
      )}
    </>
  );
}

const isColumn = (field: string): field is ListColumn => listColumns.some((column) => column === field);

/** What is wrong with a row, column by column. */
export function useWrong(): (row: ShownRow) => string[] {
  const { t } = useVisit();
  const say = useSay();
  return (row) =>
    row.problems.map(({ field, ...problem }) => {
      const what = isMessageKey(problem.key) ? say(problem as Said) : problem.key;
      return isColumn(field) ? `${t('imports.means', { column: field })}: ${what}` : what;
    });
}

function Problems({ row }: { row: ShownRow }) {
  const wrong = useWrong();
  return (
    <ul>
      {wrong(row).map((what) => (
        <li key={what}>{what}</li>
      ))}
    </ul>
  );
}
