import { useMutation } from '@apollo/client/react';
import { CancelExpansionDocument, type ExpansionWholeFragment } from '@etcetera/graphql-client';
import { Button, Tabs } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { PagePending } from '../../app/route-states.js';
import { METHOD_LABELS } from '../../shared/format/labels.js';
import { formatAgo, formatMoment } from '../../shared/format/time.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { Empty, Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { StatusTag } from '../../shared/ui/tags.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';
import { searchFromRun } from '../expand/expand-search.js';
import { useRunProgress } from '../expand/use-run-progress.js';
import { ReplayButton } from './replay-button.js';
import { RunCalls } from './run-calls.js';
import { RunConfig } from './run-config.js';
import { RunJudgements } from './run-judgements.js';
import { RunPlan } from './run-plan.js';
import { RunResult } from './run-result.js';
import { type RunTab } from './runs-search.js';
import './runs.css';

/** The record of one run: what was asked, what was planned, what was done, and what came out. */
export function RunPage(): ReactElement {
  const { id } = useParams({ from: '/runs/$id' });
  const { run, error, loading, refetch, live } = useRunProgress(id);
  usePageTitle(run ? `Run: ${run.seeds.map((entity) => entity.name).join(', ')}` : 'Run');
  if (!run) {
    if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
    if (loading) return <PagePending />;
    return (
      <Empty
        title="There is no such run"
        action={
          <Link className="et-link" to="/runs" search={{}}>
            All runs
          </Link>
        }
      />
    );
  }
  return (
    <>
      <RunHead run={run} live={live} onChanged={() => void refetch()} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {run.failure ? (
        <Notice tone="reject">
          <p>
            <strong>The run failed.</strong> {run.failure.message} <span className="et-dim">({run.failure.code})</span>
          </p>
        </Notice>
      ) : null}
      <RunTabs run={run} />
    </>
  );
}

function RunHead({ run, live, onChanged }: { run: ExpansionWholeFragment; live: boolean; onChanged: () => void }): ReactElement {
  const [cancel, cancelling] = useMutation(CancelExpansionDocument, { variables: { id: run.id } });
  return (
    <div className="et-page-head">
      <div style={{ minWidth: 0 }}>
        <h1 className="et-name" style={{ margin: 0 }}>
          {run.seeds.map((entity) => entity.name).join(', ')} <span className="et-dim">…</span>
        </h1>
        <p className="et-name">
          <StatusTag status={run.status} /> {METHOD_LABELS[run.method]} · {run.base.name} ·{' '}
          <span title={formatMoment(run.createdAt)}>{formatAgo(run.createdAt, new Date())}</span> by {run.requestedBy}
          {run.negativeSeeds.length ? ` · not ${run.negativeSeeds.map((entity) => entity.name).join(', ')}` : ''}
          {run.parent ? (
            <>
              {' · repeats '}
              <Link className="et-link" to="/runs/$id" params={{ id: run.parent.id }} search={{}}>
                {run.parent.rawId}
              </Link>
            </>
          ) : null}
        </p>
        <div className="et-run-head-seeds" aria-hidden="true">
          {run.seeds.slice(0, 12).map((entity) => (
            <EntityPicture key={entity.id} entity={entity} size={34} />
          ))}
        </div>
      </div>
      <div className="et-run-actions">
        {live ? (
          <Button variant="default" loading={cancelling.loading} onClick={() => void cancel().then(onChanged, () => undefined)}>
            Cancel
          </Button>
        ) : null}
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/" search={{ ...searchFromRun(run, true), parent: run.id }} />}
        >
          Repeat with changes
        </Button>
        {run.status === 'COMPLETED' ? (
          <>
            <ReplayButton runId={run.id} />
            <Button renderRoot={(props) => <Link {...props} to="/" search={{ run: run.id }} />}>Review the result</Button>
          </>
        ) : null}
      </div>
    </div>
  );
}

function RunTabs({ run }: { run: ExpansionWholeFragment }): ReactElement {
  const { tab = 'result', call } = useSearch({ from: '/runs/$id' });
  const navigate = useNavigate({ from: '/runs/$id' });
  return (
    <Tabs
      value={tab}
      onChange={(value) => void navigate({ search: { tab: (value ?? 'result') as RunTab }, replace: true, resetScroll: false })}
      keepMounted={false}
    >
      <Tabs.List aria-label="Parts of the record">
        <Tabs.Tab value="result">Result</Tabs.Tab>
        <Tabs.Tab value="plan">Plan and actual</Tabs.Tab>
        <Tabs.Tab value="judgements">Judgements</Tabs.Tab>
        <Tabs.Tab value="calls">Model calls</Tabs.Tab>
        <Tabs.Tab value="config">Config</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="result" className="et-run-tab">
        <RunResult run={run} />
      </Tabs.Panel>
      <Tabs.Panel value="plan" className="et-run-tab">
        <RunPlan plan={run.plan} actual={run.actual ?? null} />
      </Tabs.Panel>
      <Tabs.Panel value="judgements" className="et-run-tab">
        <RunJudgements runId={run.id} />
      </Tabs.Panel>
      <Tabs.Panel value="calls" className="et-run-tab">
        <RunCalls key={call ?? ''} runId={run.id} wanted={call} />
      </Tabs.Panel>
      <Tabs.Panel value="config" className="et-run-tab">
        <RunConfig run={run} />
      </Tabs.Panel>
    </Tabs>
  );
}
