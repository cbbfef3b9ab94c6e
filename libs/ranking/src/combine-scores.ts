import type { GlobalScore } from './aggregation/aggregator.js';
import type { FusedEntity } from './aggregation/reciprocal-rank-fusion.js';
import type { ChannelProposals, LusarEntity, LusarSettings } from './lusar-types.js';

/**
 * The global ranking from stage 1 and stage 2.
 * @param ordered the stage-1 order, best first.
 *
 * Judged candidates: score = (1 − w) · prior + w · Borda mean, where prior = 1 − i / K is the place i (from 0) in the stage-1 order on the
 * scale of the K judged ones. A candidate that no judgement counted for keeps its prior alone.
 * Candidates below K were not judged: they follow in stage-1 order, on the scale from 1 / K down to 0, and never rise above a judged one.
 * The standard error of a score is w times that of the Borda mean: the prior is not a sample.
 * Ties: stage-1 place, then entity id. Scores strictly fall with the rank, so that no tool that sorts by score can reorder the page.
 */
export function combineScores(
  ordered: readonly FusedEntity[],
  judged: ReadonlyMap<string, GlobalScore>,
  proposals: readonly ChannelProposals[],
  settings: Pick<LusarSettings, 'judgeWeight' | 'resultLimit' | 'candidateCount'>,
): readonly LusarEntity[] {
  const channelsOf = channelIndex(proposals);
  const priorAt = priors(ordered.length, settings.candidateCount);
  const rows = ordered.map(({ entityId }, place) => {
    const global = judged.get(entityId) ?? { entityId, value: null, standardError: null, exposures: 0 };
    const prior = priorAt(place);
    const score = global.value === null ? prior : (1 - settings.judgeWeight) * prior + settings.judgeWeight * global.value;
    return { ...global, place, inPool: place < settings.candidateCount, score };
  });
  rows.sort((a, b) => Number(b.inPool) - Number(a.inPool) || b.score - a.score || a.place - b.place);
  const page = rows.slice(0, settings.resultLimit);
  let ceiling = Infinity;
  return page.map(({ entityId, standardError, exposures, score }, index) => {
    // A floor that falls by STEP a rank leaves room below every score: none reaches 0, none repeats.
    const falling = Math.min(Math.max(score, STEP * (page.length - index)), ceiling);
    ceiling = falling - STEP / 10;
    return {
      rank: index + 1,
      entityId,
      score: round(falling),
      standardError: standardError === null ? null : round(settings.judgeWeight * standardError),
      exposures,
      channels: channelsOf.get(entityId) ?? [],
    };
  });
}

function priors(proposed: number, judged: number): (place: number) => number {
  const pool = Math.min(proposed, judged);
  return (place) => (place < pool ? 1 - place / pool : (proposed - place) / (proposed - pool + 1) / pool);
}

/** Smallest difference that a score is given when a lower-ranked one would not be lower. */
const STEP = 1e-6;

/** Nine decimals: enough to keep the order, few enough to read. */
const round = (value: number): number => Math.round(value * 1e9) / 1e9;

function channelIndex(proposals: readonly ChannelProposals[]): Map<string, { channel: string; rank: number; score: number }[]> {
  const index = new Map<string, { channel: string; rank: number; score: number }[]>();
  for (const { channel, candidates } of proposals) {
    candidates.forEach(({ entityId, score }, i) => {
      const entry = { channel, rank: i + 1, score };
      const known = index.get(entityId);
      if (known) known.push(entry);
      else index.set(entityId, [entry]);
    });
  }
  return index;
}
