import { localScore } from '../aggregation/borda.js';
import { requireBetween } from '../aggregation/iteration-settings.js';
import type { Judgement } from '../judging/judgement.js';
import { createPrng, type Prng } from '../random/prng.js';
import { placesByFalling } from '../places-by-falling.js';
import { requireWhole } from '../ranking-error.js';
import { OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, ProcedureOutcome, RankingTask, StartProcedure } from './procedure.js';
import { drawBeta } from './ts-set-rank-beta.js';

export interface TsSetRankOptions {
  /** T: the most lists. As many as the calls allow by default (the paper: 100 for 100 candidates). */
  readonly lists?: number;
  /** Share of the lists that is drawn at random before any belief is looked at, in [0, 1]. A quarter by default. */
  readonly exploration?: number;
  /** Lists of the second phase that are judged at the same time, all drawn from the same beliefs, ≥ 1. 1 by default. */
  readonly listsPerRound?: number;
  /**
   * What is believed before the first judgement: the same of everybody, Beta(1, 1), as in the paper (the default), or half a judgement more
   * by stage-1 score, from all of it a success for the best to all of it a failure for the worst, as the authors' code has it too.
   */
  readonly start?: 'equal' | 'scores';
}

/**
 * TS-SetRank: the relevance of a candidate is the chance that it is found relevant, over all lists it may be shown in. Keeps a Beta
 * distribution of that chance for every candidate. The first lists are drawn uniformly at random, in one round; then each list holds the L candidates
 * whose chances, drawn from their distributions, came out highest (Thompson sampling). Orders by the mean, ties in stage-1 order.
 *
 * The paper's judge says of each member whether it is relevant. A ranking is read as successes in part: of m ranked members the one at rank r
 * counts as (m − r) / (m − 1) of a success and the rest of a failure; a single one as half of each. A partial judgement counts for those it
 * ranked, "none belong" is a failure of all that were shown, as it is in the paper, and a malformed one counts for nobody.
 *
 * It has no rule to end by: it asks as many lists as it may, also when these always hold all candidates.
 *
 * Source: TS-SetRank (Huang et al., ACL 2026, arXiv 2511.01208; lists of 10, 100 of them for 100 candidates, of which 25, 50 or 75 at random).
 * O(lists · n log n).
 * @throws RankingError `INVALID_SETTING` or `INVALID_NUMBER` for options, for a task that is none and for scores that are none.
 */
export function tsSetRank(options: TsSetRankOptions = {}): StartProcedure {
  const { lists = Infinity, exploration = 0.25, listsPerRound = 1, start = 'equal' } = options;
  if (options.lists !== undefined) requireWhole('lists', lists, 1);
  requireBetween('exploration', exploration, 0, 1);
  requireWhole('listsPerRound', listsPerRound, 1);
  return (task) => {
    requireTask(task);
    return sample(task, { lists, exploration, listsPerRound }, new Chances(task, start === 'scores' ? scoresOf(task) : null));
  };
}

type Rules = Required<Omit<TsSetRankOptions, 'start'>>;

function* sample(task: RankingTask, { lists, exploration, listsPerRound }: Rules, chances: Chances): Procedure {
  const outcomes = new OutcomeCount();
  const finish = (endedBy: ProcedureOutcome['endedBy']): ProcedureOutcome => ({
    order: chances.order(),
    endedBy,
    notes: outcomes.notes(MEANING),
  });
  if (task.candidates.length < 2) return finish('done');
  const prng = createPrng(task.seed);
  const total = Math.min(lists, task.maxCalls);
  const atRandom = Math.round(total * exploration);
  const drawRandom = randomLists(task, prng);
  for (let asked = 0; asked < total;) {
    const count = asked < atRandom ? atRandom : Math.min(listsPerRound, total - asked);
    const round = Array.from({ length: count }, asked < atRandom ? drawRandom : () => chances.draw(prng));
    const judgements = yield round;
    outcomes.add(judgements);
    judgements.forEach((judgement) => chances.update(judgement));
    asked += count;
  }
  return finish(total < lists ? 'calls' : 'done');
}

/** Draws lists of L different candidates, each set and order as likely as any other: the first steps of a Fisher–Yates shuffle. O(L) a list. */
function randomLists({ candidates, listLength }: RankingTask, prng: Prng): () => string[] {
  const pool = [...candidates];
  const length = Math.min(listLength, pool.length);
  return () => {
    for (let i = 0; i < length; i++) {
      const other = i + prng.below(pool.length - i);
      [pool[i], pool[other]] = [pool[other]!, pool[i]!];
    }
    return pool.slice(0, length);
  };
}

/** The Beta distributions of all candidates, by place. */
class Chances {
  private readonly successes: Float64Array;
  private readonly failures: Float64Array;
  private readonly places: ReadonlyMap<string, number>;

  /** @param scores to lean to before the first judgement, or null. */
  constructor(
    private readonly task: RankingTask,
    scores: Float64Array | null,
  ) {
    const { candidates } = task;
    this.places = new Map(candidates.map((id, place) => [id, place]));
    this.successes = Float64Array.from(candidates, (_, place) => 1 + (scores ? scores[place]! * PRIOR_JUDGEMENTS : 0));
    this.failures = Float64Array.from(candidates, (_, place) => 1 + (scores ? (1 - scores[place]!) * PRIOR_JUDGEMENTS : 0));
  }

  update({ outcome, shownIds, rankedIds }: Judgement): void {
    if (outcome === 'none-belong') for (const id of shownIds) this.count(id, 0);
    else rankedIds.forEach((id, index) => this.count(id, localScore(index + 1, rankedIds.length)));
  }

  /** The candidates whose drawn chances are the highest, highest first. */
  draw(prng: Prng): string[] {
    const drawn = this.successes.map((successes, place) => drawBeta(successes, this.failures[place]!, prng));
    return this.sorted(drawn).slice(0, this.task.listLength);
  }

  order(): string[] {
    return this.sorted(this.successes.map((successes, place) => successes / (successes + this.failures[place]!)));
  }

  private count(id: string, success: number): void {
    const place = this.places.get(id)!;
    this.successes[place]! += success;
    this.failures[place]! += 1 - success;
  }

  private sorted(values: Float64Array): string[] {
    return placesByFalling(values).map((place) => this.task.candidates[place]!);
  }
}

/** What the stage-1 score counts for, in judgements; 0.5 in the authors' code. */
const PRIOR_JUDGEMENTS = 0.5;

/** Stage-1 scores from 0 for the worst to 1 for the best, 0.5 when all are the same; places where there are no scores. */
function scoresOf({ candidates, priorScores }: RankingTask): Float64Array {
  // Halved, since the distance of two finite numbers need not be finite.
  const halves = candidates.map((_, place) => (priorScores ? priorScores[place]! / 2 : -place));
  const [worst, best] = [halves.reduce((a, b) => Math.min(a, b), Infinity), halves.reduce((a, b) => Math.max(a, b), -Infinity)];
  return Float64Array.from(halves, (half) => (best > worst ? (half - worst) / (best - worst) : 0.5));
}

const MEANING = {
  partial: 'they counted for those they ranked',
  'none-belong': 'they counted as a failure of each member',
  malformed: 'they counted for nobody',
};
