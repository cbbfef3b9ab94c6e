import type { ExpansionWholeFragment } from '@etcetera/graphql-client';
import type { ReactElement } from 'react';
import { formatMoment } from '../../shared/format/time.js';
import { JsonView } from '../../shared/ui/json-view.js';

/** What the run depends on: every number of its config, the models, the code, and the hashes that stand for them. */
export function RunConfig({ run }: { run: ExpansionWholeFragment }): ReactElement {
  return (
    <div className="et-two">
      <section className="et-panel et-pad">
        <h2>Identity</h2>
        <dl className="et-facts">
          <dt>Run</dt>
          <dd>
            <code>{run.rawId}</code>
          </dd>
          <dt>Base</dt>
          <dd>{run.base.name}</dd>
          <dt>Code</dt>
          <dd>
            <code>{run.codeVersion}</code>
          </dd>
          <dt>Config hash</dt>
          <dd>
            <code>{run.configHash}</code>
          </dd>
          <dt>Result SHA-256</dt>
          <dd>{run.resultSha256 ? <code>{run.resultSha256}</code> : 'none yet'}</dd>
          <dt>Asked</dt>
          <dd>{formatMoment(run.createdAt)}</dd>
          {run.startedAt ? (
            <>
              <dt>Started</dt>
              <dd>{formatMoment(run.startedAt)}</dd>
            </>
          ) : null}
          {run.finishedAt ? (
            <>
              <dt>Ended</dt>
              <dd>{formatMoment(run.finishedAt)}</dd>
            </>
          ) : null}
          {run.models.map((model) => (
            <div key={model.role + model.fingerprint} style={{ display: 'contents' }}>
              <dt>{model.role}</dt>
              <dd>
                {model.name} <span className="et-dim">({model.kind})</span>
                <br />
                <code className="et-small">{model.fingerprint}</code>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="et-panel et-pad">
        <h2>Config</h2>
        <JsonView value={run.config} label="Config" />
      </section>
    </div>
  );
}
