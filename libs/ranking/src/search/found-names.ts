import { KthBest } from './kth-best.js';
import type { SampledEntity } from './search-types.js';

/** The entities that a search has found, each with its best form. */
export class FoundNames {
  private readonly byId = new Map<string, SampledEntity>();
  private readonly kth: KthBest;

  /** @param count K ≥ 1. */
  constructor(private readonly count: number) {
    this.kth = new KthBest(count);
  }

  get size(): number {
    return this.byId.size;
  }

  /** Score of the K-th best entity; -Infinity until there are K. */
  get threshold(): number {
    return this.kth.value;
  }

  /** Keeps the better form of an entity; the one found first where they are equal. */
  add(entity: SampledEntity): void {
    const known = this.byId.get(entity.entityId);
    if (known && known.score >= entity.score) return;
    this.byId.set(entity.entityId, entity);
    this.kth.offer(entity.entityId, entity.score);
  }

  /** The K best in no particular order. O(K). */
  leaders(): readonly SampledEntity[] {
    return this.kth.best().map((id) => this.byId.get(id) as SampledEntity);
  }

  /** The K best, best first, ties by entity id. O(n log n). */
  best(): readonly SampledEntity[] {
    return ranked([...this.byId.values()]).slice(0, this.count);
  }
}

/** Best first; ties by entity id. */
export function ranked(entities: readonly SampledEntity[]): readonly SampledEntity[] {
  return [...entities].sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1));
}
