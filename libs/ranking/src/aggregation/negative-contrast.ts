import type { FusedEntity } from './reciprocal-rank-fusion.js';

/**
 * Moves entities that are nearer to the negative seeds than to the seeds down the stage-1 order, before candidates are chosen for judging:
 * new place by 1 − i / n − weight · lean, i = place (from 0) among n. Ties keep their order. Without lean nothing moves.
 * Ours: the papers say only that negative seeds help in ranking and hurt in generation.
 * @param lean ≥ 0 by entity; missing = 0. @param weight ≥ 0.
 */
export function contrastNegatives(
  fused: readonly FusedEntity[],
  lean: ReadonlyMap<string, number>,
  weight: number,
): readonly FusedEntity[] {
  return fused
    .map((entity, place) => ({ entity, place, value: 1 - place / fused.length - weight * (lean.get(entity.entityId) ?? 0) }))
    .sort((a, b) => b.value - a.value || a.place - b.place)
    .map(({ entity }) => entity);
}
