import { useQuery } from '@apollo/client/react';
import { EntitySetsDocument } from '@etcetera/graphql-client';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { PagePending } from '../../app/route-states.js';
import { counted } from '../../shared/format/numbers.js';
import { formatAgo, formatMoment } from '../../shared/format/time.js';
import { LoadMore } from '../../shared/ui/load-more.js';
import { Empty, ProblemNotice } from '../../shared/ui/notice.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';

/** Everything that was kept. */
export function SetsPage(): ReactElement {
  usePageTitle('Sets');
  const { data, error, loading, refetch, fetchMore } = useQuery(EntitySetsDocument, { variables: { first: 50 } });
  const sets = data?.entitySets;
  return (
    <>
      <div className="et-page-head">
        <div>
          <h1 style={{ margin: 0 }}>Sets</h1>
          <p>Named sets, made by accepting and rejecting what expansions found.</p>
        </div>
      </div>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {loading && !sets ? <PagePending /> : null}
      {sets && !sets.edges.length ? (
        <Empty
          title="No set has been kept yet"
          action={
            <Link className="et-link" to="/" search={{}}>
              Start an expansion
            </Link>
          }
        >
          Expand a few examples, accept what belongs, and save the result as a set.
        </Empty>
      ) : null}
      {sets?.edges.length ? (
        <div className="et-panel">
          <div className="et-table-scroll">
            <table className="et-table">
              <thead>
                <tr>
                  <th scope="col">Set</th>
                  <th scope="col" data-wide>
                    Base
                  </th>
                  <th scope="col" data-num>
                    Members
                  </th>
                  <th scope="col" data-num data-wide>
                    Version
                  </th>
                  <th scope="col">Changed</th>
                </tr>
              </thead>
              <tbody>
                {sets.edges.map(({ node }) => (
                  <tr key={node.id} data-link>
                    <td>
                      <Link className="et-link et-name" style={{ fontWeight: 560 }} to="/sets/$id" params={{ id: node.id }} search={{}}>
                        {node.name}
                      </Link>
                      {node.description ? <div className="et-dim et-small et-name">{node.description}</div> : null}
                    </td>
                    <td data-wide className="et-dim">
                      {node.base.name}
                    </td>
                    <td data-num>{node.memberCount}</td>
                    <td data-num data-wide className="et-dim">
                      {node.version}
                    </td>
                    <td className="et-dim" title={formatMoment(node.updatedAt)}>
                      {formatAgo(node.updatedAt, new Date())}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {sets.pageInfo.hasNextPage ? (
            <LoadMore
              shown={sets.edges.length}
              total={sets.totalCount}
              hasNextPage
              onMore={() => fetchMore({ variables: { after: sets.pageInfo.endCursor ?? null } })}
            />
          ) : (
            <p className="et-dim et-small" style={{ margin: 0, padding: '0.75rem' }}>
              {counted(sets.totalCount, 'set')}
            </p>
          )}
        </div>
      ) : null}
    </>
  );
}
