// biome-ignore-all lint/a11y/noRedundantRoles: on phones rows are not drawn as a table, and browsers then forget the roles
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import { SafeLink } from './link.tsx';

export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** This cell names the row. */
  heading?: boolean;
  number?: boolean;
  /** A link that sorts by this column, and how it is sorted now. */
  sort?: { href: string; now?: 'ascending' | 'descending' };
}

interface TableProps<Row> {
  caption: string;
  captionHidden?: boolean;
  columns: Column<Row>[];
  rows: Row[];
  rowKey?: (row: Row) => string;
  foot?: ComponentChildren;
}

/** A table with a caption. On a phone each row becomes a small sheet; the roles keep it a table for screen readers. */
export function Table<Row>({ caption, captionHidden, columns, rows, rowKey, foot }: TableProps<Row>) {
  return (
    <table class="stacks" role="table">
      <caption class={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <ColumnHeading key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={rowKey?.(row) ?? index} role="row">
            {columns.map((column) => cellOf(column, row))}
          </tr>
        ))}
      </tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  );
}

function ColumnHeading<Row>({ column: { label, number, sort } }: { column: Column<Row> }) {
  return (
    <th scope="col" role="columnheader" class={number ? 'number' : undefined} aria-sort={sort?.now}>
      {sort ? (
        <SafeLink href={sort.href} class={sort.now ? `sort ${sort.now}` : 'sort'}>
          {label} {sort.now && <Icon name="down" />}
        </SafeLink>
      ) : (
        label
      )}
    </th>
  );
}

/** Called, not drawn as a component: a long table has thousands of them. */
function cellOf<Row>(column: Column<Row>, row: Row) {
  const content = column.cell(row);
  if (column.heading) {
    return (
      <th key={column.key} scope="row" role="rowheader">
        {content}
      </th>
    );
  }
  const blank = content === null || content === undefined || content === '' || content === false;
  const empty = blank || (Array.isArray(content) && content.length === 0);
  return (
    <td
      key={column.key}
      role="cell"
      data-label={column.label}
      class={[column.number && 'number', empty && 'blank'].filter(Boolean).join(' ') || undefined}
    >
      {empty ? '–' : <div>{content}</div>}
    </td>
  );
}

export interface Definition {
  term: string;
  value: ComponentChildren;
}

/** Facts with their names. Entries without a value are left out. */
export function DefinitionList({ entries }: { entries: (Definition | undefined | false)[] }) {
  return (
    <dl class="facts">
      {entries
        .filter((entry) => entry !== undefined && entry !== false && entry.value !== undefined && entry.value !== null)
        .map((entry) => (
          <div key={(entry as Definition).term}>
            <dt>{(entry as Definition).term}</dt>
            <dd>{(entry as Definition).value}</dd>
          </div>
        ))}
    </dl>
  );
}
