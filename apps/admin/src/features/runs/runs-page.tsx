import { useQuery } from '@apollo/client/react';
import { ExpansionsDocument } from '@etcetera/graphql-client';
import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { compact } from '../../app/search-codec.js';
import { PagePending } from '../../app/route-states.js';
import { LoadMore } from '../../shared/ui/load-more.js';
import { Empty, ProblemNotice } from '../../shared/ui/notice.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';
import { RunsFilter } from './runs-filter.js';
import { type RunsSearch, toFilter } from './runs-search.js';
import { RunsTable } from './runs-table.js';
import './runs.css';

/** Every run of this server, newest first; the conditions are in the address. */
export function RunsPage(): ReactElement {
  usePageTitle('Runs');
  const search = useSearch({ from: '/runs' });
  const navigate = useNavigate({ from: '/runs' });
  const { data, previousData, error, loading, refetch, fetchMore } = useQuery(ExpansionsDocument, {
    variables: { filter: toFilter(search), first: 25 },
  });
  const runs = (data ?? (error ? undefined : previousData))?.expansions;
  const filtered = Object.keys(search).length > 0;
  const change = (patch: { [K in keyof RunsSearch]?: RunsSearch[K] | undefined }) =>
    void navigate({ search: compact({ ...search, ...patch }), replace: true, resetScroll: false });
  return (
    <>
      <div className="et-page-head">
        <div>
          <h1 style={{ margin: 0 }}>Runs</h1>
          <p>Every expansion with its plan, its model calls and its result; any of them can be replayed.</p>
        </div>
      </div>
      <RunsFilter search={search} onChange={change} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {loading && !runs ? <PagePending /> : null}
      {runs && !runs.edges.length ? (
        filtered ? (
          <Empty
            title="No run fits these conditions"
            action={
              <Button variant="default" onClick={() => void navigate({ search: {}, replace: true, resetScroll: false })}>
                Show all runs
              </Button>
            }
          />
        ) : (
          <Empty
            title="Nothing has been run yet"
            action={
              <Link className="et-link" to="/" search={{}}>
                Start an expansion
              </Link>
            }
          >
            Every expansion leaves a record here, with everything that led to its result.
          </Empty>
        )
      ) : null}
      {runs?.edges.length ? (
        <div className="et-panel" style={{ opacity: loading && !data ? 0.6 : 1 }}>
          <RunsTable runs={runs.edges.map((edge) => edge.node)} />
          <LoadMore
            shown={runs.edges.length}
            total={runs.totalCount}
            hasNextPage={runs.pageInfo.hasNextPage}
            onMore={() => fetchMore({ variables: { after: runs.pageInfo.endCursor ?? null } })}
          />
        </div>
      ) : null}
    </>
  );
}
