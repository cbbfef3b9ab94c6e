import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { requireFinite, requireWhole } from '../ranking-error.js';
import { askModel } from './ask-model.js';
import { FoundNames } from './found-names.js';
import { plainScoring } from './name-scoring.js';
import { SearchSpace, type SpaceOptions } from './search-space.js';
import type { SampledEntity } from './search-types.js';
import type { TokenModel } from './token-model.js';

export interface BeamSearchOptions extends SpaceOptions {
  readonly prompt: readonly number[];
  /** B: how many prefixes are kept at each depth; clamped to the names of the tree. 40 in GenExpan. */
  readonly width: number;
  /** α of the length penalty. */
  readonly alpha: number;
  readonly signal?: AbortSignal;
}

export interface BeamOutcome {
  /** Every entity whose name was finished, best first, ties by id: fewer than the width or, over all depths, more. */
  readonly entities: readonly SampledEntity[];
  /** Model steps taken. With renormalised probabilities, prefixes with one allowed token need none. */
  readonly steps: number;
  /** Prefixes extended, whether or not that took a step: the steps of a beam search that asks at each of them. */
  readonly extended: number;
}

/** A prefix or a finished name of the depth at hand. */
interface Beam {
  readonly node: number;
  readonly path: readonly number[];
  readonly logProbability: number;
}

/**
 * Beam search under the prefix tree, as GenExpan and the paper do it: at each depth the best `width` of all children stay. Those that end a name
 * are finished and leave; the others are extended at the next depth. All children of a depth are equally long, so that they compete by
 * the same length-normalised score that ranks the finished names. What drops out of the beam is lost: nothing says how much of the true top K it finds.
 *
 * Steps: at most width · longest name. Time beside the model: a sort of the children of each depth.
 * @throws RankingError as `bestFirstSearch` does; the signal's reason when cancelled.
 */
export async function beamSearch(model: TokenModel, tree: PrefixTree, options: BeamSearchOptions): Promise<BeamOutcome> {
  requireWhole('width', options.width, 1);
  requireFinite('alpha', options.alpha);
  const space = new SearchSpace(tree, options);
  const scoring = plainScoring(space, options.alpha);
  const found = new FoundNames(Math.max(1, tree.keyCount));
  const width = Math.min(options.width, Math.max(1, tree.keyCount));
  let beams: readonly Beam[] = space.isEmpty ? [] : [{ node: 0, path: [], logProbability: 0 }];
  let steps = 0;
  let extended = 0;
  while (beams.length > 0) {
    const asked = beams.filter(({ node }) => !space.isForced(node));
    const answers = new Map<number, Float64Array>();
    for (let start = 0; start < asked.length; start += model.batchSize) {
      options.signal?.throwIfAborted();
      const batch = asked.slice(start, start + model.batchSize);
      const choices = batch.map(({ node }) => space.choice(node));
      const requests = batch.map(({ path }, i) => ({ prompt: options.prompt, path, allowed: choices[i]?.allowed ?? [] }));
      const given = await askModel(model, requests, options.signal);
      batch.forEach(({ node }, i) =>
        answers.set(node, space.probabilities(choices[i] as (typeof choices)[number], given[i] as Float64Array)),
      );
    }
    steps += asked.length;
    extended += beams.length;
    const kept = best(
      beams.flatMap((beam) => childrenOf(space, beam, answers.get(beam.node))),
      width,
    );
    for (const { node, logProbability } of kept) {
      if (!tree.isLeaf(node)) continue;
      const score = scoring.score(node, logProbability);
      for (const entityId of space.entitiesAt(node)) found.add({ entityId, logProbability, length: tree.depthOf(node), score, leaf: node });
    }
    beams = kept.filter(({ node }) => !tree.isLeaf(node));
  }
  return { entities: found.best(), steps, extended };
}

/** Without values, what follows is certain. */
function childrenOf(space: SearchSpace, beam: Beam, values: Float64Array | undefined): Beam[] {
  const { children, allowed } = space.choice(beam.node);
  return children.map((node, i) => ({
    node,
    path: [...beam.path, allowed[i] as number],
    logProbability: beam.logProbability + (values ? (values[i] as number) : 0),
  }));
}

/** The likeliest, ties by node; impossible ones never. */
function best(beams: readonly Beam[], width: number): readonly Beam[] {
  return beams
    .filter(({ logProbability }) => logProbability > -Infinity)
    .sort((a, b) => b.logProbability - a.logProbability || a.node - b.node)
    .slice(0, width);
}
