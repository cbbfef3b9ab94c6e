import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { RankingError, requireFinite, requireWhole } from '../ranking-error.js';
import { askModel } from './ask-model.js';
import { formsBelow, necessaryBound, takeForCache } from './cache-order.js';
import { FoundNames } from './found-names.js';
import { Frontier, type OpenPrefix } from './frontier.js';
import { LeafScoring } from './leaf-scoring.js';
import { plainScoring, type NameScoring } from './name-scoring.js';
import { ObservedBound } from './observed-bound.js';
import { SearchSpace } from './search-space.js';
import type { BestFirstOptions, SearchOutcome } from './search-types.js';
import type { TokenModel } from './token-model.js';

export type { BestFirstOptions, SampledEntity, SearchOutcome, SearchProgress } from './search-types.js';

/**
 * Best-first search for the K entities with the highest score: the length-normalised log-probability, or the prior-calibrated one.
 *
 * Every open prefix has a bound that no name below it can exceed (name-scoring.ts, leaf-scoring.ts). So once the K-th best entity found is
 * better than every bound, the top K is exact. Batches of `model.batchSize` prefixes are asked together; their order depends only on the
 * model's answers. Time beside the model: O(log open) a child, for calibrated and observed bounds O(names below) a child.
 *
 * @throws RankingError `INVALID_SETTING` for options out of range, `INVALID_NUMBER` and `CORRUPT_DATA` for answers that are no log-probabilities;
 *   the signal's reason when cancelled.
 */
export async function bestFirstSearch(model: TokenModel, tree: PrefixTree, options: BestFirstOptions): Promise<SearchOutcome> {
  requireOptions(options);
  const { count, prompt, signal } = options;
  const space = new SearchSpace(tree, options);
  const { scoring, observed } = scoringOf(space, options);
  const found = new FoundNames(Math.max(1, count));
  const frontier = new Frontier(tree);
  const forms = options.order === 'cache' ? formsBelow(tree) : undefined;
  let steps = 0;
  let batchNumber = 0;
  let endedBy: SearchOutcome['endedBy'] = 'bound';

  const reach = (node: number, logProbability: number, from: OpenPrefix | undefined): void => {
    if (logProbability === -Infinity) return;
    observed?.note(node, logProbability);
    if (tree.isLeaf(node)) {
      const score = scoring.score(node, logProbability);
      for (const entityId of space.entitiesAt(node)) found.add({ entityId, logProbability, length: tree.depthOf(node), score, leaf: node });
    } else if (space.isForced(node)) {
      for (const child of space.choice(node).children) reach(child, logProbability, from);
    } else {
      const bound = scoring.bound(node, logProbability);
      if (bound > -Infinity) frontier.push(node, logProbability, bound, from);
    }
  };
  const nextBatch = (): OpenPrefix[] => {
    if (!forms) return frontier.take(model.batchSize, found.threshold);
    const scores = found.leaders().map((entity) => entity.score);
    return takeForCache(frontier, model.batchSize, found.threshold, necessaryBound(scores, frontier.inOrder(), forms, count));
  };

  if (count > 0 && !space.isEmpty) reach(0, 0, undefined);
  while (frontier.size > 0) {
    signal?.throwIfAborted();
    const batch = nextBatch();
    if (batch.length === 0) break;
    if (steps + batch.length > options.maxSteps) {
      frontier.putBack(batch);
      endedBy = 'steps';
      break;
    }
    const choices = batch.map(({ node }) => space.choice(node));
    model.expect?.(prompt, frontier.upcoming(found.threshold));
    const requests = batch.map((prefix, i) => ({ prompt, path: frontier.pathOf(prefix), allowed: choices[i]?.allowed ?? [] }));
    const answers = await askModel(model, requests, signal);
    steps += batch.length;
    batch.forEach((prefix, i) => {
      prefix.batch = batchNumber;
      const choice = choices[i] as (typeof choices)[number];
      const values = space.probabilities(choice, answers[i] as Float64Array);
      choice.children.forEach((child, j) => reach(child, prefix.logProbability + (values[j] as number), prefix));
    });
    batchNumber++;
    if (observed?.learn(found.leaders().map((entity) => entity.leaf))) frontier.rebound((node, l) => scoring.bound(node, l));
    options.onProgress?.(steps, found.size, {
      steps,
      found: found.size,
      best: () => found.best(),
      proved: () => found.best().filter((entity) => entity.score > frontier.bestBound),
    });
  }

  const entities = count > 0 ? found.best() : [];
  const open = observed ? bestAdmissible(frontier, scoring as LeafScoring) : frontier.bestBound;
  const proved = entities.filter((entity) => entity.score > open).length;
  return {
    entities,
    steps,
    exact: open === -Infinity || proved >= count,
    endedBy,
    proved,
    bound: observed ? 'observed' : 'admissible',
    assumed: observed?.assumption ?? null,
  };
}

function scoringOf(space: SearchSpace, options: BestFirstOptions): { scoring: NameScoring; observed?: ObservedBound } {
  const { alpha, observed } = options;
  const calibration = options.calibration?.lambda === 0 ? undefined : options.calibration;
  if (!calibration && !observed) return { scoring: plainScoring(space, alpha) };
  const scoring = new LeafScoring(space, alpha, calibration);
  return observed ? { scoring, observed: new ObservedBound(space, scoring, observed) } : { scoring };
}

/** The best that an open prefix could become whatever the model says. */
function bestAdmissible(frontier: Frontier, scoring: LeafScoring): number {
  return frontier
    .all()
    .reduce((best, { node, logProbability }) => Math.max(best, scoring.admissibleBound(node, logProbability)), -Infinity);
}

function requireOptions({ count, alpha, maxSteps }: BestFirstOptions): void {
  requireWhole('count', count, 0);
  requireFinite('alpha', alpha);
  const wrong = alpha < 0 ? { field: 'alpha', value: alpha } : maxSteps >= 0 ? undefined : { field: 'maxSteps', value: maxSteps };
  if (wrong)
    throw new RankingError({
      ...wrong,
      code: 'INVALID_SETTING',
      problem: 'a number of at least 0 is needed',
      remedy: 'Give 0 or more.',
    });
}
