import type { ActualFiguresFragment, PlanFiguresFragment } from '@etcetera/graphql-client';
import type { ReactElement } from 'react';
import { OUTCOME_LABELS } from '../../shared/format/labels.js';
import { formatCost, formatCount, formatSeconds } from '../../shared/format/numbers.js';

interface RunPlanProps {
  readonly plan: PlanFiguresFragment;
  readonly actual: ActualFiguresFragment | null;
}

/** What was promised beside what it took. */
export function RunPlan({ plan, actual }: RunPlanProps): ReactElement {
  const rows: readonly [string, string, string | undefined][] = [
    ['Candidates', formatCount(plan.candidates), actual ? formatCount(actual.candidates) : undefined],
    ['Judgements', formatCount(plan.judgements), actual ? formatCount(actual.judgements) : undefined],
    ['Search steps', `at most ${formatCount(plan.maxSearchSteps)}`, actual ? formatCount(actual.searchSteps) : undefined],
    ['Model calls', formatCount(plan.calls), actual ? formatCount(actual.calls) : undefined],
    ['Answers used again', '–', actual ? formatCount(actual.reusedCalls) : undefined],
    ['Asked again', '–', actual ? formatCount(actual.reasks) : undefined],
    ['Prompt tokens', formatCount(plan.promptTokens), actual ? formatCount(actual.promptTokens) : undefined],
    ['Completion tokens', formatCount(plan.completionTokens), actual ? formatCount(actual.completionTokens) : undefined],
    ['Cost', formatCost(plan.costMicroUsd), actual ? formatCost(actual.costMicroUsd) : undefined],
    ['Time', `about ${formatSeconds(plan.estimatedSeconds)}`, actual ? formatSeconds(actual.seconds) : undefined],
  ];
  return (
    <div className="et-two">
      <div className="et-panel">
        <table className="et-table">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" data-num>
                Planned
              </th>
              <th scope="col" data-num>
                Actual
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, planned, used]) => (
              <tr key={label}>
                <th scope="row" style={{ fontWeight: 400 }}>
                  {label}
                </th>
                <td data-num className="et-dim">
                  {planned}
                </td>
                <td data-num>{used ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {actual?.outcomes.length ? (
        <div className="et-panel">
          <table className="et-table">
            <thead>
              <tr>
                <th scope="col">Answers that were</th>
                <th scope="col" data-num>
                  Count
                </th>
              </tr>
            </thead>
            <tbody>
              {actual.outcomes.map(({ outcome, count }) => (
                <tr key={outcome}>
                  <th scope="row" style={{ fontWeight: 400, whiteSpace: 'normal' }}>
                    {OUTCOME_LABELS[outcome]}
                  </th>
                  <td data-num>{formatCount(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  );
}
