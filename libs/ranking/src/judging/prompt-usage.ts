import type { TokenModel } from '../search/token-model.js';
import type { Usage } from './list-judge.js';

/** What a judge has used that reads probabilities and generates nothing: the prompts; free on this machine, of unknown price elsewhere. */
export function promptUsage({ identity }: Pick<TokenModel, 'identity'>, promptTokens: number): Usage {
  return { promptTokens, completionTokens: 0, costMicroUsd: identity.kind === 'local' ? 0 : null };
}
