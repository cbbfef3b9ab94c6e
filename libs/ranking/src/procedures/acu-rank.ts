import { requireBetween } from '../aggregation/iteration-settings.js';
import { rateAllAsBeatenBy, rateRanking } from '../aggregation/true-skill-rating.js';
import { trueSkillModel, type TrueSkillModel, type TrueSkillOptions, type TrueSkillRatings } from '../aggregation/true-skill-model.js';
import type { Judgement } from '../judging/judgement.js';
import { createPrng } from '../random/prng.js';
import { requireWhole } from '../ranking-error.js';
import { probabilitiesAbove, thresholdOf } from '../stopping/expected-threshold.js';
import { startingRatings, type AcuRankStart } from './acu-rank-start.js';
import { OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, ProcedureOutcome, RankingTask, StartProcedure } from './procedure.js';

export interface AcuRankOptions {
  /** ε, in (0, ½): a candidate is uncertain while the probability that it is one of the best k lies between ε and 1 − ε. 0.01 by default. */
  readonly tolerance?: number;
  /** Once fewer candidates than this are uncertain, one more round is the last. 10 by default, ≥ 1. */
  readonly fewUncertain?: number;
  /** What is believed before the first judgement: see {@link AcuRankStart}. `scores` by default. */
  readonly start?: AcuRankStart;
  /** How the uncertain are put into lists: those of like probability together (the default), or at random. */
  readonly grouping?: 'sequential' | 'random';
  /** Ends after so many rounds in a row without a judgement that could be used. 3 by default, ≥ 1. */
  readonly patience?: number;
  /** Of the rating model. As in the authors' code: β = 25/6, τ = 25/300, draw probability 0.1. */
  readonly trueSkill?: TrueSkillOptions;
}

/**
 * AcuRank: keeps a normal belief about every candidate and judges again only those of which it is not clear whether they are among the best k.
 *
 * First all candidates in lists of L, in stage-1 order; then round after round the uncertain ones, in lists by their probability of being one
 * of the best k, until few are uncertain. The last round judges those few and all above them. The lists of a round do not depend on each other.
 * Beliefs are TrueSkill ratings, which start from the stage-1 scores; the order is that of their means, ties in stage-1 order.
 *
 * A partial judgement counts for those it ranked, "none belong" rates each member as having lost to a candidate at the threshold between
 * the best k and the rest, a malformed one is a call for nothing. A list of one is not asked.
 *
 * Source: AcuRank (Yoon et al., NeurIPS 2025, arXiv 2505.18512, algorithm 1; defaults ε = 0.01, 10 uncertain, L = 20) and its code; the
 * variants AcuRank-H and -HH are `tolerance: 1e-4`, the latter with `fewUncertain: 5`. O(calls · L + rounds · n log n).
 * @throws RankingError `INVALID_SETTING` or `INVALID_NUMBER` for options, for a task that is none and for scores that do not fit the start.
 */
export function acuRank(options: AcuRankOptions = {}): StartProcedure {
  const { tolerance = 0.01, fewUncertain = 10, start = 'scores', grouping = 'sequential', patience = 3 } = options;
  requireBetween('tolerance', tolerance, 0, 0.5, true);
  requireWhole('fewUncertain', fewUncertain, 1);
  requireWhole('patience', patience, 1);
  const model = trueSkillModel({ tau: 25 / 300, drawProbability: 0.1, ...options.trueSkill });
  return (task) => {
    requireTask(task);
    const ratings = startingRatings(task, start, model);
    return rerank(task, { tolerance, fewUncertain, grouping, patience }, new Beliefs(task, ratings, model));
  };
}

type Rules = Required<Pick<AcuRankOptions, 'tolerance' | 'fewUncertain' | 'grouping' | 'patience'>>;

function* rerank(task: RankingTask, rules: Rules, beliefs: Beliefs): Procedure {
  const outcomes = new OutcomeCount();
  const notes: string[] = [];
  const finish = (endedBy: ProcedureOutcome['endedBy']): ProcedureOutcome => ({
    order: beliefs.order(),
    endedBy,
    notes: [...notes, ...outcomes.notes(MEANING)],
  });
  const prng = createPrng(task.seed);
  let callsLeft = task.maxCalls;
  let idle = 0;
  let lists = inLists(task.candidates, task.listLength);
  let last = false;
  while (lists.length > 0) {
    const asked = lists.slice(0, callsLeft);
    if (asked.length === 0) return finish('calls');
    const threshold = beliefs.threshold();
    const judgements = yield asked;
    outcomes.add(judgements);
    callsLeft -= asked.length;
    idle = beliefs.update(judgements, threshold) ? 0 : idle + 1;
    if (last) return finish(asked.length < lists.length ? 'calls' : 'done');
    if (idle === rules.patience) {
      notes.push(`Ended early: ${idle} rounds in a row had no judgement that could be used.`);
      break;
    }
    const next = beliefs.toJudge(rules);
    last = next.last;
    lists = inLists(rules.grouping === 'random' ? prng.shuffled(next.chosen) : next.chosen, task.listLength);
  }
  return finish('done');
}

/** Lists of at most `length`, in order; nobody is judged alone. */
function inLists(ids: readonly string[], length: number): string[][] {
  const lists: string[][] = [];
  for (let start = 0; start < ids.length; start += length) lists.push(ids.slice(start, start + length));
  return lists.filter((list) => list.length > 1);
}

/** What is believed of the candidates of a task. */
class Beliefs {
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    private readonly task: RankingTask,
    private readonly ratings: TrueSkillRatings,
    private readonly model: TrueSkillModel,
  ) {
    this.places = new Map(task.candidates.map((id, place) => [id, place]));
  }

  /** The score that as many candidates are expected to exceed as the first page holds. */
  threshold(): number {
    return thresholdOf(this.ratings, this.task.depth);
  }

  /** Whom to judge, most probable first, and whether it is for the last time. */
  toJudge({ tolerance, fewUncertain }: Rules): { readonly chosen: readonly string[]; readonly last: boolean } {
    const probabilities = probabilitiesAbove(this.ratings, this.threshold());
    const above = this.sorted(probabilities).filter((place) => probabilities[place]! > tolerance);
    const uncertain = above.filter((place) => probabilities[place]! < 1 - tolerance);
    const last = uncertain.length < fewUncertain;
    return { chosen: (last ? above : uncertain).map((place) => this.task.candidates[place]!), last };
  }

  /** @returns whether any of the judgements could be used. */
  update(judgements: readonly Judgement[], threshold: number): boolean {
    let used = false;
    for (const { outcome, shownIds, rankedIds } of judgements) {
      if (outcome === 'none-belong') {
        rateAllAsBeatenBy(this.ratings, this.placesOf(shownIds), { mean: threshold, deviation: 0 }, this.model);
        used = true;
      } else if (rankedIds.length > 1) {
        rateRanking(this.ratings, this.placesOf(rankedIds), this.model);
        used = true;
      }
    }
    return used;
  }

  order(): string[] {
    return this.sorted(this.ratings.means).map((place) => this.task.candidates[place]!);
  }

  /** Places by value, highest first; ties by mean, then in stage-1 order. */
  private sorted(values: Float64Array): number[] {
    const { means } = this.ratings;
    return this.task.candidates.map((_, place) => place).sort((a, b) => values[b]! - values[a]! || means[b]! - means[a]! || a - b);
  }

  private placesOf(ids: readonly string[]): number[] {
    return ids.map((id) => this.places.get(id)!);
  }
}

const MEANING = {
  partial: 'they counted for those they ranked',
  'none-belong': 'each member was rated as having lost to a candidate at the threshold of the first page',
  malformed: 'the beliefs stayed as they were',
};
