import type { EvaluationByIdQuery } from '@etcetera/graphql-client';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import {
  createColumnHelper,
  flexRender,
  getCoreRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table';
import type { ReactElement } from 'react';
import { useMemo, useState } from 'react';
import { formatSeconds } from '../../shared/format/numbers.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { formatMetric, metricLabel, metricNames, metricOf } from './metrics.js';

type Query = NonNullable<EvaluationByIdQuery['evaluation']>['queries'][number];
const column = createColumnHelper<Query>();

/** Columns that a narrow screen leaves out; the class and the first metric stay. */
const isWide = (id: string, first: string | undefined) => id !== 'class' && id !== first;

/** A row per query, sorted by any column; the worst classes are one click away. */
export function ClassTable({ queries }: { queries: readonly Query[] }): ReactElement {
  const rows = useMemo(() => [...queries], [queries]);
  const names = useMemo(() => metricNames(queries).filter((name) => /^(map|p)@|^hits@10$/i.test(name)), [queries]);
  const [sorting, setSorting] = useState<SortingState>([{ id: 'class', desc: false }]);
  const columns = useMemo(
    () => [
      column.accessor((query) => `${query.className} ${query.queryIndex}`, {
        id: 'class',
        header: 'Class',
        cell: ({ row }) => <ClassCell query={row.original} />,
        sortDescFirst: false,
      }),
      ...names.map((name) =>
        column.accessor((query) => metricOf(query, name) ?? -1, {
          id: name,
          header: metricLabel(name),
          cell: ({ row }) => formatMetric(metricOf(row.original, name)),
          sortDescFirst: true,
        }),
      ),
      column.accessor('elapsedMs', {
        id: 'time',
        header: 'Time',
        cell: (cell) => formatSeconds(cell.getValue() / 1000),
        sortDescFirst: true,
      }),
    ],
    [names],
  );
  const table = useReactTable({
    data: rows,
    columns,
    state: { sorting },
    onSortingChange: setSorting,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    enableSortingRemoval: false,
  });
  return (
    <div className="et-panel et-table-scroll" tabIndex={0} role="region" aria-label="Results by class">
      <table className="et-table">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column: head, getContext }) => {
                const sorted = head.getIsSorted();
                const Icon = sorted === 'asc' ? IconArrowUp : sorted === 'desc' ? IconArrowDown : IconArrowsSort;
                return (
                  <th
                    key={id}
                    scope="col"
                    data-num={id === 'class' ? undefined : true}
                    data-wide={isWide(id, names[0]) || undefined}
                    aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none'}
                  >
                    <button type="button" onClick={head.getToggleSortingHandler()}>
                      {flexRender(head.columnDef.header, getContext())}
                      <Icon size={13} aria-hidden="true" style={{ opacity: sorted ? 1 : 0.45 }} />
                    </button>
                  </th>
                );
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  data-num={cell.column.id === 'class' ? undefined : true}
                  data-wide={isWide(cell.column.id, names[0]) || undefined}
                >
                  {flexRender(cell.column.columnDef.cell, cell.getContext())}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ClassCell({ query }: { query: Query }): ReactElement {
  return (
    <span className="et-run-seeds">
      <span className="et-run-pictures">
        {query.seeds.slice(0, 3).map((entity) => (
          <EntityPicture key={entity.id} entity={entity} size={26} />
        ))}
      </span>
      <span style={{ minWidth: 0 }}>
        <span className="et-name">{query.className}</span>
        {query.warnings.length ? (
          <span className="et-small" style={{ display: 'block', color: 'var(--et-notice)' }}>
            {query.warnings.map((warning) => warning.message).join(' ')}
          </span>
        ) : null}
      </span>
    </span>
  );
}
