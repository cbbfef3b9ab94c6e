import type { JudgedEntity } from '@etcetera/ranking';
import type { Calls } from '../calls/calls.js';
import type { ExpansionConfig, UsedModel, Vocabulary } from '../model.js';
import type { EngineDependencies } from './engine-dependencies.js';
import type { ExecutionInput, ExecutionObserver } from './execute-expansion.js';

export interface Assignment {
  readonly baseId: string;
  readonly seedIds: readonly string[];
  readonly negativeSeedIds: readonly string[];
  readonly config: ExpansionConfig;
  readonly vocabulary: Vocabulary;
}

/** Puts together what a live execution works with: runs and evaluations share this. */
export async function prepareExecution(
  engine: EngineDependencies,
  task: Assignment,
  calls: Calls,
  observe: ExecutionObserver,
  signal: AbortSignal,
): Promise<ExecutionInput> {
  const { live } = engine;
  const space = await live.neighbours.space(task.baseId);
  const judge = task.config.judge !== null && live.judge?.kind === task.config.judge ? live.judge : undefined;
  return {
    ...task,
    calls,
    live,
    space,
    judge,
    languageModel: live.tokenModel?.identity,
    textsOf: (ids) => (judge?.kind === 'structured' ? live.texts.byId(task.baseId, ids) : Promise.resolve(new Map<string, JudgedEntity>())),
    judgeConcurrency: engine.judgeConcurrency,
    warnings: [],
    observe,
    signal,
  };
}

/** The models that a configuration uses. */
export function modelsOf(engine: EngineDependencies, config: ExpansionConfig): readonly UsedModel[] {
  const roles = new Set<UsedModel['role']>();
  if (config.channelWeights['language-model'] > 0) roles.add('language');
  if (config.channelWeights.embedding > 0) roles.add('embedding');
  if (config.judge !== null) roles.add('judge');
  return engine.capabilities.models.filter((model) => roles.has(model.role));
}
