import { useQuery } from '@apollo/client/react';
import { ExpansionJudgementsDocument, type RankedFragment } from '@etcetera/graphql-client';
import { Drawer, Skeleton } from '@mantine/core';
import type { ReactElement } from 'react';
import { CHANNEL_LABELS } from '../../shared/format/labels.js';
import { counted, formatScore } from '../../shared/format/numbers.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { ProblemNotice } from '../../shared/ui/notice.js';
import { JudgedListCard } from './judged-list-card.js';
import './results.css';

interface EvidenceDrawerProps {
  readonly runId: string;
  /** Closed when undefined. */
  readonly row: RankedFragment | undefined;
  readonly onClose: () => void;
}

/** Why an entity stands where it stands: its score in every channel, and every short list it was judged in. */
export function EvidenceDrawer({ runId, row, onClose }: EvidenceDrawerProps): ReactElement {
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title="Evidence"
      closeButtonProps={{ 'aria-label': 'Close the evidence' }}
    >
      {row ? <Evidence key={row.entity.id} runId={runId} row={row} /> : null}
    </Drawer>
  );
}

function Evidence({ runId, row }: { runId: string; row: RankedFragment }): ReactElement {
  const { entity } = row;
  const { data, error, loading, refetch } = useQuery(ExpansionJudgementsDocument, {
    variables: { id: runId, entityId: entity.id },
    fetchPolicy: 'cache-first',
  });
  const lists = data?.expansion?.judgements ?? [];
  return (
    <div style={{ display: 'grid', gap: '1.25rem' }}>
      <div style={{ display: 'flex', gap: '0.875rem', alignItems: 'center' }}>
        <EntityPicture entity={entity} size={72} />
        <div style={{ minWidth: 0 }}>
          <h2 className="et-name" style={{ margin: 0, fontSize: '1.125rem' }}>
            {entity.name}
          </h2>
          {entity.description ? (
            <p className="et-dim et-small et-name" style={{ margin: '0.125rem 0 0' }}>
              {entity.description}
            </p>
          ) : null}
        </div>
      </div>
      <dl className="et-facts">
        <dt>Rank</dt>
        <dd className="et-num">{row.rank}</dd>
        <dt>Score</dt>
        <dd className="et-num">
          {formatScore(row.score, row.standardError)}
          {row.standardError == null ? <span className="et-dim"> (no standard error: judged fewer than two times)</span> : null}
        </dd>
        {row.channels.map(({ channel, rank, score }) => (
          <div key={channel} style={{ display: 'contents' }}>
            <dt>{CHANNEL_LABELS[channel]}</dt>
            <dd className="et-num">
              rank {rank} <span className="et-dim">· score {score.toFixed(3)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <section style={{ display: 'grid', gap: '0.625rem' }}>
        <h3 style={{ margin: 0 }}>{lists.length ? `Judged in ${counted(lists.length, 'short list')}` : 'Short lists'}</h3>
        {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {loading && !data ? <Skeleton height={120} /> : null}
        {data && !lists.length ? (
          <p className="et-dim et-small" style={{ margin: 0 }}>
            No short list held it: its place comes from the channels alone.
          </p>
        ) : null}
        <ul className="et-evidence-lists">
          {lists.map((judgement) => (
            <JudgedListCard key={`${judgement.listIndex}.${judgement.attempt}`} runId={runId} judgement={judgement} entityId={entity.id} />
          ))}
        </ul>
      </section>
    </div>
  );
}
