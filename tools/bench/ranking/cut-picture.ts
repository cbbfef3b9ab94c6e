import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, View, type Mark, type Spec } from 'vega';
import { root } from '../../steps/workspace.mjs';
import type { DiagramPoint } from './cut-figures.js';

const [SIDE, GAP] = [340, 90];
const [INK, BLUE, GREY] = ['#222222', '#1f5fa8', '#9a9a9a'];

/** Draws both reliability diagrams, of ranks and of cuts, side by side. */
export async function drawReliability(tables: {
  readonly ranks: readonly DiagramPoint[];
  readonly confidence: readonly DiagramPoint[];
}): Promise<void> {
  const spec: Spec = {
    $schema: 'https://vega.github.io/schema/vega/v6.json',
    width: 2 * SIDE + GAP,
    height: SIDE,
    padding: 14,
    background: 'white',
    config: { axis: { labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal', grid: true, gridColor: '#eeeeee' } },
    data: [
      { name: 'ranks', values: [...tables.ranks] },
      { name: 'confidence', values: [...tables.confidence] },
      { name: 'ideal', values: [{ at: 0 }, { at: 1 }] },
    ],
    marks: [
      panel('ranks', 0, 'Ranks: does the entity belong?', 'probability that is stated', 'share of ranks that belong'),
      panel('confidence', SIDE + GAP, 'Cuts: right for the most part?', 'confidence that is stated', 'share of cuts that were'),
    ],
  };
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  const folder = path.join(root, 'docs/ranking/pictures');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'cut-reliability.svg'), `${svg}\n`);
}

function panel(data: string, left: number, title: string, stated: string, observed: string): Mark {
  const [x, y] = [`${data}X`, `${data}Y`];
  return {
    type: 'group',
    encode: { enter: { x: { value: left }, width: { value: SIDE }, height: { value: SIDE } } },
    title: { text: title, anchor: 'start', fontSize: 15, fontWeight: 'normal', offset: 10, color: INK },
    scales: [
      { name: x, type: 'linear', domain: [0, 1], range: [0, SIDE] },
      { name: y, type: 'linear', domain: [0, 1], range: [SIDE, 0] },
    ],
    axes: [
      { orient: 'bottom', scale: x, gridScale: y, title: stated, tickCount: 5 },
      { orient: 'left', scale: y, gridScale: x, title: observed, tickCount: 5 },
    ],
    marks: [
      {
        type: 'line',
        from: { data: 'ideal' },
        encode: {
          enter: { x: { scale: x, field: 'at' }, y: { scale: y, field: 'at' }, stroke: { value: GREY }, strokeDash: { value: [5, 4] } },
        },
      },
      {
        type: 'rule',
        from: { data },
        encode: {
          enter: {
            x: { scale: x, field: 'stated' },
            y: { scale: y, field: 'observedLow' },
            y2: { scale: y, field: 'observedHigh' },
            stroke: { value: BLUE },
            strokeOpacity: { value: 0.5 },
            strokeWidth: { value: 2 },
          },
        },
      },
      {
        type: 'line',
        from: { data },
        encode: {
          enter: {
            x: { scale: x, field: 'stated' },
            y: { scale: y, field: 'observed' },
            stroke: { value: BLUE },
            strokeWidth: { value: 1.5 },
          },
        },
      },
      {
        type: 'symbol',
        from: { data },
        encode: {
          enter: { x: { scale: x, field: 'stated' }, y: { scale: y, field: 'observed' }, fill: { value: BLUE }, size: { value: 45 } },
        },
      },
    ],
  };
}
