import type { RankedFragment } from '@etcetera/graphql-client';
import { VisuallyHidden } from '@mantine/core';
import { Fragment, type ReactElement } from 'react';
import { DecisionButtons } from '../../shared/review/decision-buttons.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { ChannelBadge } from '../../shared/ui/tags.js';
import { CutMarker } from './cut-marker.js';
import type { ResultView } from './result-view.js';

/** The ranking as rows, for comparing figures. */
export function ResultTable(view: ResultView): ReactElement {
  const { rows, cut } = view;
  const columns = view.reviewable ? 7 : 6;
  const cutRow = cut ? (
    <tr className="et-cut-row">
      <td colSpan={columns}>
        <CutMarker line={cut} />
      </td>
    </tr>
  ) : null;
  return (
    <div className="et-panel et-table-scroll">
      <table className="et-table">
        <caption>
          <VisuallyHidden>Ranked entities, best first</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col" data-num>
              Rank
            </th>
            <th scope="col">Entity</th>
            <th scope="col">Score</th>
            <th scope="col" data-num data-wide>
              ±
            </th>
            <th scope="col" data-num data-wide>
              Lists
            </th>
            <th scope="col" data-wide>
              Channels
            </th>
            {view.reviewable ? <th scope="col">Review</th> : null}
          </tr>
        </thead>
        <tbody data-review-list>
          {rows.map((row, position) => (
            <Fragment key={row.entity.id}>
              {cut?.position === position ? cutRow : null}
              <Row row={row} first={position === 0} view={view} />
            </Fragment>
          ))}
          {cut?.position === rows.length ? cutRow : null}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, first, view }: { row: RankedFragment; first: boolean; view: ResultView }): ReactElement {
  const { entity } = row;
  const decision = view.decisions[entity.id] ?? null;
  const active = view.activeId === entity.id;
  const reachable = active || (view.activeId === undefined && first);
  return (
    <tr data-link data-active={active || undefined} data-decision={decision ?? undefined}>
      <td data-num className="et-dim">
        {row.rank}
      </td>
      <td>
        <span className="et-result-name">
          <EntityPicture entity={entity} size={34} />
          <button
            type="button"
            data-review-id={entity.id}
            tabIndex={reachable ? 0 : -1}
            onFocus={() => view.onActive(entity.id)}
            onClick={() => view.onOpen(entity.id)}
          >
            {entity.name}
            {decision ? <VisuallyHidden> ({decision === 'ACCEPTED' ? 'accepted' : 'rejected'})</VisuallyHidden> : null}
          </button>
        </span>
      </td>
      <td className="et-num" style={{ whiteSpace: 'nowrap' }}>
        <span className="et-score-bar" aria-hidden="true">
          <i style={{ width: `${Math.min(100, Math.max(0, row.score * 100))}%` }} />
        </span>
        {row.score.toFixed(2)}
      </td>
      <td data-num data-wide className="et-dim">
        {row.standardError == null ? '–' : row.standardError.toFixed(2)}
      </td>
      <td data-num data-wide className="et-dim">
        {row.exposures}
      </td>
      <td data-wide>
        <span className="et-card-channels">
          {row.channels.map(({ channel, rank }) => (
            <ChannelBadge key={channel} channel={channel} rank={rank} />
          ))}
        </span>
      </td>
      {view.reviewable ? (
        <td>
          <DecisionButtons
            name={entity.name}
            decision={decision}
            reachable={reachable}
            onDecide={(value) => view.onDecide(entity.id, value)}
          />
        </td>
      ) : null}
    </tr>
  );
}
