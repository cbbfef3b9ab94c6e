import type { ChannelProposals } from '@etcetera/ranking';
import type { Calls } from '../calls/calls.js';
import type { ExpansionConfig } from '../model.js';
import type { TextSource } from '../ports/sources.js';

/** Entities that share words with the seeds. The answer depends on texts that the request does not name: it is recorded, never shared. */
export async function textChannel(
  calls: Calls,
  source: TextSource | undefined,
  baseId: string,
  seedIds: readonly string[],
  excluded: ReadonlySet<string>,
  config: ExpansionConfig,
): Promise<ChannelProposals> {
  const limit = Math.max(config.candidateCount, config.resultLimit) + excluded.size;
  const { answer } = await calls.once(
    {
      key: 'text',
      kind: 'text-search',
      model: 'postgres full-text search',
      shareable: false,
      request: { baseId, seedIds: [...seedIds], limit },
    },
    async () => {
      if (!source) throw new RangeError('A replay has no texts to search.');
      return { answer: (await source.similar(baseId, seedIds, limit)).map(({ entityId, score }) => [entityId, score] as const) };
    },
  );
  const candidates = (answer as readonly (readonly [string, number])[])
    .map(([entityId, score]) => ({ entityId, score }))
    .filter(({ entityId }) => !excluded.has(entityId));
  return { channel: 'text', weight: config.channelWeights.text, candidates };
}
