import type { RankedFragment } from '@etcetera/graphql-client';
import { VisuallyHidden } from '@mantine/core';
import { Fragment, type ReactElement } from 'react';
import { formatScore } from '../../shared/format/numbers.js';
import { DecisionButtons } from '../../shared/review/decision-buttons.js';
import { ChannelBadge } from '../../shared/ui/tags.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { CutMarker } from './cut-marker.js';
import type { ResultView } from './result-view.js';

/** The ranking as pictures, best first, with the cut as a line across. */
export function ResultGallery(view: ResultView): ReactElement {
  const { rows, cut } = view;
  return (
    <ol className="et-gallery" data-review-list aria-label="Ranked entities">
      {rows.map((row, position) => (
        <Fragment key={row.entity.id}>
          {cut?.position === position ? <CutItem view={view} /> : null}
          <Card row={row} first={position === 0} below={cut !== null && position >= cut.position} view={view} />
        </Fragment>
      ))}
      {cut && cut.position === rows.length ? <CutItem view={view} /> : null}
    </ol>
  );
}

function CutItem({ view }: { view: ResultView }): ReactElement | null {
  return view.cut ? (
    <li style={{ gridColumn: '1 / -1' }}>
      <CutMarker line={view.cut} />
    </li>
  ) : null;
}

function Card({ row, first, below, view }: { row: RankedFragment; first: boolean; below: boolean; view: ResultView }): ReactElement {
  const { entity } = row;
  const decision = view.decisions[entity.id] ?? null;
  const active = view.activeId === entity.id;
  const reachable = active || (view.activeId === undefined && first);
  return (
    <li
      className={below ? 'et-card et-below' : 'et-card'}
      data-active={active || undefined}
      data-decision={decision ?? undefined}
      data-provisional={view.provisional || undefined}
    >
      <button
        type="button"
        className="et-card-main"
        data-review-id={entity.id}
        tabIndex={reachable ? 0 : -1}
        onFocus={() => view.onActive(entity.id)}
        onClick={() => view.onOpen(entity.id)}
      >
        <span className="et-card-plate">
          <EntityPicture entity={entity} size={84} />
        </span>
        <span className="et-card-rank">{row.rank}</span>
        <span className="et-card-text">
          <span className="et-card-name" title={entity.name}>
            {entity.name}
          </span>
          <span className="et-card-channels">
            {row.channels.map(({ channel, rank }) => (
              <ChannelBadge key={channel} channel={channel} rank={rank} />
            ))}
          </span>
        </span>
        {decision ? <VisuallyHidden>{decision === 'ACCEPTED' ? 'accepted' : 'rejected'}</VisuallyHidden> : null}
      </button>
      <div className="et-card-foot">
        <span className="et-small et-num et-dim" title="Score ± standard error">
          {formatScore(row.score, row.standardError)}
        </span>
        {view.reviewable ? (
          <DecisionButtons
            name={entity.name}
            decision={decision}
            reachable={reachable}
            onDecide={(value) => view.onDecide(entity.id, value)}
          />
        ) : null}
      </div>
    </li>
  );
}
