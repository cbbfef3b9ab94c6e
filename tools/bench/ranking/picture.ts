import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, View, type Spec } from 'vega';
import { METHODS } from './methods.js';
import type { SimulatedRow } from './simulated-cell.js';

const PANEL = { width: 300, height: 190, gap: 58 };
const COLOURS = ['#d62728', '#1f77b4', '#17becf', '#9467bd', '#c5b0d5', '#2ca02c', '#8c564b', '#7f7f7f', '#ff7f0e', '#bcbd22', '#e377c2'];

/** What a panel plots against. */
const MEASURES = [
  { field: 'calls', title: 'calls' },
  { field: 'tokens', title: 'tokens' },
  { field: 'depth', title: 'rounds one after the other' },
] as const;

/** nDCG@10 against calls, tokens and depth, a row of panels for each number of candidates, at one level of noise. */
export async function drawCurves(rows: readonly SimulatedRow[], noise: string, file: string): Promise<void> {
  const shown = rows.filter((row) => row.noise === noise);
  const sizes = [...new Set(shown.map((row) => row.candidates))];
  const marks = sizes.flatMap((candidates, line) => MEASURES.map((measure, column) => panel(candidates, line, column, measure)));
  const spec: Spec = {
    background: 'white',
    padding: 20,
    width: MEASURES.length * (PANEL.width + PANEL.gap),
    height: sizes.length * (PANEL.height + PANEL.gap),
    title: { text: `Quality of a first page of ten, judge with ${noise} noise, lists of 20`, anchor: 'start' },
    data: [{ name: 'rows', values: shown.map((row) => ({ ...row, quality: row['ndcg@10'] })) }],
    scales: [{ name: 'colour', type: 'ordinal', domain: METHODS.map((method) => method.name), range: COLOURS }],
    legends: [{ stroke: 'colour', symbolType: 'stroke', symbolStrokeWidth: 3, orient: 'right', labelLimit: 300 }],
    marks,
  };
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${svg}\n`);
}

function panel(
  candidates: number,
  line: number,
  column: number,
  { field, title }: (typeof MEASURES)[number],
): NonNullable<Spec['marks']>[number] {
  const data = `rows-${candidates}`;
  return {
    type: 'group',
    encode: {
      enter: {
        x: { value: column * (PANEL.width + PANEL.gap) },
        y: { value: line * (PANEL.height + PANEL.gap) },
        width: { value: PANEL.width },
        height: { value: PANEL.height },
      },
    },
    // Grid lines are as long as these say, not as the group is wide.
    signals: [
      { name: 'width', update: String(PANEL.width) },
      { name: 'height', update: String(PANEL.height) },
    ],
    data: [{ name: data, source: 'rows', transform: [{ type: 'filter', expr: `datum.candidates === ${candidates}` }] }],
    scales: [
      { name: 'x', type: 'log', domain: { data, field }, range: [0, PANEL.width] },
      { name: 'y', type: 'linear', domain: [0.2, 1], zero: false, range: [PANEL.height, 0] },
    ],
    axes: [
      { orient: 'bottom', scale: 'x', title, tickCount: 5, format: '~s', labelOverlap: true },
      { orient: 'left', scale: 'y', title: column === 0 ? `nDCG@10, ${candidates} candidates` : '', grid: true },
    ],
    marks: [
      {
        type: 'group',
        from: { facet: { name: 'line', data, groupby: 'method' } },
        data: [{ name: 'sorted', source: 'line', transform: [{ type: 'collect', sort: { field: 'budget' } }] }],
        marks: [
          {
            type: 'line',
            from: { data: 'sorted' },
            encode: {
              enter: {
                x: { scale: 'x', field },
                y: { scale: 'y', field: 'quality' },
                stroke: { scale: 'colour', field: 'method' },
                strokeWidth: { signal: "datum.kind === 'ours' ? 3.5 : 1.4" },
              },
            },
          },
          {
            type: 'symbol',
            from: { data: 'sorted' },
            encode: {
              enter: {
                x: { scale: 'x', field },
                y: { scale: 'y', field: 'quality' },
                fill: { scale: 'colour', field: 'method' },
                size: { value: 16 },
              },
            },
          },
        ],
      },
    ],
  };
}
