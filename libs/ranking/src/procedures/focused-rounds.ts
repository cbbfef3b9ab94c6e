import { requireBetween } from '../aggregation/iteration-settings.js';
import { indexJudgements } from '../aggregation/judgement-index.js';
import { normalScores } from '../aggregation/normal-scores.js';
import { fitThurstone, type ThurstoneModel } from '../aggregation/thurstone-fit.js';
import { thurstoneRows } from '../aggregation/thurstone-rows.js';
import type { Judgement } from '../judging/judgement.js';
import { weightedExposures, weightedLists } from '../list-design/weighted-lists.js';
import { createPrng } from '../random/prng.js';
import { placesByFalling } from '../places-by-falling.js';
import { requireWhole } from '../ranking-error.js';
import { expectedErrors, firstPage } from '../stopping/first-page.js';
import { focusSize, type Belief } from './focus-size.js';
import { OutcomeCount, requireTask } from './procedure-rules.js';
import type { Procedure, RankingTask, StartProcedure } from './procedure.js';

export interface FocusedRoundsSettings {
  /** Share of the calls that each round gets; above 0, at most three rounds by default. */
  readonly shares?: readonly number[];
  /** Assumed correlation of the stage-1 scores with the truth before anything is judged, in [0, 1); afterwards it is fitted. */
  readonly priorCorrelation?: number;
  /** Assumed noise of the judge before anything is judged, in standard deviations of the utilities; afterwards it is fitted. */
  readonly assumedNoise?: number;
  /**
   * Ends before the calls are spent once at most this share of the first page is expected to be wrong; 0 = never.
   * What it then says is calibrated only as far as the model of the judge holds.
   */
  readonly stopAtErrors?: number;
}

const DEFAULTS = { shares: [0.4, 0.3, 0.3], priorCorrelation: 0.5, assumedNoise: 0.4, stopAtErrors: 0 } as const;

/** Exposures grow with the chance to be on the page to this power: 1 leaves too little for those in doubt, 0 spends as much on the hopeless. */
const STEEPNESS = 0.75;
/** Part of the page that the last round is about: where the order within the page counts, its upper part counts most. */
const UPPER_PART = 0.7;

/** Enough to choose the next candidates by; more changes the order of hardly anybody. */
const SWEEPS = 12;

/** A round as planned: how many lists, and of how many members at most. */
export interface PlannedRound {
  readonly calls: number;
  readonly listLength: number;
}

/**
 * The rounds that focused rounds will take, from sizes alone: who is in a list is known only when it is its turn. The procedure runs this plan.
 * Lists hold min(L, n) members. With fewer calls than rounds the last rounds are left out. None for fewer than two candidates.
 */
export function planFocusedRounds(
  candidates: number,
  listLength: number,
  maxCalls: number,
  shares: readonly number[] = DEFAULTS.shares,
): readonly PlannedRound[] {
  if (candidates < 2) return [];
  const total = shares.reduce((sum, share) => sum + share, 0);
  const ends: number[] = [];
  shares.reduce((sum, share) => {
    ends.push(Math.round((maxCalls * (sum + share)) / total));
    return sum + share;
  }, 0);
  return ends
    .map((end, round) => ({ calls: end - (ends[round - 1] ?? 0), listLength: Math.min(listLength, candidates) }))
    .filter((round) => round.calls > 0);
}

/**
 * Focused rounds: three rounds of short lists, each on the candidates that may still belong on the first page. After each round Thurstone's
 * model with the stage-1 scores as prior is fitted to all judgements so far; the next round judges as many of the likeliest as pays
 * ({@link focusSize}), the likelier ones more often (exposures ∝ P^¾), in lists of even strength. The order is that of the utilities.
 * All lists of a round can be judged at the same time, so the call graph is as deep as there are rounds.
 * Ours, after AcuRank (arXiv 2505.18512: a belief about each candidate decides who is judged again) and JointRank (arXiv 2506.22262: rounds of
 * overlapping lists in parallel).
 * @throws RankingError `INVALID_SETTING` for settings out of range; what the fit throws.
 */
export function focusedRounds(settings: FocusedRoundsSettings = {}): StartProcedure {
  const full = { ...DEFAULTS, ...settings };
  requireSettings(full);
  return (task) => run(task, full);
}

function* run(task: RankingTask, settings: Required<FocusedRoundsSettings>): Procedure {
  requireTask(task);
  const { candidates, depth } = task;
  const prng = createPrng(task.seed);
  const prior = normalScores(task.priorScores ?? candidates.map((_, place) => -place));
  const judgements: Judgement[] = [];
  const outcomes = new OutcomeCount();
  const notes: string[] = [];
  let model: ThurstoneModel | undefined;
  const rounds = planFocusedRounds(candidates.length, task.listLength, task.maxCalls, settings.shares);
  for (const [index, { calls, listLength }] of rounds.entries()) {
    const belief = model ? { ...model, noise: 1 } : beliefBefore(prior, settings);
    const page = firstPage(belief.utility, belief.deviation, pageOf(depth, index === rounds.length - 1, candidates.length));
    if (
      index > 0 &&
      settings.stopAtErrors > 0 &&
      expectedErrors(firstPage(belief.utility, belief.deviation, depth), depth) <= settings.stopAtErrors
    ) {
      const left = rounds.slice(index).reduce((sum, round) => sum + round.calls, 0);
      notes.push(`The first page is settled: ${left} of ${task.maxCalls} calls were not needed.`);
      return { order: orderBy(model, candidates), endedBy: 'done', notes: [...notes, ...outcomes.notes(MEANING)] };
    }
    const order = placesByFalling(page.probability);
    const slots = calls * listLength;
    const size = focusSize(order, page, belief, slots, listLength, Math.min(candidates.length, slots));
    const chosen = order.slice(0, size);
    // Before anything is judged the prior is no ground for judging some more often than others.
    const weights = chosen.map((candidate) => (index === 0 ? 1 : (page.probability[candidate] as number) ** STEEPNESS));
    const ids = chosen.map((candidate) => candidates[candidate] as string);
    const answers = yield weightedLists(ids, weightedExposures(weights, slots, calls), calls, prng);
    outcomes.add(answers);
    judgements.push(...answers);
    model = fitThurstone(thurstoneRows(indexJudgements({ candidates, judgements }), judgements), {
      prior,
      maxSweeps: SWEEPS,
      ...(model ? { warm: model } : {}),
    });
  }
  return { order: orderBy(model, candidates), endedBy: 'calls', notes: outcomes.notes(MEANING) };
}

/** Places that a round is about; never more than half of the candidates, for then there is nothing to choose. */
function pageOf(depth: number, last: boolean, candidates: number): number {
  return Math.max(1, Math.min(last ? Math.round(depth * UPPER_PART) : depth, Math.ceil(candidates / 2)));
}

const MEANING = {
  partial: 'they count for what they ranked',
  'none-belong': 'their members stay below an imaginary member that only just belongs',
  malformed: 'they count for nobody',
};

function beliefBefore(prior: Float64Array, { priorCorrelation, assumedNoise }: Required<FocusedRoundsSettings>): Belief {
  return {
    utility: prior.map((score) => priorCorrelation * score),
    deviation: new Float64Array(prior.length).fill(Math.sqrt(1 - priorCorrelation ** 2)),
    noise: assumedNoise,
  };
}

function orderBy(model: ThurstoneModel | undefined, candidates: readonly string[]): readonly string[] {
  return model ? placesByFalling(model.utility).map((place) => candidates[place] as string) : candidates;
}

function requireSettings({ shares, priorCorrelation, assumedNoise, stopAtErrors }: Required<FocusedRoundsSettings>): void {
  requireWhole('shares.length', shares.length, 1);
  shares.forEach((share, round) => requireBetween(`shares[${round}]`, share, 0, Infinity, true));
  requireBetween('priorCorrelation', priorCorrelation, 0, 1 - Number.EPSILON);
  requireBetween('assumedNoise', assumedNoise, 0, Infinity, true);
  requireBetween('stopAtErrors', stopAtErrors, 0, 1 - Number.EPSILON);
}
