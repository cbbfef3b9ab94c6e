import { useApolloClient } from '@apollo/client/react';
import { ExpansionResultsDocument, type ExpansionWholeFragment } from '@etcetera/graphql-client';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { CHANNEL_LABELS } from '../../shared/format/labels.js';
import { useReviewKeys } from '../../shared/review/use-review-keys.js';
import { LoadMore } from '../../shared/ui/load-more.js';
import { Empty, Notice } from '../../shared/ui/notice.js';
import { placeCut } from '../results/cut-line.js';
import { EvidenceDrawer } from '../results/evidence-drawer.js';
import { ResultTable } from '../results/result-table.js';
import '../results/results.css';
import '../../shared/review/review.css';

const nothing = () => undefined;

/** The stored result, for reading; reviewing happens on the Expand page. */
export function RunResult({ run }: { run: ExpansionWholeFragment }): ReactElement {
  const client = useApolloClient();
  const [activeId, setActiveId] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  const rows = run.results.edges.map((edge) => edge.node);
  const { hasNextPage, endCursor } = run.results.pageInfo;
  useReviewKeys({
    ids: rows.map((row) => row.entity.id),
    activeId,
    onActive: setActiveId,
    onDecide: nothing,
    onUndo: nothing,
    onOpen: setOpenId,
    onHelp: nothing,
  });
  const cut = placeCut(
    rows.map((row) => row.rank),
    run.cut,
    hasNextPage,
  );
  return (
    <>
      {run.warnings.map((warning) => (
        <Notice key={warning.code + warning.message}>
          <p>{warning.message}</p>
        </Notice>
      ))}
      {run.channels.length ? (
        <p className="et-dim et-small" style={{ margin: 0 }}>
          Rests on: {run.channels.map((channel) => CHANNEL_LABELS[channel].toLowerCase()).join(', ')}
        </p>
      ) : null}
      {rows.length ? (
        <ResultTable
          rows={rows}
          cut={cut}
          provisional={false}
          reviewable={false}
          decisions={{}}
          activeId={activeId}
          onActive={setActiveId}
          onDecide={nothing}
          onOpen={setOpenId}
        />
      ) : (
        <Empty title="There is no result">
          {run.status === 'COMPLETED' ? 'The run found nothing.' : 'The run has not come to its end.'}
        </Empty>
      )}
      {hasNextPage ? (
        <LoadMore
          shown={rows.length}
          total={run.results.totalCount}
          hasNextPage
          onMore={() =>
            client.query({
              query: ExpansionResultsDocument,
              variables: { id: run.id, first: 100, after: endCursor ?? null },
              fetchPolicy: 'network-only',
            })
          }
        />
      ) : null}
      <EvidenceDrawer runId={run.id} row={rows.find((row) => row.entity.id === openId)} onClose={() => setOpenId(undefined)} />
    </>
  );
}
