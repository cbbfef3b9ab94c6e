import { useQuery } from '@apollo/client/react';
import { ExpansionModelCallsDocument, type ExpansionModelCallsQuery } from '@etcetera/graphql-client';
import { Code, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useEffect, useRef, useState } from 'react';
import { PagePending } from '../../app/route-states.js';
import { modelLabel } from '../../shared/format/labels.js';
import { formatCost, formatCount } from '../../shared/format/numbers.js';
import { formatMoment } from '../../shared/format/time.js';
import { JsonView } from '../../shared/ui/json-view.js';
import { LoadMore } from '../../shared/ui/load-more.js';
import { Empty, Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { Tag } from '../../shared/ui/tags.js';

type Call = NonNullable<ExpansionModelCallsQuery['expansion']>['modelCalls']['edges'][number]['node'];

interface RunCallsProps {
  readonly runId: string;
  /** Hash of the call to open; pages are read until it is found. */
  readonly wanted: string | undefined;
}

/** Every model call of a run, request and answer as stored. */
export function RunCalls({ runId, wanted }: RunCallsProps): ReactElement {
  const { data, error, loading, refetch, fetchMore } = useQuery(ExpansionModelCallsDocument, {
    variables: { id: runId, first: 50 },
    fetchPolicy: 'cache-first',
  });
  const calls = data?.expansion?.modelCalls;
  const found = wanted === undefined || calls?.edges.some((edge) => edge.node.hash === wanted);
  const cursor = calls?.pageInfo.hasNextPage ? calls.pageInfo.endCursor : null;
  const searching = !found && cursor != null;
  useEffect(() => {
    if (searching) void fetchMore({ variables: { after: cursor, first: 100 } }).catch(() => undefined);
  }, [searching, cursor, fetchMore]);

  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (loading && !calls) return <PagePending />;
  if (!calls?.edges.length) return <Empty title="No model was called">This run used neither a language model nor an embedder.</Empty>;
  return (
    <>
      {!found && !searching && !loading ? (
        <Notice>
          <p>
            The call <Code>{wanted?.slice(0, 16)}</Code> is not among those of this run.
          </p>
        </Notice>
      ) : null}
      <div className="et-panel">
        <ul className="et-calls">
          {calls.edges.map(({ node }) => (
            <CallItem key={node.hash + node.key} call={node} open={node.hash === wanted} />
          ))}
        </ul>
        <LoadMore
          shown={calls.edges.length}
          total={calls.totalCount}
          hasNextPage={calls.pageInfo.hasNextPage}
          onMore={() => fetchMore({ variables: { after: calls.pageInfo.endCursor ?? null } })}
        />
      </div>
    </>
  );
}

function CallItem({ call, open }: { call: Call; open: boolean }): ReactElement {
  const [opened, setOpened] = useState(open);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) button.current?.focus();
  }, [open]);
  return (
    <li className="et-call">
      <UnstyledButton ref={button} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        <Code>{call.hash.slice(0, 12)}</Code>
        <span>{call.key}</span>
        <span className="et-dim et-call-model" title={call.model}>
          {modelLabel(call.model)}
        </span>
        <span className="et-dim et-small et-num" style={{ marginLeft: 'auto' }}>
          {formatCount(call.promptTokens + call.completionTokens)} tokens · {formatCount(call.latencyMs)} ms
        </span>
        {call.reused ? <Tag title="Answered from the ledger; the model was not asked">used again</Tag> : null}
        {call.attempts > 1 ? <Tag tone="notice">{call.attempts} attempts</Tag> : null}
      </UnstyledButton>
      {opened ? (
        <div className="et-call-body">
          <div>
            <h2>Request</h2>
            <JsonView value={call.request} label="Request" />
          </div>
          <div>
            <h2>Answer as given</h2>
            <JsonView value={call.answer} label="Answer" />
          </div>
          <dl className="et-facts" style={{ gridColumn: '1 / -1' }}>
            <dt>Hash</dt>
            <dd>
              <code>{call.hash}</code>
            </dd>
            <dt>Key</dt>
            <dd>{call.key}</dd>
            <dt>Asked</dt>
            <dd>{formatMoment(call.createdAt)}</dd>
            <dt>Cost</dt>
            <dd>{formatCost(call.costMicroUsd)}</dd>
          </dl>
        </div>
      ) : null}
    </li>
  );
}
