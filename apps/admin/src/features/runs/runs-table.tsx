import type { ExpansionsQuery } from '@etcetera/graphql-client';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { METHOD_LABELS } from '../../shared/format/labels.js';
import { formatCount, formatSeconds } from '../../shared/format/numbers.js';
import { formatAgo, formatMoment } from '../../shared/format/time.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { StatusTag } from '../../shared/ui/tags.js';

type Run = ExpansionsQuery['expansions']['edges'][number]['node'];

export function RunsTable({ runs }: { runs: readonly Run[] }): ReactElement {
  const now = new Date();
  return (
    <div className="et-table-scroll">
      <table className="et-table">
        <thead>
          <tr>
            <th scope="col">Seeds</th>
            <th scope="col" data-wide>
              Method
            </th>
            <th scope="col">Status</th>
            <th scope="col" data-num data-wide>
              Calls
            </th>
            <th scope="col" data-num data-wide>
              Time
            </th>
            <th scope="col" data-wide>
              Started
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} data-link>
              <td>
                <span className="et-run-seeds">
                  <span className="et-run-pictures">
                    {run.seeds.slice(0, 3).map((entity) => (
                      <EntityPicture key={entity.id} entity={entity} size={30} />
                    ))}
                  </span>
                  <span style={{ minWidth: 0 }}>
                    <Link className="et-link et-name" style={{ fontWeight: 560 }} to="/runs/$id" params={{ id: run.id }} search={{}}>
                      {run.seeds.map((entity) => entity.name).join(', ')}
                    </Link>
                    {run.negativeSeeds.length ? (
                      <span className="et-dim et-small"> not {run.negativeSeeds.map((entity) => entity.name).join(', ')}</span>
                    ) : null}
                    <span className="et-dim et-small et-run-narrow">
                      {METHOD_LABELS[run.method]} · {formatAgo(run.createdAt, now)}
                    </span>
                    {run.failure ? <span className="et-dim et-small et-run-failure">{run.failure.message}</span> : null}
                  </span>
                </span>
              </td>
              <td data-wide>{METHOD_LABELS[run.method]}</td>
              <td>
                <StatusTag status={run.status} />
              </td>
              <td data-num data-wide className="et-dim">
                {run.actual ? formatCount(run.actual.calls) : '–'}
              </td>
              <td data-num data-wide className="et-dim">
                {run.actual ? formatSeconds(run.actual.seconds) : '–'}
              </td>
              <td data-wide className="et-dim" title={formatMoment(run.createdAt)} style={{ whiteSpace: 'nowrap' }}>
                {formatAgo(run.createdAt, now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
