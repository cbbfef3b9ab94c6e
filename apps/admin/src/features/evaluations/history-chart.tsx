import type { EvaluationBriefFragment, ExpansionMethod } from '@etcetera/graphql-client';
import { useElementSize } from '@mantine/hooks';
import * as Plot from '@observablehq/plot';
import type { ReactElement } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { METHOD_LABELS } from '../../shared/format/labels.js';
import { formatMoment } from '../../shared/format/time.js';
import { METHODS } from '../expand/expand-search.js';
import { formatMetric, metricLabel, metricOf } from './metrics.js';

/** Told apart by hue, by lightness and by the shape of the dot. */
const COLOURS: Readonly<Record<ExpansionMethod, string>> = {
  LUSAR: '#6f5fd6',
  LUSAR_STAGE1: '#c05a1f',
  EMBEDDING_CENTROID: '#1f8a9c',
  TEXT_SEARCH: '#8b8f9a',
};

interface HistoryChartProps {
  readonly evaluations: readonly EvaluationBriefFragment[];
  readonly metric: string;
}

const HOUR_MS = 3_600_000;

/** From the first to the last moment, with an hour around: a single point, or a few of one minute, would stretch the axis to milliseconds. */
function timeSpan(times: readonly number[]): [Date, Date] {
  const now = Date.now();
  const [first, last] = times.length > 0 ? [Math.min(...times), Math.max(...times)] : [now, now];
  return [new Date(first - HOUR_MS), new Date(last + HOUR_MS)];
}

/** One metric over time, a line per method, side by side for several benchmarks. The table below holds the same figures as text. */
export function HistoryChart({ evaluations, metric }: HistoryChartProps): ReactElement {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const drawing = useRef<HTMLDivElement>(null);
  const points = useMemo(
    () =>
      evaluations.flatMap((one) => {
        const value = metricOf(one, metric);
        return value === undefined
          ? []
          : [
              {
                at: new Date(one.createdAt),
                value,
                method: one.method,
                label: METHOD_LABELS[one.method],
                benchmark: one.benchmark.name,
                code: one.codeVersion,
              },
            ];
      }),
    [evaluations, metric],
  );
  useEffect(() => {
    const holder = drawing.current;
    if (!holder || width < 50) return undefined;
    const methods = METHODS.filter((method) => points.some((point) => point.method === method));
    const several = new Set(points.map((point) => point.benchmark)).size > 1;
    const place = { x: 'at', y: 'value', ...(several ? { fy: 'benchmark' } : {}) } as const;
    const chart = Plot.plot({
      width,
      height: several ? 380 : Math.min(280, Math.max(200, width * 0.32)),
      marginLeft: 46,
      style: { background: 'transparent', color: 'inherit', fontSize: '12px', fontFamily: 'inherit' },
      ariaLabel: `${metricLabel(metric)} over time`,
      ariaDescription: 'The table below holds the same figures.',
      x: {
        type: 'utc',
        label: null,
        domain: timeSpan(points.map((point) => point.at.getTime())),
        ticks: Math.max(2, Math.min(8, Math.floor(width / 110))),
      },
      y: { label: null, grid: true, nice: true, zero: true, ticks: 5 },
      color: { domain: methods.map((method) => METHOD_LABELS[method]), range: methods.map((method) => COLOURS[method]), legend: true },
      symbol: { domain: methods.map((method) => METHOD_LABELS[method]) },
      marks: [
        Plot.lineY(points, { ...place, stroke: 'label', strokeWidth: 1.75, sort: 'at' }),
        Plot.dot(points, {
          ...place,
          fill: 'label',
          symbol: 'label',
          r: 3.5,
          title: (point: (typeof points)[number]) =>
            `${point.label}: ${formatMetric(point.value)}\n${formatMoment(point.at.toISOString())}\n${point.code}`,
        }),
      ],
    });
    // Plot names every group of marks; a group without a role may not have a name.
    for (const group of chart.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    holder.replaceChildren(chart);
    return () => chart.remove();
  }, [points, metric, width]);
  return (
    <div ref={ref} className="et-chart">
      <div ref={drawing} />
    </div>
  );
}
