import type { Capabilities, Channel, UsedModel } from '@etcetera/expansion';
import type { LoadedModels } from './load-models.js';

/** What this process can do. Whether a base has vectors to search is told by each estimate. */
export function capabilitiesOf(models: LoadedModels, hasVectors: boolean, notices: readonly string[]): Capabilities {
  const channels: Channel[] = ['text'];
  if (hasVectors || models.embedder) channels.unshift('embedding');
  if (models.tokenModel) channels.unshift('language-model');
  const used: UsedModel[] = [];
  if (models.tokenModel) used.push({ ...models.tokenModel.identity, role: 'language' });
  if (models.judge) used.push({ ...models.judge.identity, role: 'judge' });
  if (models.embedder)
    used.push({ name: models.embedder.model, fingerprint: models.embedder.modelSha256, kind: models.embedder.kind, role: 'embedding' });
  return { channels, models: used, notices, defaultPreset: models.judge?.identity.kind === 'remote' ? 'thorough' : 'quick' };
}
