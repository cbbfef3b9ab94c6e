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
  return new BestFirstSearch(model, tree, options).run();
}

class BestFirstSearch {
  private readonly space: SearchSpace;
  private readonly scoring: NameScoring;
  private readonly observed: ObservedBound | undefined;
  private readonly found: FoundNames;
  private readonly frontier: Frontier;
  /** Entities below each node; only for the order that suits caches. */
  private readonly forms: Int32Array | undefined;
  private steps = 0;
  private batches = 0;

  constructor(
    private readonly model: TokenModel,
    private readonly tree: PrefixTree,
    private readonly options: BestFirstOptions,
  ) {
    this.space = new SearchSpace(tree, options);
    ({ scoring: this.scoring, observed: this.observed } = scoringOf(this.space, options));
    this.found = new FoundNames(Math.max(1, options.count));
    this.frontier = new Frontier(tree);
    this.forms = options.order === 'cache' ? formsBelow(tree) : undefined;
  }

  async run(): Promise<SearchOutcome> {
    const { count, maxSteps, prompt, signal } = this.options;
    let endedBy: SearchOutcome['endedBy'] = 'bound';
    if (count > 0 && !this.space.isEmpty) this.reach(0, 0, undefined);
    try {
      for (let batch = this.nextBatch(); batch.length > 0; batch = this.nextBatch()) {
        signal?.throwIfAborted();
        if (this.steps + batch.length > maxSteps) {
          this.frontier.putBack(batch);
          endedBy = 'steps';
          break;
        }
        await this.ask(batch);
      }
    } finally {
      // Nothing more will be asked: what was kept for this prompt may go.
      this.model.expect?.(prompt, []);
    }
    return this.outcome(endedBy);
  }

  private nextBatch(): OpenPrefix[] {
    const { frontier, found, forms, model } = this;
    if (!forms) return frontier.take(model.batchSize, found.threshold);
    const scores = found.leaders().map((entity) => entity.score);
    const necessary = necessaryBound(scores, frontier.inOrder(), forms, this.options.count);
    return takeForCache(frontier, model.batchSize, found.threshold, necessary);
  }

  private async ask(batch: readonly OpenPrefix[]): Promise<void> {
    const { space, frontier, found, observed } = this;
    const { prompt, signal, onProgress } = this.options;
    const asked = batch.map((prefix) => ({ prefix, choice: space.choice(prefix.node) }));
    this.model.expect?.(prompt, frontier.upcoming(found.threshold));
    const requests = asked.map(({ prefix, choice }) => ({ prompt, path: frontier.pathOf(prefix), allowed: choice.allowed }));
    const answers = await askModel(this.model, requests, signal);
    this.steps += batch.length;
    asked.forEach(({ prefix, choice }, i) => {
      prefix.batch = this.batches;
      const values = space.probabilities(choice, answers[i] as Float64Array);
      choice.children.forEach((child, j) => this.reach(child, prefix.logProbability + (values[j] as number), prefix));
    });
    this.batches++;
    if (observed?.learn(found.leaders().map(({ leaf }) => leaf))) frontier.rebound((node, l) => this.scoring.bound(node, l));
    onProgress?.(this.steps, found.size, {
      steps: this.steps,
      found: found.size,
      best: () => found.best(),
      proved: () => found.best().filter((entity) => entity.score > frontier.bestBound),
    });
  }

  /** Takes in the log-probability of a node: a name found, a prefix to ask about, or one whose next token is certain. */
  private reach(node: number, logProbability: number, from: OpenPrefix | undefined): void {
    const { tree, space, scoring } = this;
    if (logProbability === -Infinity) return;
    this.observed?.note(node, logProbability);
    if (tree.isLeaf(node)) {
      const name = { logProbability, length: tree.depthOf(node), score: scoring.score(node, logProbability), leaf: node };
      for (const entityId of space.entitiesAt(node)) this.found.add({ entityId, ...name });
    } else if (space.isForced(node)) {
      for (const child of space.choice(node).children) this.reach(child, logProbability, from);
    } else {
      const bound = scoring.bound(node, logProbability);
      if (bound > -Infinity) this.frontier.push(node, logProbability, bound, from);
    }
  }

  private outcome(endedBy: SearchOutcome['endedBy']): SearchOutcome {
    const { frontier, found, scoring, observed, options } = this;
    const entities = options.count > 0 ? found.best() : [];
    const open = observed ? bestAdmissible(frontier, scoring as LeafScoring) : frontier.bestBound;
    const proved = entities.filter((entity) => entity.score > open).length;
    return {
      entities,
      steps: this.steps,
      exact: open === -Infinity || proved >= options.count,
      endedBy,
      proved,
      bound: observed ? 'observed' : 'admissible',
      assumed: observed?.assumption ?? null,
    };
  }
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
