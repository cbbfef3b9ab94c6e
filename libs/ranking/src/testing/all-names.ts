import { lengthPenalty } from '../search/length-penalty.js';
import type { TokenModel } from '../search/token-model.js';

export interface NameKey {
  readonly entityId: string;
  readonly tokens: readonly number[];
}

export interface AllNamesOptions {
  readonly prompt: readonly number[];
  readonly alpha: number;
  readonly exclude?: ReadonlySet<string>;
  readonly only?: ReadonlySet<string>;
  readonly renormalise?: boolean;
  readonly calibration?: { readonly neutralPrompt: readonly number[]; readonly lambda: number };
}

export interface ScoredName {
  readonly entityId: string;
  readonly score: number;
}

/**
 * What a search has to find, by brute force and without a tree: the score of every name, asked about token by token; the best form of
 * each entity; best first, ties by id. Impossible names are left out.
 */
export async function scoreAllNames(
  model: TokenModel,
  keys: readonly NameKey[],
  end: number,
  options: AllNamesOptions,
): Promise<readonly ScoredName[]> {
  const { only, exclude, calibration } = options;
  const wanted = keys.filter(({ entityId }) => !exclude?.has(entityId) && (!only || only.has(entityId)));
  // Renormalised probabilities are given that one of the names left goes on; without a filter the excluded ones are among them.
  const paths = (only ? wanted : keys).map(({ tokens }) => [...tokens, end]);
  const best = new Map<string, number>();
  for (const { entityId, tokens } of wanted) {
    const path = [...tokens, end];
    let sum = await logOf(model, options.prompt, path, paths, options.renormalise === true);
    if (sum === -Infinity) continue;
    if (calibration) sum -= calibration.lambda * (await logOf(model, calibration.neutralPrompt, path, paths, options.renormalise === true));
    const score = sum / lengthPenalty(path.length, options.alpha);
    best.set(entityId, Math.max(best.get(entityId) ?? -Infinity, score));
  }
  return [...best]
    .map(([entityId, score]) => ({ entityId, score }))
    .sort((a, b) => b.score - a.score || (a.entityId < b.entityId ? -1 : 1));
}

/** log P(path | prompt), over the full vocabulary or over what can follow in these paths. */
export async function logOf(
  model: TokenModel,
  prompt: readonly number[],
  path: readonly number[],
  paths: readonly (readonly number[])[],
  renormalise: boolean,
): Promise<number> {
  let sum = 0;
  for (let i = 0; i < path.length; i++) {
    const before = path.slice(0, i);
    const longer = paths.filter((other) => other.length > i && before.every((token, j) => other[j] === token));
    const next = new Set(longer.map((other) => other[i] as number));
    const allowed = [path[i] as number, ...[...next].filter((token) => token !== path[i])];
    // What alone is allowed is certain, whatever the model would say.
    if (renormalise && allowed.length === 1) continue;
    const [answer] = await model.logProbabilities([{ prompt, path: before, allowed: renormalise ? allowed : allowed.slice(0, 1) }]);
    const logs = [...(answer as Float64Array)];
    const total = renormalise ? Math.log(logs.reduce((all, log) => all + Math.exp(log), 0)) : 0;
    sum += (logs[0] as number) - (total === -Infinity ? 0 : total);
  }
  return sum;
}
