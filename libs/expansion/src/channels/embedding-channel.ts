import type { ChannelProposals } from '@etcetera/ranking';
import type { Calls } from '../calls/calls.js';
import type { ExpansionConfig } from '../model.js';
import type { NeighbourSource, ScoredEntity } from '../ports/sources.js';

/** The embedding space that a run uses; `key` changes with its content. */
export interface SpaceIdentity {
  readonly id: string;
  readonly key: string;
  readonly model: string;
}

/** Nearest neighbours of the seeds' centroid, vectors centred on the base's mean. `source` is undefined in a replay. */
export async function embeddingChannel(
  calls: Calls,
  source: NeighbourSource | undefined,
  space: SpaceIdentity,
  seedIds: readonly string[],
  excluded: ReadonlySet<string>,
  config: ExpansionConfig,
): Promise<ChannelProposals> {
  const limit = Math.max(config.candidateCount, config.resultLimit) + excluded.size;
  const { answer } = await calls.once(
    {
      key: 'neighbours',
      kind: 'neighbours',
      model: space.model,
      shareable: true,
      request: { space: space.key, seedIds: [...seedIds].sort(), limit },
    },
    async () => ({ answer: pairs(await present(source).nearest(space.id, seedIds, limit)) }),
  );
  return {
    channel: 'embedding',
    weight: config.channelWeights.embedding,
    candidates: unpair(answer).filter(({ entityId }) => !excluded.has(entityId)),
  };
}

/**
 * How much nearer each entity is to the negative seeds than to the seeds: max(0, cos to negatives − cos to seeds).
 * Entities without a vector are left out.
 */
export async function leanToNegatives(
  calls: Calls,
  source: NeighbourSource | undefined,
  space: SpaceIdentity,
  seedIds: readonly string[],
  negativeIds: readonly string[],
  entityIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const ask = async (key: string, references: readonly string[]) => {
    const { answer } = await calls.once(
      {
        key,
        kind: 'contrast',
        model: space.model,
        shareable: true,
        request: { space: space.key, references: [...references].sort(), entityIds: [...entityIds].sort() },
      },
      async () => ({ answer: pairs(await present(source).similarity(space.id, references, entityIds)) }),
    );
    return new Map(unpair(answer).map(({ entityId, score }) => [entityId, score]));
  };
  const [toNegatives, toSeeds] = [await ask('contrast:negatives', negativeIds), await ask('contrast:seeds', seedIds)];
  return new Map([...toNegatives].map(([id, score]) => [id, Math.max(0, score - (toSeeds.get(id) ?? score))]));
}

function present(source: NeighbourSource | undefined): NeighbourSource {
  if (!source) throw new RangeError('A replay has no vectors to search.');
  return source;
}

const pairs = (entities: readonly ScoredEntity[]): [string, number][] => entities.map(({ entityId, score }) => [entityId, score]);
const unpair = (answer: unknown): ScoredEntity[] =>
  (answer as readonly [string, number][]).map(([entityId, score]) => ({ entityId, score }));
