import { reciprocalRankFusion } from '../aggregation/reciprocal-rank-fusion.js';
import type { PrefixTree } from '../prefix-tree/prefix-tree.js';
import { requireWhole } from '../ranking-error.js';
import { bestFirstSearch } from './best-first-search.js';
import type { BestFirstOptions, SearchOutcome } from './search-types.js';
import type { TokenModel } from './token-model.js';

export interface SamplingRoundsOptions extends Omit<BestFirstOptions, 'prompt' | 'count' | 'onProgress'> {
  /** The tokens of the prompt of a round: the seeds alone (null), or the seeds and one entity that an earlier round found. */
  readonly promptOf: (acceptedId: string | null) => readonly number[];
  /** K of each round. */
  readonly perRound: number;
  /** Ends when at least so many entities are known. */
  readonly target: number;
  /** Ends after so many rounds, the one with the seeds alone included. */
  readonly maxRounds: number;
  /** k of the reciprocal rank fusion of the rounds, ≥ 0; 10 by default. */
  readonly fusionConstant?: number;
  /** Called after each round. */
  readonly onRound?: (round: SamplingRound, entities: readonly RoundEntity[]) => void;
}

/** One search. */
export interface SamplingRound {
  /** The entity that stood beside the seeds; null in the first round. */
  readonly acceptedId: string | null;
  /** Entities found, and those of them that no earlier round had. */
  readonly found: number;
  readonly news: number;
  readonly outcome: SearchOutcome;
}

export interface RoundEntity {
  readonly entityId: string;
  /** Reciprocal rank fusion over the rounds. */
  readonly score: number;
  /** Rounds that found it, from 0. */
  readonly rounds: readonly number[];
}

export interface SamplingRoundsOutcome {
  /** Best first, ties by entity id. */
  readonly entities: readonly RoundEntity[];
  readonly rounds: readonly SamplingRound[];
  /** Model steps of all rounds. */
  readonly steps: number;
  /** What came first: a round brought nothing new, the target or the rounds were reached, nothing was left to accept, or the steps ran out. */
  readonly endedBy: 'no-news' | 'target' | 'rounds' | 'accepted-all' | 'steps';
}

/**
 * Rounds of small searches, as in GenExpan: the first continues the seeds, each later one the seeds and the best entity found that has not
 * stood in a prompt yet. What several prompts bring up is better supported, so rounds are fused by reciprocal rank. `maxSteps` counts over all rounds.
 * @throws RankingError as `bestFirstSearch` does, and `INVALID_SETTING` for counts that are no whole numbers of at least 1.
 */
export async function sampleInRounds(model: TokenModel, tree: PrefixTree, options: SamplingRoundsOptions): Promise<SamplingRoundsOutcome> {
  const { promptOf, perRound, target, maxRounds, fusionConstant = 10, onRound, ...search } = options;
  for (const [field, value] of Object.entries({ perRound, target, maxRounds })) requireWhole(field, value, 1);
  const rounds: SamplingRound[] = [];
  const accepted = new Set<string>();
  let entities: readonly RoundEntity[] = [];
  let steps = 0;
  let acceptedId: string | null = null;
  for (;;) {
    const known = new Set(entities.map((entity) => entity.entityId));
    const prompt = promptOf(acceptedId);
    const outcome = await bestFirstSearch(model, tree, { ...search, prompt, count: perRound, maxSteps: options.maxSteps - steps });
    steps += outcome.steps;
    const news = outcome.entities.filter((entity) => !known.has(entity.entityId)).length;
    const round = { acceptedId, found: outcome.entities.length, news, outcome };
    rounds.push(round);
    entities = fuse(rounds, fusionConstant);
    onRound?.(round, entities);
    const next = entities.find((entity) => !accepted.has(entity.entityId))?.entityId;
    const endedBy = endOf(round, { known: entities.length >= target, rounds: rounds.length >= maxRounds, next });
    if (endedBy) return { entities, rounds, steps, endedBy };
    acceptedId = next as string;
    accepted.add(acceptedId);
  }
}

function endOf(
  { news, outcome }: SamplingRound,
  reached: { known: boolean; rounds: boolean; next: string | undefined },
): SamplingRoundsOutcome['endedBy'] | undefined {
  if (outcome.endedBy === 'steps') return 'steps';
  if (news === 0) return 'no-news';
  if (reached.known) return 'target';
  if (reached.rounds) return 'rounds';
  return reached.next === undefined ? 'accepted-all' : undefined;
}

function fuse(rounds: readonly SamplingRound[], constant: number): readonly RoundEntity[] {
  const lists = rounds.map(({ outcome }) => ({ weight: 1, ids: outcome.entities.map((entity) => entity.entityId) }));
  return reciprocalRankFusion(lists, constant).map(({ entityId, score }) => ({
    entityId,
    score,
    rounds: lists.flatMap(({ ids }, index) => (ids.includes(entityId) ? [index] : [])),
  }));
}
