// npm run bench:ranking [-- --quick] [--json] [--only PART…]: measures libs/ranking and writes what it finds as one JSON document.
//
// --quick takes under five minutes on two cores and writes no files. Without it more worlds, sizes and levels of noise are measured, the local
// model judges as well, and docs/ranking/figures.json and the pictures beside it are written; with --only, those parts of the file are replaced.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../steps/workspace.mjs';
import type { PeerComparison } from './calls-at-quality.js';

const PARTS = ['search', 'prefixTree', 'aggregation', 'simulated', 'cut', 'localJudge'] as const;
type Part = (typeof PARTS)[number];

const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});
const quick = values.quick ?? false;
const wanted = (values.only ?? PARTS) as readonly Part[];
const unknown = wanted.find((part) => !PARTS.includes(part));
if (unknown !== undefined) {
  console.error(`--only is ${unknown}: one of ${PARTS.join(', ')} is needed.`);
  process.exit(2);
}
const runs = (part: Part) => wanted.includes(part) && !(quick && (part === 'localJudge' || part === 'cut'));
const started = performance.now();
const report: Record<string, unknown> = {};

// One after the other: what shares the processor cannot be timed. Aggregation comes first: its times are those of bare arithmetic, which the
// libraries that the other parts load make up to a quarter slower for the whole process.
if (runs('aggregation')) {
  const measured = await (await import('./aggregation.js')).measureAggregation({ quick });
  report['aggregationMs'] = Object.fromEntries(Object.entries(measured).map(([name, figures]) => [name, figures.ms]));
  report['aggregationOverPlainLoop'] = Object.fromEntries(Object.entries(measured).map(([name, figures]) => [name, figures.overPlainLoop]));
}
if (runs('search')) report['search'] = await (await import('./search.js')).measureSearch({ quick });
if (runs('prefixTree')) report['prefixTree'] = await (await import('./prefix-tree.js')).measurePrefixTree({ quick });
if (runs('simulated')) {
  const { rows, fixedPeers, adaptivePeers } = await (await import('./simulated.js')).measureSimulated({ quick });
  report['simulated'] = rows;
  // The ratio of our calls to the peer's at the largest budget: where the best peer is at its best.
  report['callsAtBestFixedPeerQuality'] = atBest(fixedPeers);
  report['callsAtBestAdaptivePeerQuality'] = atBest(adaptivePeers);
  report['callsAtPeerQuality'] = { fixed: fixedPeers, adaptive: adaptivePeers };
  if (!quick) {
    const { drawCurves } = await import('./picture.js');
    for (const noise of ['low', 'medium', 'high']) await drawCurves(rows, noise, picture(`quality-${noise}-noise.svg`));
  }
}
if (runs('cut')) report['cut'] = await (await import('./cut.js')).measureCut({ quick });
if (runs('localJudge')) report['localJudge'] = await (await import('./local-judge.js')).measureLocalJudge();
const seconds = Math.round((performance.now() - started) / 1000);

if (!quick) {
  const figures = path.join(root, 'docs/ranking/figures.json');
  const known = existsSync(figures) ? (JSON.parse(readFileSync(figures, 'utf8')) as Record<string, unknown>) : {};
  writeFileSync(figures, `${asJson({ ...known, ...report }, 2)}\n`);
}
process.stdout.write(`${asJson({ ...report, seconds }, values.json ? 0 : 2)}\n`);

function picture(name: string): string {
  return path.join(root, 'docs/ranking/pictures', name);
}

function atBest(peers: Readonly<Record<string, readonly PeerComparison[]>>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(peers).map(([candidates, comparisons]) => {
      const best = [...comparisons].sort((a, b) => b.quality - a.quality)[0];
      return [candidates, best && Number.isFinite(best.ratio) ? best.ratio : null];
    }),
  );
}

function asJson(value: unknown, indent: number): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'number' ? rounded(inner) : inner), indent);
}

/** Four significant digits; JSON has no infinity. */
function rounded(value: number): number | string {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : String(value);
}
