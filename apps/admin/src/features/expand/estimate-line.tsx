import type { PlanFiguresFragment } from '@etcetera/graphql-client';
import type { ReactElement } from 'react';
import { formatCompact, formatCost, formatCount, formatSeconds } from '../../shared/format/numbers.js';

/** What a run will take, before it is started. */
export function EstimateLine({ plan, stale }: { plan: PlanFiguresFragment; stale: boolean }): ReactElement {
  const figures: readonly [string, string][] = [
    [formatCount(plan.calls), plan.calls === 1 ? 'call' : 'calls'],
    [formatCompact(plan.promptTokens + plan.completionTokens), 'tokens'],
    [formatCost(plan.costMicroUsd), ''],
    [`about ${formatSeconds(plan.estimatedSeconds)}`, ''],
  ];
  return (
    <p className="et-estimate" data-stale={stale || undefined} role="status" aria-label="Estimate">
      {figures.map(([figure, unit]) => (
        <span key={figure + unit}>
          <b>{figure}</b> {unit}
        </span>
      ))}
    </p>
  );
}
