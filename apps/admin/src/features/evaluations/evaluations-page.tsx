import { useQuery } from '@apollo/client/react';
import { BenchmarksDocument, EvaluationsDocument, type ExpansionMethod } from '@etcetera/graphql-client';
import { Button, NativeSelect, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactElement, Suspense, useEffect } from 'react';
import { compact } from '../../app/search-codec.js';
import { PagePending } from '../../app/route-states.js';
import { METHOD_LABELS } from '../../shared/format/labels.js';
import { LoadMore } from '../../shared/ui/load-more.js';
import { Empty, ProblemNotice } from '../../shared/ui/notice.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';
import { METHODS } from '../expand/expand-search.js';
import type { EvaluationsSearch } from './evaluations-search.js';
import { EvaluationsTable } from './evaluations-table.js';
import { metricLabel, metricNames } from './metrics.js';
import { StartEvaluation } from './start-evaluation.js';
import './evaluations.css';
import '../runs/runs.css';

const HistoryChart = lazy(() => import('./history-chart.js').then((module) => ({ default: module.HistoryChart })));

/** How well the methods do on benchmarks, now and over time. */
export function EvaluationsPage(): ReactElement {
  usePageTitle('Evaluations');
  const search = useSearch({ from: '/evaluations' });
  const navigate = useNavigate({ from: '/evaluations' });
  const [starting, dialog] = useDisclosure(false);
  const benchmarks = useQuery(BenchmarksDocument);
  const { data, previousData, error, loading, refetch, fetchMore, startPolling, stopPolling } = useQuery(EvaluationsDocument, {
    variables: { benchmark: search.benchmark ?? null, method: search.method ?? null, first: 100 },
  });
  const list = (data ?? (error ? undefined : previousData))?.evaluations;
  const evaluations = list?.edges.map((edge) => edge.node) ?? [];
  const running = evaluations.some((one) => one.status === 'RUNNING' || one.status === 'QUEUED');
  useEffect(() => {
    if (!running) return undefined;
    startPolling(2000);
    return stopPolling;
  }, [running, startPolling, stopPolling]);

  const change = (patch: { [K in keyof EvaluationsSearch]?: EvaluationsSearch[K] | undefined }) =>
    void navigate({ search: compact({ ...search, ...patch }), replace: true, resetScroll: false });
  const done = evaluations.filter((one) => one.status === 'COMPLETED');
  const names = metricNames(done);
  const metric = names.find((name) => name === search.metric) ?? names[0] ?? 'map@10';
  return (
    <>
      <div className="et-page-head">
        <div>
          <h1 style={{ margin: 0 }}>Evaluations</h1>
          <p>Each method on each benchmark, with the version of the code and the config that it was measured with.</p>
        </div>
        <Button onClick={dialog.open}>Start an evaluation</Button>
      </div>
      <div className="et-filter">
        <NativeSelect
          label="Benchmark"
          value={search.benchmark ?? ''}
          onChange={(event) => change({ benchmark: event.currentTarget.value || undefined })}
          data={[{ value: '', label: 'Any' }, ...(benchmarks.data?.benchmarks ?? []).map((one) => ({ value: one.slug, label: one.name }))]}
        />
        <NativeSelect
          label="Method"
          value={search.method ?? ''}
          onChange={(event) => change({ method: (event.currentTarget.value || undefined) as ExpansionMethod | undefined })}
          data={[{ value: '', label: 'Any' }, ...METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))]}
        />
        {names.length ? (
          <NativeSelect
            label="Chart"
            value={metric}
            onChange={(event) => change({ metric: event.currentTarget.value })}
            data={names.map((value) => ({ value, label: metricLabel(value) }))}
          />
        ) : null}
      </div>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {loading && !list ? <PagePending /> : null}
      {list && !evaluations.length ? (
        <Empty
          title={search.benchmark || search.method ? 'No evaluation fits these conditions' : 'Nothing has been measured yet'}
          action={<Button onClick={dialog.open}>Start an evaluation</Button>}
        >
          An evaluation runs a method on every query of a benchmark and compares the rankings with the gold sets.
        </Empty>
      ) : null}
      {done.length ? (
        <section className="et-panel et-chart-panel" aria-label={`${metricLabel(metric)} over time`}>
          <h2>{metricLabel(metric)} over time</h2>
          <Suspense fallback={<Skeleton height={240} />}>
            <HistoryChart evaluations={done} metric={metric} />
          </Suspense>
        </section>
      ) : null}
      {list && evaluations.length ? (
        <div className="et-panel">
          <EvaluationsTable evaluations={evaluations} />
          <LoadMore
            shown={evaluations.length}
            total={list.totalCount}
            hasNextPage={list.pageInfo.hasNextPage}
            onMore={() => fetchMore({ variables: { after: list.pageInfo.endCursor ?? null } })}
          />
        </div>
      ) : null}
      <StartEvaluation
        opened={starting}
        onClose={dialog.close}
        benchmarks={benchmarks.data?.benchmarks ?? []}
        onStarted={() => void refetch()}
      />
    </>
  );
}
